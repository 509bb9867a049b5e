package org.tradingarena.protocol;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small immutable JSON tree. Numbers keep their original text, so that {@code 1e2}, {@code -0} and {@code 0.10} can be told
 * apart from {@code 100}, {@code 0} and {@code 0.1} (protocol section 1).
 */
public sealed interface Json {
    /** The one null. */
    JsonNull NULL = new JsonNull();

    /** The tree of plain Java values: null, strings, booleans, numbers, lists and maps of them, and trees. */
    static Json of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case Json json -> json;
            case Boolean flag -> new JsonBoolean(flag);
            case BigDecimal decimal ->
                new JsonNumber(decimal.stripTrailingZeros().toPlainString());
            case Long integer -> new JsonNumber(integer.toString());
            case Integer integer -> new JsonNumber(integer.toString());
            case List<?> list -> new JsonArray(list.stream().map(Json::of).toList());
            case Map<?, ?> map -> {
                Map<String, Json> members = new LinkedHashMap<>();
                map.forEach((name, member) -> members.put(String.valueOf(name), of(member)));
                yield new JsonObject(members);
            }
            default -> new JsonText(value.toString());
        };
    }

    /** An object; its members keep the order of the text. */
    record JsonObject(Map<String, Json> members) implements Json {
        /** The object without members. */
        public static final JsonObject EMPTY = new JsonObject(Map.of());

        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member of this name; null if there is none. */
        public @Nullable Json get(String name) {
            return members.get(name);
        }
    }

    /** An array. */
    record JsonArray(List<Json> items) implements Json {
        public JsonArray {
            items = List.copyOf(items);
        }
    }

    /** A string, unescaped. */
    record JsonText(String value) implements Json {}

    /** A number, as it was written. */
    record JsonNumber(String text) implements Json {}

    /** True or false. */
    record JsonBoolean(boolean value) implements Json {}

    /** Null. */
    record JsonNull() implements Json {}
}
