package org.tradingarena.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Comparing times that may not be there. */
final class Times {
    private Times() {}

    /** The earlier of two; null if there is none. */
    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) {
            return other;
        }
        return other == null || one.isBefore(other) ? one : other;
    }
}
