package org.tradingarena.cli.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.ServerMessage.MarketData;

/**
 * What is known of a symbol.
 *
 * @param last the last price; null before it is known
 * @param change over a day, in the quote currency; null if that is not known
 * @param volume of a day, in the base currency
 * @param trades newest first, at most {@value #TRADES}
 */
public record Market(
        Levels bids,
        Levels asks,
        @Nullable BigDecimal last,
        @Nullable BigDecimal change,
        @Nullable BigDecimal volume,
        List<Tick> trades) {
    private static final int TRADES = 100;

    /** Nothing is known yet. */
    public static final Market UNKNOWN = new Market(Levels.NO_BIDS, Levels.NO_ASKS, null, null, null, List.of());

    public Market {
        trades = List.copyOf(trades);
    }

    /**
     * A trade of anybody.
     *
     * @param taker who came; null where several trades were summed up
     */
    public record Tick(
            Instant at,
            BigDecimal price,
            BigDecimal quantity,
            @Nullable Side taker) {}

    /** After a message of its chain. */
    public Market after(MarketData message) {
        JsonObject data = message.data();
        return switch (message.type()) {
            case "book_snapshot" ->
                withBook(Levels.NO_BIDS.with(side(data, "bids")), Levels.NO_ASKS.with(side(data, "asks")));
            case "book_delta" -> withBook(bids.with(side(data, "bids")), asks.with(side(data, "asks")));
            case "trade" -> withTrade(message.timestamp(), data, "price", "quantity");
            case "trade_summary" -> withTrade(message.timestamp(), data, "close", "volume");
            case "ticker" -> withTicker(data);
            default -> this;
        };
    }

    private Market withBook(Levels newBids, Levels newAsks) {
        return new Market(newBids, newAsks, last, change, volume, trades);
    }

    private Market withTrade(Instant at, JsonObject data, String priceName, String quantityName) {
        BigDecimal price = decimal(data, priceName);
        BigDecimal quantity = decimal(data, quantityName);
        if (price == null || quantity == null) {
            return this;
        }
        List<Tick> newest = Stream.concat(Stream.of(new Tick(at, price, quantity, taker(data))), trades.stream())
                .limit(TRADES)
                .toList();
        return new Market(bids, asks, price, change, volume, newest);
    }

    private Market withTicker(JsonObject data) {
        BigDecimal newLast = decimal(data, "last");
        return new Market(
                bids,
                asks,
                newLast == null ? last : newLast,
                decimal(data, "change_24h"),
                decimal(data, "volume_24h"),
                trades);
    }

    private static @Nullable Side taker(JsonObject data) {
        return switch (data.get("taker_side")) {
            case JsonText(String side) when side.equals("buy") -> Side.BUY;
            case JsonText(String side) when side.equals("sell") -> Side.SELL;
            case null, default -> null;
        };
    }

    private static Json side(JsonObject data, String name) {
        Json levels = data.get(name);
        return levels == null ? Json.NULL : levels;
    }

    private static @Nullable BigDecimal decimal(JsonObject data, String name) {
        return data.get(name) instanceof JsonNumber(String text) ? new BigDecimal(text) : null;
    }
}
