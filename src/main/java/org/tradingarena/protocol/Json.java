package org.tradingarena.protocol;

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
