package org.tradingarena.protocol;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonBoolean;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

/**
 * Reads what a server says (protocol section 2): {@code success} tells a response, {@code event_id} a private event, {@code symbol}
 * and {@code seq} market data. Unknown types and members pass; what has not the form of a message is a {@link ProtocolException}.
 */
public final class ServerMessageParser {
    private static final int TEXT_CHARACTERS = 1 << 16;

    private ServerMessageParser() {}

    /**
     * A frame.
     *
     * @param message what it says
     * @param events the very characters of each of its {@code events}, in their order; of a private event alone, the frame's own
     */
    public record Frame(ServerMessage message, List<String> events) {}

    /** The message of a frame's text. */
    public static ServerMessage parse(String text) {
        return message(Fields.ofDocument(StrictJson.parse(text, StrictJson.Limits.FRAME)));
    }

    /** As {@link #parse}, and the events as they were sent. */
    public static Frame frame(String text) {
        StrictJson.Sliced sliced = StrictJson.slice(text, "events", StrictJson.Limits.FRAME);
        ServerMessage message = message(Fields.ofDocument(sliced.document()));
        return new Frame(message, message instanceof ServerMessage.Event ? List.of(text) : sliced.items());
    }

    /** The message of a tree, such as one of the {@code events} of {@code reconnection_sync} or {@code replay}. */
    public static ServerMessage message(JsonObject object) {
        return message(Fields.of(object, ""));
    }

    private static ServerMessage message(Fields message) {
        if (message.has("success")) {
            return message.requireFlag("success") ? response(message) : failure(message);
        }
        if (message.has("event_id")) {
            return event(message);
        }
        if (message.has("symbol") && message.has("seq")) {
            return marketData(message);
        }
        return type(message).equals("events") ? batch(message) : notice(message);
    }

    private static ServerMessage response(Fields message) {
        return new ServerMessage.Response(id(message), type(message), data(message), timestamp(message));
    }

    private static ServerMessage failure(Fields message) {
        Fields error = message.object("error").orElseThrow(message.missing("error"));
        String code = error.requireText("code", TEXT_CHARACTERS);
        String text = error.find("message") instanceof JsonText(String value) ? value : "";
        ArenaError read = ErrorCode.find(code)
                .map(known -> new ArenaError(known, text, details(error)))
                .orElseGet(() -> new ArenaError(ErrorCode.INTERNAL, code + ": " + text, details(error)));
        return new ServerMessage.Failure(id(message), read, timestamp(message));
    }

    private static ServerMessage event(Fields message) {
        return new ServerMessage.Event(
                type(message),
                message.requireText("event_id", TEXT_CHARACTERS),
                seq(message, "seq"),
                seq(message, "prev_seq"),
                message.requireText("epoch", TEXT_CHARACTERS),
                data(message),
                timestamp(message));
    }

    private static ServerMessage marketData(Fields message) {
        return new ServerMessage.MarketData(
                type(message),
                message.requireText("symbol", TEXT_CHARACTERS),
                message.requireText("epoch", TEXT_CHARACTERS),
                seq(message, "seq"),
                seq(message, "prev_seq"),
                message.flag("conflated").orElse(false),
                data(message),
                timestamp(message));
    }

    private static ServerMessage notice(Fields message) {
        return new ServerMessage.Notice(type(message), data(message), timestamp(message));
    }

    private static ServerMessage batch(Fields message) {
        List<ServerMessage> messages = new ArrayList<>();
        if (!(data(message).get("events") instanceof JsonArray(List<Json> events))) {
            throw message.invalid("data.events", "must be an array");
        }
        for (Json event : events) {
            // A batch within a batch is none that the arena writes; refusing it keeps this recursion one level deep.
            if (!(event instanceof JsonObject object) || new JsonText("events").equals(object.get("type"))) {
                throw message.invalid("data.events", "must hold single messages");
            }
            messages.add(message(object));
        }
        return new ServerMessage.Batch(messages);
    }

    private static @Nullable String id(Fields message) {
        return message.find("id") instanceof JsonText(String id) ? id : null;
    }

    private static String type(Fields message) {
        return message.requireText("type", TEXT_CHARACTERS);
    }

    private static long seq(Fields message, String name) {
        return message.requireInteger(name, 0, Fields.LARGEST_INTEGER);
    }

    private static JsonObject data(Fields message) {
        return message.object("data").map(Fields::object).orElse(JsonObject.EMPTY);
    }

    private static Instant timestamp(Fields message) {
        try {
            return Instant.parse(message.requireText("timestamp", TEXT_CHARACTERS));
        } catch (DateTimeException notATime) {
            throw message.invalid("timestamp", "must be a time of RFC 3339");
        }
    }

    private static Map<String, Object> details(Fields error) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (error.find("details") instanceof JsonObject object) {
            object.members().forEach((name, value) -> details.put(name, plain(value)));
        }
        return details;
    }

    private static Object plain(Json value) {
        return switch (value) {
            case JsonText(String text) -> text;
            case JsonBoolean(boolean flag) -> flag;
            case JsonNumber number -> number(number);
            case JsonObject object -> object;
            case JsonArray array -> array;
            case Json.JsonNull absent -> absent;
        };
    }

    private static Object number(JsonNumber number) {
        return Fields.integer(number).isPresent()
                ? (Object) Fields.integer(number).getAsLong()
                : new BigDecimal(number.text());
    }
}
