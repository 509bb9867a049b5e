package org.tradingarena.cli.remote;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonBoolean;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.JsonBody;

/** An object of an answer, read for showing it: a member that is absent is empty, one that must be there and is not is a failure. */
public record Answer(JsonObject object) {
    /** A text, or what another value is in JSON; empty if absent. */
    public String text(String name) {
        return switch (object.get(name)) {
            case JsonText(String text) -> text;
            case JsonNumber(String text) -> text;
            case JsonBoolean(boolean flag) -> Boolean.toString(flag);
            case null, default -> "";
        };
    }

    /** A text that must be there. */
    public String requireText(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw missing(name);
        }
        return text;
    }

    /** A decimal; null if absent. */
    public @Nullable BigDecimal decimal(String name) {
        return object.get(name) instanceof JsonNumber(String text) ? new BigDecimal(text) : null;
    }

    /** A whole number; 0 if absent. */
    public long integer(String name) {
        BigDecimal decimal = decimal(name);
        return decimal == null ? 0 : decimal.longValue();
    }

    /** True or false; false if absent. */
    public boolean flag(String name) {
        return object.get(name) instanceof JsonBoolean(boolean flag) && flag;
    }

    /** A time; empty if absent. */
    public Optional<Instant> time(String name) {
        try {
            return object.get(name) instanceof JsonText(String text)
                    ? Optional.of(Instant.parse(text))
                    : Optional.empty();
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /** An object within; without members if absent. */
    public Answer in(String name) {
        return new Answer(object.get(name) instanceof JsonObject inner ? inner : JsonObject.EMPTY);
    }

    /** An object within that must be there. */
    public Answer require(String name) {
        if (object.get(name) instanceof JsonObject inner) {
            return new Answer(inner);
        }
        throw missing(name);
    }

    /** The objects of an array that must be there. */
    public List<Answer> requireItems(String name) {
        if (object.get(name) instanceof JsonArray) {
            return items(name);
        }
        throw missing(name);
    }

    /** The objects of an array; none if absent. */
    public List<Answer> items(String name) {
        return object.get(name) instanceof JsonArray(List<Json> items)
                ? items.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(item -> new Answer((JsonObject) item))
                        .toList()
                : List.of();
    }

    /** The strings of an array; none if absent. */
    public List<String> texts(String name) {
        return object.get(name) instanceof JsonArray(List<Json> items)
                ? items.stream()
                        .filter(JsonText.class::isInstance)
                        .map(item -> ((JsonText) item).value())
                        .toList()
                : List.of();
    }

    /** The objects that are members, by name, in their order. */
    public Map<String, Answer> objects() {
        Map<String, Answer> objects = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (value instanceof JsonObject inner) {
                objects.put(name, new Answer(inner));
            }
        });
        return objects;
    }

    /** The whole of it, as it came. */
    public JsonBody body() {
        return json -> object.members().forEach(json::tree);
    }

    private static CommandFailure missing(String name) {
        return CommandFailure.refused("INTERNAL", "The server's answer has no " + name + "; is it an arena?");
    }
}
