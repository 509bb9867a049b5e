package org.tradingarena.market;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.tradingarena.domain.PriceLevel;

/**
 * A market as of one number of its chain, immutable. Amounts are in {@link org.tradingarena.domain.Atoms}.
 *
 * @param trades the newest ones (at most 1000), oldest first
 * @param candles of one minute, the newest 24 h, by minute
 * @param at when the newest of it happened
 */
public record MarketView(
        String symbol,
        String epoch,
        long seq,
        TopOfBook top,
        Ticker ticker,
        List<MarketTrade> trades,
        SortedMap<Long, Candle> candles,
        Instant at) {

    /** The best levels of the buyers, best first. */
    public List<PriceLevel> bids() {
        return top.bids();
    }

    /** The best levels of the sellers, best first. */
    public List<PriceLevel> asks() {
        return top.asks();
    }
}
