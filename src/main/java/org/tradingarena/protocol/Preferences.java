package org.tradingarena.protocol;

/**
 * How a client wants its events (protocol section 8).
 *
 * @param delivery whether events wait for company
 * @param priority who goes first in a storm of reconnects
 * @param maxEventsPerSecond how many frames of events and market data a second; 1 … {@value #HIGHEST_RATE}
 * @param compression how frames of more than 1 KiB are written
 */
public record Preferences(Delivery delivery, Priority priority, int maxEventsPerSecond, Compression compression) {
    /** The highest rate that a client may ask for: more frames than that no reader is helped by. */
    public static final int HIGHEST_RATE = 10_000;

    @SuppressWarnings("ConstantValue") // sessions that were journaled before there was compression have none
    public Preferences {
        compression = compression == null ? Compression.NONE : compression;
        if (maxEventsPerSecond < 1 || maxEventsPerSecond > HIGHEST_RATE) {
            throw new IllegalArgumentException("a rate is 1 to " + HIGHEST_RATE + ", not " + maxEventsPerSecond);
        }
    }

    /** Whether events wait for company. */
    public enum Delivery {
        IMMEDIATE,
        BATCHED
    }

    /** Who goes first in a storm of reconnects. */
    public enum Priority {
        LOW,
        MEDIUM,
        HIGH
    }

    /** How long frames are written. */
    public enum Compression {
        NONE,
        GZIP
    }

    /** What a client has before it asks for something else. */
    public static Preferences defaults(ClientType type) {
        return switch (type) {
            case IOS -> new Preferences(Delivery.BATCHED, Priority.MEDIUM, 5, Compression.NONE);
            case WEB -> new Preferences(Delivery.BATCHED, Priority.MEDIUM, 10, Compression.NONE);
            case CLI -> new Preferences(Delivery.IMMEDIATE, Priority.HIGH, 20, Compression.NONE);
            case BOT -> new Preferences(Delivery.IMMEDIATE, Priority.HIGH, 1000, Compression.NONE);
        };
    }

    /** With what the request names; the rest stays. */
    public Preferences with(Request.SetPreferences change) {
        return new Preferences(
                change.delivery() == null ? delivery : change.delivery(),
                change.priority() == null ? priority : change.priority(),
                change.maxEventsPerSecond().orElse(maxEventsPerSecond),
                change.compression() == null ? compression : change.compression());
    }
}
