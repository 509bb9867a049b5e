package org.tradingarena.journal.record;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One chain of numbered records: the events of a persistence id, numbered by sequence number, or the index of a tag,
 * numbered by the journal's global ordering. Names are at most {@value #MAX_NAME_BYTES} bytes of UTF-8.
 */
public record StreamId(Kind kind, String name) {
    /** What a key can hold: its length is written in two bytes. */
    public static final int MAX_NAME_BYTES = 0xFFFF;

    public StreamId {
        if (name.isEmpty() || name.getBytes(UTF_8).length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("a persistence id or tag has 1 to " + MAX_NAME_BYTES + " bytes");
        }
    }

    /** The two kinds of streams, each with the first byte of its records' keys. */
    public enum Kind {
        EVENTS((byte) 'e'),
        TAG((byte) 't');

        private final byte prefix;

        Kind(byte prefix) {
            this.prefix = prefix;
        }

        byte prefix() {
            return prefix;
        }

        static Kind ofPrefix(byte prefix) {
            return switch (prefix) {
                case 'e' -> EVENTS;
                case 't' -> TAG;
                default -> throw new IllegalArgumentException("no stream has the prefix " + prefix);
            };
        }
    }

    public static StreamId events(String persistenceId) {
        return new StreamId(Kind.EVENTS, persistenceId);
    }

    public static StreamId tag(String tag) {
        return new StreamId(Kind.TAG, tag);
    }

    @Override
    public String toString() {
        return kind == Kind.TAG ? "tag " + name : name;
    }
}
