package org.tradingarena.market.feed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.tradingarena.domain.Side;

/** What an exchange says of a market, in exact decimals; symbols are named as the arena does. */
public sealed interface MarketEvent {
    /** One price level: its price and everything that is offered at it. */
    record Level(BigDecimal price, BigDecimal quantity) {}

    /**
     * The best levels of a book after a change, whole.
     *
     * @param bids best first
     * @param asks best first
     * @param at the exchange's time; that of the arrival where the exchange names none
     */
    record Book(String symbol, List<Level> bids, List<Level> asks, Instant at) implements MarketEvent {
        public Book {
            bids = List.copyOf(bids);
            asks = List.copyOf(asks);
        }
    }

    /** A trade. */
    record Trade(String symbol, BigDecimal price, BigDecimal quantity, Side takerSide, Instant at)
            implements MarketEvent {}

    /** The best prices and the last one. */
    record Ticker(String symbol, BigDecimal bid, BigDecimal ask, BigDecimal last, Instant at) implements MarketEvent {}

    /** The connection is lost; nothing that was known of a book holds any more. */
    record Disconnected(String reason) implements MarketEvent {}
}
