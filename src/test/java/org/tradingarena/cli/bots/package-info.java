/** The rules of the demo bots. */
@NullMarked
package org.tradingarena.cli.bots;

import org.jspecify.annotations.NullMarked;
