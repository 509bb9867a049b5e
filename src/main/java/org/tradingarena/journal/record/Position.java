package org.tradingarena.journal.record;

/** A place in a stream: a record's number and the checksum that its successor must name. */
public record Position(long number, int checksum) {
    /** Before the first record. */
    public static final Position START = new Position(0, 0);

    public Position {
        if (number < 0) {
            throw new IllegalArgumentException("a position is not negative: " + number);
        }
    }
}
