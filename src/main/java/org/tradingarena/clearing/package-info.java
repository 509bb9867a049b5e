/** The reliable, ordered, de-duplicated channel between collectives and order books: its messages and their numbering. */
@NullMarked
package org.tradingarena.clearing;

import org.jspecify.annotations.NullMarked;
