package org.tradingarena.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A message is not what the protocol says; carries what to answer. It has no stack trace: hostile input must stay cheap.
 */
public final class ProtocolException extends RuntimeException {
    private final transient ArenaError error;
    private final @Nullable String id;

    /** A refusal whose request has no readable id. */
    public ProtocolException(ArenaError error) {
        this(error, null);
    }

    /** A refusal of the request with this id. */
    public ProtocolException(ArenaError error, @Nullable String id) {
        super(error.code() + ": " + error.message(), null, false, false);
        this.error = error;
        this.id = id;
    }

    /** What to answer. */
    public ArenaError error() {
        return error;
    }

    /** The request's id, if it could be read. */
    public @Nullable String id() {
        return id;
    }

    /** The same refusal for the request with this id. */
    ProtocolException withId(@Nullable String requestId) {
        return new ProtocolException(error, requestId);
    }
}
