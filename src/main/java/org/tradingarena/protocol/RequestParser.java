package org.tradingarena.protocol;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

/**
 * Reads requests (protocol sections 2 to 9) and checks their form: types, alphabets, ranges, words, fields that exclude each
 * other. What needs the instruments is for {@link OrderTerms}. Everything refused is a {@link ProtocolException} with the code,
 * the field's dotted path, and the request's id if that is a readable string.
 */
public final class RequestParser {
    /** The most rooms in one message: a hundred instruments and more, and still a small message. */
    public static final int MOST_ROOMS = 256;

    /** The most events, orders, trades, candles or levels of one answer. */
    public static final int MOST_ITEMS = 500;

    /** The longest grace and the longest dead man's switch: the default retention of a session, 24 h. */
    public static final long LONGEST_MILLIS = 86_400_000;

    private static final int DEFAULT_ITEMS = 100;
    private static final int DEFAULT_DEPTH = 50;
    private static final int CURSOR_CHARACTERS = 256;
    private static final int HASH_CHARACTERS = 128;
    private static final int SHOWN_CHARACTERS = 64;

    private RequestParser() {}

    /** The request of a text frame. */
    public static RequestEnvelope parse(String text) {
        return envelope(Fields.ofDocument(StrictJson.parse(text)));
    }

    /** The request of a bare HTTP body, which is its {@code data}; fields are named without the {@code data.} before them. */
    public static Request body(String type, String text) {
        return request(type, Fields.ofDocument(StrictJson.parse(text)));
    }

    private static RequestEnvelope envelope(Fields message) {
        String id = id(message);
        try {
            String type = type(message);
            Fields data = message.object("data").orElseGet(() -> Fields.of(JsonObject.EMPTY, "data"));
            return new RequestEnvelope(id, request(type, data));
        } catch (ProtocolException refused) {
            throw refused.withId(id);
        }
    }

    private static @Nullable String id(Fields message) {
        Json id = message.find("id");
        if (id == null) {
            return null;
        }
        if (id instanceof JsonText(String text)
                && text.codePointCount(0, text.length()) <= RequestEnvelope.ID_CHARACTERS) {
            return text;
        }
        throw message.invalid("id", "must be a string of at most " + RequestEnvelope.ID_CHARACTERS + " characters");
    }

    private static String type(Fields message) {
        return switch (message.find("type")) {
            case null -> throw message.missing("type").get();
            case JsonText(String type) -> type;
            default -> throw message.invalid("type", "must be a string");
        };
    }

    private static Request request(String type, Fields data) {
        return switch (type) {
            case "auth" -> AuthParser.auth(data);
            case "heartbeat" -> new Request.Heartbeat(data.integer("ack_seq", 0, Fields.LARGEST_INTEGER));
            case "ack" -> new Request.Ack(data.requireInteger("seq", 0, Fields.LARGEST_INTEGER));
            case "replay" -> replay(data);
            case "get_initial_state" -> initialState(data);
            case "get_portfolio" -> new Request.GetPortfolio();
            case "get_balances" -> new Request.GetBalances();
            case "get_orders" -> orders(data);
            case "place_order" -> OrderParser.place(data);
            case "cancel_order" -> OrderParser.cancel(data);
            case "cancel_all_orders" ->
                new Request.CancelAllOrders(data.symbol("symbol").orElse(null));
            case "amend_order" -> OrderParser.amend(data);
            case "set_cancel_on_disconnect" -> cancelOnDisconnect(data);
            case "cancel_all_after" -> new Request.CancelAllAfter(data.requireInteger("timeout_ms", 0, LONGEST_MILLIS));
            case "subscribe" -> new Request.Subscribe(rooms(data, "rooms"));
            case "unsubscribe" -> new Request.Unsubscribe(rooms(data, "rooms"));
            case "set_preferences" -> preferences(data);
            case "get_instruments" -> new Request.GetInstruments();
            case "get_order_book" -> orderBook(data);
            case "get_trades" ->
                new Request.GetTrades(data.requireSymbol("symbol"), limit(data, "limit", DEFAULT_ITEMS));
            case "get_candles" -> candles(data);
            case "get_leaderboard" -> new Request.GetLeaderboard();
            default ->
                throw new ProtocolException(
                        ArenaError.field(ErrorCode.UNKNOWN_TYPE, "type", "Unknown type: '" + shown(type) + "'"));
        };
    }

    private static Request replay(Fields data) {
        long after = data.requireInteger("after_seq", 0, Fields.LARGEST_INTEGER);
        return new Request.Replay(after, limit(data, "limit", MOST_ITEMS));
    }

    private static Request initialState(Fields data) {
        Set<Include> include = include(data);
        Optional<Fields> base = data.object("base");
        return new Request.GetInitialState(
                include, base.map(RequestParser::base).orElse(null));
    }

    private static Set<Include> include(Fields data) {
        if (!data.has("include")) {
            return EnumSet.allOf(Include.class);
        }
        Set<Include> include = EnumSet.noneOf(Include.class);
        for (String word : data.texts("include", MOST_ITEMS)) {
            include.add(Include.find(word)
                    .orElseThrow(() -> new ProtocolException(Include.unknown(data.path("include"), word))));
        }
        return include.isEmpty() ? EnumSet.allOf(Include.class) : include;
    }

    private static Request.StateBase base(Fields base) {
        return new Request.StateBase(
                base.requireInteger("seq", 0, Fields.LARGEST_INTEGER), base.requireText("state_hash", HASH_CHARACTERS));
    }

    private static Request orders(Fields data) {
        return new Request.GetOrders(
                data.word("status", OrderFilter.class).orElse(OrderFilter.OPEN),
                data.symbol("symbol").orElse(null),
                limit(data, "limit", DEFAULT_ITEMS),
                data.text("cursor", CURSOR_CHARACTERS).orElse(null));
    }

    private static Request cancelOnDisconnect(Fields data) {
        return new Request.SetCancelOnDisconnect(
                data.requireFlag("enabled"), data.integer("grace_ms", 0, LONGEST_MILLIS));
    }

    private static Request preferences(Fields data) {
        OptionalLong rate = data.integer("max_events_per_second", 1, Preferences.HIGHEST_RATE);
        return new Request.SetPreferences(
                data.word("delivery", Preferences.Delivery.class).orElse(null),
                data.word("priority", Preferences.Priority.class).orElse(null),
                rate.isPresent() ? OptionalInt.of((int) rate.getAsLong()) : OptionalInt.empty(),
                data.word("compression", Preferences.Compression.class).orElse(null));
    }

    private static Request orderBook(Fields data) {
        return new Request.GetOrderBook(data.requireSymbol("symbol"), limit(data, "depth", DEFAULT_DEPTH));
    }

    private static Request candles(Fields data) {
        String word = data.text("interval", SHOWN_CHARACTERS).orElse(CandleInterval.ONE_MINUTE.wire());
        CandleInterval interval = CandleInterval.find(word)
                .orElseThrow(() -> data.invalid("interval", "must be one of " + CandleInterval.list()));
        return new Request.GetCandles(data.requireSymbol("symbol"), interval, limit(data, "limit", DEFAULT_ITEMS));
    }

    private static int limit(Fields data, String name, int otherwise) {
        return (int) data.integer(name, 1, MOST_ITEMS).orElse(otherwise);
    }

    /** Rooms without repetition, in their order. */
    static List<Room> rooms(Fields data, String name) {
        Set<Room> rooms = new LinkedHashSet<>();
        int index = 0;
        for (String room : data.texts(name, MOST_ROOMS)) {
            String field = name + "." + index++;
            ErrorCode code = room.startsWith(Room.MARKET) ? ErrorCode.INVALID_SYMBOL : ErrorCode.INVALID_MESSAGE;
            rooms.add(Room.parse(room).orElseThrow(() -> data.refused(code, field, "is not the name of a room")));
        }
        return List.copyOf(rooms);
    }

    private static String shown(String type) {
        return type.length() <= SHOWN_CHARACTERS
                ? type
                : type.substring(0, type.offsetByCodePoints(0, SHOWN_CHARACTERS / 2)) + "…";
    }
}
