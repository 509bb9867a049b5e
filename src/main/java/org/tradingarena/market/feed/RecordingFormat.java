package org.tradingarena.market.feed;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.Symbols;
import org.tradingarena.market.feed.MarketEvent.Book;
import org.tradingarena.market.feed.MarketEvent.Disconnected;
import org.tradingarena.market.feed.MarketEvent.Level;
import org.tradingarena.market.feed.MarketEvent.Ticker;
import org.tradingarena.market.feed.MarketEvent.Trade;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.StrictJson;
import org.tradingarena.protocol.Wire;

/** The lines of a recording: a header, then one JSON object an event (docs/market-feed.md). Pure. */
final class RecordingFormat {
    /** The version that is written, and the only one that is read. */
    static final int VERSION = 1;

    /** The longest line, in characters. */
    static final int LONGEST_LINE = 1 << 20;

    private static final StrictJson.Limits LIMITS = new StrictJson.Limits(LONGEST_LINE, 1 << 17);

    /**
     * The first line.
     *
     * @param exchange where the events come from
     * @param symbols what was subscribed
     */
    record Header(String exchange, List<String> symbols) {}

    /**
     * Any other line.
     *
     * @param offset when the event arrived, in milliseconds since the recording began
     */
    record Line(long offset, MarketEvent event) {}

    /** A line is not what the format says; the message says what is wrong with which field. */
    static final class MalformedLineException extends Exception {
        MalformedLineException(String message) {
            super(message);
        }
    }

    private RecordingFormat() {}

    static String write(Header header, Instant startedAt) {
        return Wire.bare(line -> line.text("type", "recording")
                .integer("version", VERSION)
                .text("exchange", header.exchange())
                .texts("symbols", header.symbols())
                .time("started_at", startedAt));
    }

    static String write(Line line) {
        return Wire.bare(out -> {
            out.integer("offset_ms", line.offset());
            switch (line.event()) {
                case Book book ->
                    out.text("type", "book")
                            .text("symbol", book.symbol())
                            .tree("bids", levels(book.bids()))
                            .tree("asks", levels(book.asks()))
                            .time("at", book.at());
                case Trade trade ->
                    out.text("type", "trade")
                            .text("symbol", trade.symbol())
                            .decimal("price", trade.price())
                            .decimal("quantity", trade.quantity())
                            .word("taker_side", trade.takerSide())
                            .time("at", trade.at());
                case Ticker ticker ->
                    out.text("type", "ticker")
                            .text("symbol", ticker.symbol())
                            .decimal("bid", ticker.bid())
                            .decimal("ask", ticker.ask())
                            .decimal("last", ticker.last())
                            .time("at", ticker.at());
                case Disconnected disconnected ->
                    out.text("type", "disconnected").text("reason", disconnected.reason());
            }
        });
    }

    private static Json levels(List<Level> levels) {
        return Json.of(levels.stream()
                .map(level -> List.of(level.price(), level.quantity()))
                .toList());
    }

    static Header readHeader(String text) throws MalformedLineException {
        JsonObject line = object(text);
        if (!"recording".equals(text(line, "type"))) {
            throw new MalformedLineException("type must be recording: the file is no recording of market data");
        }
        if (!(line.get("version") instanceof JsonNumber version)
                || !version.text().equals("" + VERSION)) {
            throw new MalformedLineException("version must be " + VERSION);
        }
        List<String> symbols = new ArrayList<>();
        for (Json symbol : array(line, "symbols")) {
            symbols.add(symbol(symbol, "symbols"));
        }
        return new Header(text(line, "exchange"), List.copyOf(symbols));
    }

    static Line readLine(String text) throws MalformedLineException {
        JsonObject line = object(text);
        long offset = offset(line);
        String type = text(line, "type");
        return new Line(
                offset,
                switch (type) {
                    case "book" -> new Book(symbol(line), levels(line, "bids"), levels(line, "asks"), time(line));
                    case "trade" ->
                        new Trade(
                                symbol(line), amount(line, "price"), amount(line, "quantity"), side(line), time(line));
                    case "ticker" ->
                        new Ticker(
                                symbol(line),
                                amount(line, "bid"),
                                amount(line, "ask"),
                                amount(line, "last"),
                                time(line));
                    case "disconnected" -> new Disconnected(text(line, "reason"));
                    default -> throw new MalformedLineException("type must be book, trade, ticker or disconnected");
                });
    }

    private static JsonObject object(String text) throws MalformedLineException {
        try {
            if (StrictJson.parse(text, LIMITS) instanceof JsonObject object) {
                return object;
            }
        } catch (ProtocolException malformed) {
            throw new MalformedLineException(malformed.error().message());
        }
        throw new MalformedLineException("a line must be an object");
    }

    private static long offset(JsonObject line) throws MalformedLineException {
        if (line.get("offset_ms") instanceof JsonNumber number && number.text().matches("[0-9]{1,15}")) {
            return Long.parseLong(number.text());
        }
        throw new MalformedLineException("offset_ms must be milliseconds, a whole number");
    }

    private static String text(JsonObject line, String name) throws MalformedLineException {
        if (line.get(name) instanceof JsonText text) {
            return text.value();
        }
        throw new MalformedLineException(name + " must be a string");
    }

    private static String symbol(JsonObject line) throws MalformedLineException {
        return symbol(line.get("symbol"), "symbol");
    }

    private static String symbol(@Nullable Json value, String name) throws MalformedLineException {
        if (value instanceof JsonText text) {
            try {
                return Symbols.require(text.value());
            } catch (IllegalArgumentException otherForm) {
                throw new MalformedLineException(name + ": " + otherForm.getMessage());
            }
        }
        throw new MalformedLineException(name + " must be a symbol");
    }

    private static BigDecimal amount(JsonObject line, String name) throws MalformedLineException {
        return amount(line.get(name), name);
    }

    private static BigDecimal amount(@Nullable Json value, String name) throws MalformedLineException {
        return Amount.read(value)
                .map(Amount::decimal)
                .orElseThrow(() -> new MalformedLineException(name + " must be a decimal above 0"));
    }

    private static Side side(JsonObject line) throws MalformedLineException {
        return switch (text(line, "taker_side")) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new MalformedLineException("taker_side must be buy or sell");
        };
    }

    private static Instant time(JsonObject line) throws MalformedLineException {
        try {
            return Instant.parse(text(line, "at"));
        } catch (DateTimeException otherForm) {
            throw new MalformedLineException("at must be a time such as 2026-01-31T09:30:00.000Z");
        }
    }

    private static List<Json> array(JsonObject line, String name) throws MalformedLineException {
        if (line.get(name) instanceof JsonArray array) {
            return array.items();
        }
        throw new MalformedLineException(name + " must be an array");
    }

    private static List<Level> levels(JsonObject line, String name) throws MalformedLineException {
        List<Level> levels = new ArrayList<>();
        for (Json item : array(line, name)) {
            if (!(item instanceof JsonArray pair) || pair.items().size() != 2) {
                throw new MalformedLineException(name + " must be pairs of price and quantity");
            }
            levels.add(new Level(
                    amount(pair.items().get(0), name), amount(pair.items().get(1), name)));
        }
        return levels;
    }
}
