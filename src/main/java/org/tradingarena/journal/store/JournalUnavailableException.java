package org.tradingarena.journal.store;

import org.jspecify.annotations.Nullable;

/** The journal did not take a write. Unless the reason is {@link Reason#FAILED}, nothing of it was stored. */
public final class JournalUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** An earlier write or sync failed; the journal takes no write any more until it is opened anew. */
        FAILED,
        /** The disk is below its hard floor. */
        DISK_FULL,
        /** The queue had no room for as long as a write waits. */
        BUSY,
        /** The journal was closed. */
        CLOSED
    }

    JournalUnavailableException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
