package org.tradingarena.cli.cluster;

import java.time.Duration;

/**
 * When a node is started again: {@link #FIRST} after it ended, twice as long after each start that came to nothing, at most {@link #MOST};
 * after {@link #GIVEN_UP} of those in a row not at all.
 *
 * @param failures how many starts in a row came to nothing
 */
record Restarts(int failures) {
    /** Long enough for a person to see what a cluster does without the node. */
    static final Duration FIRST = Duration.ofSeconds(3);

    static final Duration MOST = Duration.ofSeconds(30);

    static final int GIVEN_UP = 5;

    static final Restarts NONE = new Restarts(0);

    /** After a node that ended. */
    Restarts after(boolean wasReady) {
        return wasReady ? NONE : new Restarts(failures + 1);
    }

    boolean givenUp() {
        return failures >= GIVEN_UP;
    }

    /** How long to wait until the next start. */
    Duration pause() {
        Duration pause = FIRST.multipliedBy(1L << Math.max(0, Math.min(failures, GIVEN_UP) - 1));
        return pause.compareTo(MOST) < 0 ? pause : MOST;
    }
}
