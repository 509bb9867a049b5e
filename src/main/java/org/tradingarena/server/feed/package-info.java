/** Wiring of upstream market data and the market maker: their settings, the choice of the feed, the maker's way to its collective, metrics. */
@NullMarked
package org.tradingarena.server.feed;

import org.jspecify.annotations.NullMarked;
