/** The order books, their market data, and the hub that hands it to every local subscriber. */
@NullMarked
package org.tradingarena.market;

import org.jspecify.annotations.NullMarked;
