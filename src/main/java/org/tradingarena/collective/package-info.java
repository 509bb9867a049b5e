/** The persistent collective: its portfolio, orders, reservations, signing keys and the stream of its events. */
@NullMarked
package org.tradingarena.collective;

import org.jspecify.annotations.NullMarked;
