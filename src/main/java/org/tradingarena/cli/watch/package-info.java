/** {@code arena watch}: a live screen on a terminal, lines in a pipe. What is shown is a value; how it looks is a pure function of it. */
@NullMarked
package org.tradingarena.cli.watch;

import org.jspecify.annotations.NullMarked;
