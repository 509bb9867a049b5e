package org.tradingarena.server;

/** The arena cannot start, for a reason that its operator can mend: the message is the whole story. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message, null, false, false);
    }
}
