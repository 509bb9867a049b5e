package org.tradingarena.protocol;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times on the wire: RFC 3339, UTC, with exactly three digits of milliseconds (protocol section 1). */
public final class Times {
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Times() {}

    /** The wire text, for example {@code 2025-01-31T09:30:00.000Z}; what is finer than a millisecond is cut off. */
    public static String text(Instant at) {
        return FORMAT.format(at);
    }
}
