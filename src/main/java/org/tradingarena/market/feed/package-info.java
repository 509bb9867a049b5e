/** Prices from elsewhere: simulated, recorded or of other exchanges. */
@NullMarked
package org.tradingarena.market.feed;

import org.jspecify.annotations.NullMarked;
