package org.tradingarena.journal.kv;

/** The store below failed: a disk error, a full disk, or content that LevelDB itself finds to be broken. */
public final class KeyValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyValueException(String message, Throwable cause) {
        super(message, cause);
    }

    public KeyValueException(String message) {
        super(message);
    }
}
