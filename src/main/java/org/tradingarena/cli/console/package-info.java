/** How commands speak: answers, tables and colours on standard output, errors and progress on standard error, exit codes. */
@NullMarked
package org.tradingarena.cli.console;

import org.jspecify.annotations.NullMarked;
