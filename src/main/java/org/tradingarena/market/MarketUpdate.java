package org.tradingarena.market;

import java.time.Instant;

/** A numbered message of a symbol's market data; all kinds of one symbol share one chain (protocol section 7). */
public sealed interface MarketUpdate {
    /** Its number in the chain; its predecessor's is one lower. */
    long seq();

    /** When it happened. */
    Instant at();

    /** A trade. */
    record Traded(long seq, MarketTrade trade) implements MarketUpdate {
        @Override
        public Instant at() {
            return trade.at();
        }
    }

    /**
     * The {@link TopOfBook} changed.
     *
     * @param changes the changed levels; quantity 0 is gone
     * @param checksum of the book after it
     */
    record BookMoved(long seq, TopOfBook changes, long checksum, Instant at) implements MarketUpdate {}

    /** The ticker changed. */
    record TickerMoved(long seq, Ticker ticker, Instant at) implements MarketUpdate {}
}
