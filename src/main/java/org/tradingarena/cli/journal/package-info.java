/** The commands {@code arena journal …}: what an operator does with what is stored. */
@NullMarked
package org.tradingarena.cli.journal;

import org.jspecify.annotations.NullMarked;
