package org.tradingarena.market;

import java.util.OptionalLong;

/**
 * A market in one line. Amounts are in {@link org.tradingarena.domain.Atoms}.
 *
 * @param last the price of the last trade; 0 before the first
 * @param bid the best bid; 0 if there is none
 * @param ask the best ask; 0 if there is none
 * @param volume the quantity traded in 24 h, in the base currency
 * @param change by how much {@code last} differs from the price 24 h before (or, in a younger market, from the first price), in the
 *     quote currency
 */
public record Ticker(long last, long bid, long ask, long volume, long change) {
    /** Of a market in which nothing has happened. */
    static final Ticker EMPTY = new Ticker(0, 0, 0, 0, 0);

    /** The price at which to value holdings: the last trade's, before the first trade the middle of the book, else none. */
    public OptionalLong mark() {
        if (last > 0) {
            return OptionalLong.of(last);
        }
        return bid > 0 && ask > 0 ? OptionalLong.of(bid + (ask - bid) / 2) : OptionalLong.empty();
    }
}
