package org.tradingarena.market;

import java.util.List;

/** A {@link MarketSummary} as plain lists, for snapshots and messages; amounts and orders as there. */
public record MarketHistory(long last, long volume, long reference, List<MarketTrade> trades, List<Candle> candles) {
    public MarketHistory {
        trades = List.copyOf(trades);
        candles = List.copyOf(candles);
    }
}
