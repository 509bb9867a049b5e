/** The screen and the lines of {@code arena watch}. */
@NullMarked
package org.tradingarena.cli.watch;

import org.jspecify.annotations.NullMarked;
