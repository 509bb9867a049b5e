package org.tradingarena.market;

import java.time.Instant;

/**
 * The trades of a span of time, summed up. Amounts are in {@link org.tradingarena.domain.Atoms}; a span without a trade has no candle.
 *
 * @param minute when it begins, in minutes since 1970 UTC
 * @param volume the traded quantity, in the base currency
 * @param trades how many trades
 */
public record Candle(long minute, long open, long high, long low, long close, long volume, long trades) {
    private static final long SECONDS = 60;

    /** The minute that a time lies in. */
    static long minuteOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    /** The candle of one trade. */
    static Candle of(MarketTrade trade) {
        long price = trade.price();
        return new Candle(minuteOf(trade.at()), price, price, price, price, trade.quantity(), 1);
    }

    /** When it begins. */
    public Instant start() {
        return Instant.ofEpochSecond(minute * SECONDS);
    }

    /** Together with a later one; begins where this one does. */
    Candle and(Candle later) {
        return new Candle(
                minute,
                open,
                Math.max(high, later.high),
                Math.min(low, later.low),
                later.close,
                Math.addExact(volume, later.volume),
                trades + later.trades);
    }

    /** The same trades as a part of a span that begins earlier. */
    Candle beginningAt(long earlierMinute) {
        return new Candle(earlierMinute, open, high, low, close, volume, trades);
    }
}
