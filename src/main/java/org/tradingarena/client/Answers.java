package org.tradingarena.client;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tradingarena.client.model.Order;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.ServerMessage;
import org.tradingarena.protocol.ServerMessageParser;
import org.tradingarena.protocol.StreamPosition;

/** Reads members of the arena's answers; a {@link org.tradingarena.protocol.ProtocolException} names what has not its form. */
final class Answers {
    private static final int TEXT_CHARACTERS = 1 << 16;

    private Answers() {}

    static String text(JsonObject data, String name) {
        return fields(data).requireText(name, TEXT_CHARACTERS);
    }

    static long integer(JsonObject data, String name) {
        return fields(data).requireInteger(name, 0, Fields.LARGEST_INTEGER);
    }

    static boolean flag(JsonObject data, String name) {
        return fields(data).requireFlag(name);
    }

    static JsonObject object(JsonObject data, String name) {
        return fields(data).object(name).orElseThrow(fields(data).missing(name)).object();
    }

    /** The {@code position} that an answer names. */
    static StreamPosition position(JsonObject data) {
        JsonObject position = object(data, "position");
        return new StreamPosition(text(position, "epoch"), integer(position, "seq"));
    }

    static Order order(JsonObject data) {
        return Order.read(object(data, "order"));
    }

    static List<JsonObject> objects(JsonObject data, String name) {
        if (!(data.get(name) instanceof JsonArray(List<Json> items))) {
            throw fields(data).invalid(name, "must be an array");
        }
        List<JsonObject> objects = new ArrayList<>(items.size());
        for (Json item : items) {
            if (!(item instanceof JsonObject object)) {
                throw fields(data).invalid(name, "must hold objects");
            }
            objects.add(object);
        }
        return objects;
    }

    /** The events of a page. */
    static List<ServerMessage.Event> events(JsonObject data) {
        List<ServerMessage.Event> events = new ArrayList<>();
        for (JsonObject each : objects(data, "events")) {
            if (ServerMessageParser.message(each) instanceof ServerMessage.Event event) {
                events.add(event);
            }
        }
        return events;
    }

    /** Rooms, those that this version knows. */
    static List<Room> rooms(String name, JsonObject data) {
        if (!(data.get(name) instanceof JsonArray(List<Json> names))) {
            throw fields(data).invalid(name, "must be an array");
        }
        return names.stream()
                .flatMap(each -> each instanceof JsonText(String text) ? Room.parse(text).stream() : Stream.empty())
                .toList();
    }

    /** A refusal that this library makes in the arena's name. */
    static ArenaException refusal(ErrorCode code, String message) {
        return new ArenaException(ArenaError.of(code, message));
    }

    private static Fields fields(JsonObject data) {
        return Fields.of(data, "data");
    }
}
