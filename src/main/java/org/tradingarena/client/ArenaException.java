package org.tradingarena.client;

import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;

/** The arena, or this library in its name, refused a request; {@link #error} says why. */
public final class ArenaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ArenaError error;

    /** A refusal. */
    public ArenaException(ArenaError error) {
        super(error.code() + ": " + error.message());
        this.error = error;
    }

    /** What was refused, with its stable code and the field that it names. */
    public ArenaError error() {
        return error;
    }

    /** The stable code. */
    public ErrorCode code() {
        return error.code();
    }
}
