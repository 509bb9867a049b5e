package org.tradingarena.market;

import java.util.ArrayList;
import java.util.List;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.protocol.CandleInterval;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Views;

/** Answers questions about a market from its view: the bodies of responses and of HTTP alike. */
public final class MarketQueries {
    private static final long SECONDS_OF_A_MINUTE = 60;

    private MarketQueries() {}

    /**
     * {@code order_book}: {@code symbol}, {@code epoch}, {@code seq} (the market message that it includes), {@code bids} and {@code asks}
     * as [[price, quantity], …] best first, {@code timestamp}.
     *
     * @param depth levels of a side; there are at most {@link TopOfBook#DEPTH}
     */
    public static JsonBody orderBook(MarketView view, int depth) {
        return json -> json.text("symbol", view.symbol())
                .text("epoch", view.epoch())
                .integer("seq", view.seq())
                .levels("bids", first(view.bids(), depth))
                .levels("asks", first(view.asks(), depth))
                .time("timestamp", view.at());
    }

    /**
     * {@code trades}: {@code symbol} and {@code trades}, newest first: {@code trade_id}, {@code price}, {@code quantity}, {@code
     * taker_side}, {@code timestamp}.
     *
     * @param limit how many; there are at most 1000
     */
    public static JsonBody trades(MarketView view, int limit) {
        List<MarketTrade> newest = last(view.trades(), limit).reversed();
        return json -> json.text("symbol", view.symbol()).objects("trades", newest, MarketJson::listed);
    }

    /**
     * {@code candles}: {@code symbol}, {@code interval} and {@code candles}, oldest first: {@code start}, {@code open}, {@code high},
     * {@code low}, {@code close}, {@code volume} (base currency), {@code trades} (how many). They are made of the newest 24 h; spans
     * without a trade have none, and the last one may still be going on.
     *
     * @param limit how many, the newest ones
     */
    public static JsonBody candles(MarketView view, CandleInterval interval, int limit) {
        List<Candle> newest = last(merged(view, interval), limit);
        return json -> json.text("symbol", view.symbol())
                .text("interval", interval.wire())
                .objects("candles", newest, MarketJson::candle);
    }

    /** {@code instruments}: {@code instruments}, each as in {@link Views#instrument}. */
    public static JsonBody instruments(List<Instrument> instruments) {
        return json -> json.objects("instruments", instruments, Views::instrument);
    }

    private static List<Candle> merged(MarketView view, CandleInterval interval) {
        long minutes = interval.length().toSeconds() / SECONDS_OF_A_MINUTE;
        List<Candle> merged = new ArrayList<>();
        for (Candle candle : view.candles().values()) {
            long start = Math.floorDiv(candle.minute(), minutes) * minutes;
            if (!merged.isEmpty() && merged.getLast().minute() == start) {
                merged.set(merged.size() - 1, merged.getLast().and(candle));
            } else {
                merged.add(candle.beginningAt(start));
            }
        }
        return merged;
    }

    private static List<PriceLevel> first(List<PriceLevel> levels, int count) {
        return levels.subList(0, Math.min(count, levels.size()));
    }

    private static <T> List<T> last(List<T> items, int count) {
        return items.subList(Math.max(0, items.size() - count), items.size());
    }
}
