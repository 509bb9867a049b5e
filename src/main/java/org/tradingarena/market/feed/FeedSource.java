package org.tradingarena.market.feed;

import java.util.function.Consumer;

/** Makes the stream that a feed is pulled from, not connected yet; the listener hears of its states. */
@FunctionalInterface
public interface FeedSource {
    ReconnectingMarketDataStream open(Consumer<StreamState> listener);
}
