/** The command line. */
@NullMarked
package org.tradingarena.cli;

import org.jspecify.annotations.NullMarked;
