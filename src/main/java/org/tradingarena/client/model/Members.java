package org.tradingarena.client.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonBoolean;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.ProtocolException;

/** The members of an object of the wire; a {@link ProtocolException} names the one that is missing or of another form. */
record Members(JsonObject object) {
    String text(String name) {
        if (object.get(name) instanceof JsonText(String text)) {
            return text;
        }
        throw odd(name, "must be a string");
    }

    @Nullable
    String optionalText(String name) {
        return isAbsent(name) ? null : text(name);
    }

    BigDecimal decimal(String name) {
        if (object.get(name) instanceof JsonNumber(String text)) {
            return new BigDecimal(text);
        }
        throw odd(name, "must be a number");
    }

    @Nullable
    BigDecimal optionalDecimal(String name) {
        return isAbsent(name) ? null : decimal(name);
    }

    boolean flag(String name) {
        if (object.get(name) instanceof JsonBoolean(boolean flag)) {
            return flag;
        }
        throw odd(name, "must be true or false");
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException notATime) {
            throw odd(name, "must be a time of RFC 3339");
        }
    }

    <E extends Enum<E>> E word(String name, Map<String, E> words) {
        E word = words.get(text(name));
        if (word == null) {
            throw odd(name, "is none of " + words.keySet());
        }
        return word;
    }

    private boolean isAbsent(String name) {
        Json value = object.get(name);
        return value == null || value.equals(Json.NULL);
    }

    private ProtocolException odd(String name, String rule) {
        return Fields.of(object, "").invalid(name, rule);
    }

    /** The wire's words of an enum. */
    static <E extends Enum<E>> Map<String, E> words(Class<E> type) {
        return Stream.of(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(
                        constant -> constant.name().toLowerCase(Locale.ROOT), constant -> constant));
    }
}
