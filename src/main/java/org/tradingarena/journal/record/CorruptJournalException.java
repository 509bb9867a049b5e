package org.tradingarena.journal.record;

import org.jspecify.annotations.Nullable;

/**
 * The journal does not hold what was acknowledged: a record is missing, altered, repeated or foreign. It names the stream
 * and the number where that was found, as far as they are known; nothing was read on over it.
 */
public final class CorruptJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String persistenceId;
    private final long sequenceNr;

    private CorruptJournalException(
            @Nullable String persistenceId, long sequenceNr, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.persistenceId = persistenceId;
        this.sequenceNr = sequenceNr;
    }

    /** A fault at one number of one stream. */
    public static CorruptJournalException at(StreamId stream, long number, String what) {
        return at(stream, number, what, null);
    }

    public static CorruptJournalException at(StreamId stream, long number, String what, @Nullable Throwable cause) {
        String message = "The journal is corrupt at " + stream + ", number " + number + ": " + what + ".";
        return new CorruptJournalException(stream.name(), number, message, cause);
    }

    /** A fault of the store as a whole, which no single stream can be blamed for. */
    public static CorruptJournalException ofStore(String what) {
        return new CorruptJournalException(null, 0, "The journal is corrupt: " + what + ".", null);
    }

    public static CorruptJournalException ofStore(String what, Throwable cause) {
        return new CorruptJournalException(null, 0, "The journal is corrupt: " + what + ".", cause);
    }

    /** The persistence id (or tag) that the fault was found in, if one is known. */
    public @Nullable String persistenceId() {
        return persistenceId;
    }

    /** The sequence number that the fault was found at; 0 if none is known. */
    public long sequenceNr() {
        return sequenceNr;
    }
}
