package org.tradingarena.market;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * What a book's trades add up to: the newest {@value #TRADES} trades and the 1-minute candles of the newest 24 h. Immutable; a trade
 * costs a logarithm.
 *
 * @param last the price of the last trade; 0 before the first
 * @param volume the traded quantity of all candles, in the base currency
 * @param reference the last price before the candles; 0 if they reach back to the first trade
 * @param trades oldest first
 * @param candles by minute
 */
record MarketSummary(
        long last, long volume, long reference, TreePVector<MarketTrade> trades, TreePMap<Long, Candle> candles) {
    /** How many trades are kept. */
    static final int TRADES = 1000;

    /** The window of candles, volume and change. */
    static final long MINUTES = Duration.ofDays(1).toMinutes();

    /** Of a market without a trade. */
    static final MarketSummary EMPTY = new MarketSummary(0, 0, 0, TreePVector.empty(), TreePMap.empty());

    /** The same as plain lists. */
    MarketHistory history() {
        return new MarketHistory(last, volume, reference, List.copyOf(trades), List.copyOf(candles.values()));
    }

    static MarketSummary of(MarketHistory history) {
        TreePMap<Long, Candle> candles = TreePMap.empty();
        for (Candle candle : history.candles()) {
            candles = candles.plus(candle.minute(), candle);
        }
        return new MarketSummary(
                history.last(), history.volume(), history.reference(), TreePVector.from(history.trades()), candles);
    }

    /** With the window moved on to a time. */
    MarketSummary at(Instant now) {
        long oldest = Candle.minuteOf(now) - MINUTES + 1;
        MarketSummary moved = this;
        while (!moved.candles.isEmpty() && moved.candles.firstKey() < oldest) {
            moved = moved.withoutFirstCandle();
        }
        return moved;
    }

    /** With one more trade, which is not older than the others. */
    MarketSummary plus(MarketTrade trade) {
        Candle added = Candle.of(trade);
        Candle before = candles.get(added.minute());
        TreePVector<MarketTrade> newest = trades.plus(trade);
        return new MarketSummary(
                trade.price(),
                Math.addExact(volume, trade.quantity()),
                reference,
                newest.size() > TRADES ? newest.minus(0) : newest,
                candles.plus(added.minute(), before == null ? added : before.and(added)));
    }

    /** How far the last price is from that of 24 h before; none without a trade. */
    OptionalLong change() {
        if (last == 0) {
            return OptionalLong.empty();
        }
        boolean young = reference == 0;
        return OptionalLong.of(last - (young ? candles.firstEntry().getValue().open() : reference));
    }

    private MarketSummary withoutFirstCandle() {
        Candle first = candles.firstEntry().getValue();
        return new MarketSummary(last, volume - first.volume(), first.close(), trades, candles.minusFirstEntry());
    }
}
