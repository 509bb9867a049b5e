package org.tradingarena.bench;

/** A run cannot go on, for a reason that its user can understand. */
final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }
}
