package org.tradingarena.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A refusal as the wire tells it (protocol section 2).
 *
 * @param code what went wrong
 * @param message one sentence for a human
 * @param details for a program: {@code field} names the field, {@code retry_after_ms} the wait; values are strings, numbers or
 *     booleans
 */
public record ArenaError(ErrorCode code, String message, Map<String, Object> details) {
    private static final String DATA = "data.";
    private static final String FIELD = "field";
    private static final String RETRY_AFTER = "retry_after_ms";

    public ArenaError {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** An error without details. */
    public static ArenaError of(ErrorCode code, String message) {
        return new ArenaError(code, message, Map.of());
    }

    /** An error about one field, named by its dotted path such as {@code data.price}. */
    public static ArenaError field(ErrorCode code, String field, String message) {
        return new ArenaError(code, message, Map.of(FIELD, field));
    }

    /** An error that goes away by waiting. */
    public static ArenaError retryAfter(ErrorCode code, String message, long millis) {
        return new ArenaError(code, message, Map.of(RETRY_AFTER, millis));
    }

    /** The dotted path of the field that is wrong. */
    public Optional<String> field() {
        return details.get(FIELD) instanceof String field ? Optional.of(field) : Optional.empty();
    }

    /** How long to wait before the next try. */
    public OptionalLong retryAfterMillis() {
        return details.get(RETRY_AFTER) instanceof Number millis
                ? OptionalLong.of(millis.longValue())
                : OptionalLong.empty();
    }

    /** The same about a bare body: the field without the {@code data.} that it begins with. */
    ArenaError outsideData() {
        String inside = field().orElse("");
        if (!inside.startsWith(DATA)) {
            return this;
        }
        String bare = inside.substring(DATA.length());
        Map<String, Object> outside = new LinkedHashMap<>(details);
        outside.put(FIELD, bare);
        return new ArenaError(code, message.replace(inside, bare), outside);
    }
}
