/** Tables, durations and texts. */
@NullMarked
package org.tradingarena.cli.console;

import org.jspecify.annotations.NullMarked;
