/** The commands {@code arena bench}: load from a second process over real sockets, which verifies all that it receives while it measures. */
@NullMarked
package org.tradingarena.bench;

import org.jspecify.annotations.NullMarked;
