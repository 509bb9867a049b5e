package org.tradingarena.session;

import java.util.Optional;

/** Where a {@link Delivery} gets its events at the moment, and what it has asked for. */
class Feed {
    private enum State {
        /** Nothing comes, and nothing is asked. */
        IDLE,
        /** The collective has been asked to attach. */
        ATTACHING,
        /** A page of the journal is being read. */
        READING,
        /** Nothing is asked before the next retry. */
        PAUSED,
        /** Every new event of the collective comes. */
        LIVE
    }

    private State state = State.IDLE;
    private long asked;
    private long journalHead;
    private int attempts;

    boolean isLive() {
        return state == State.LIVE;
    }

    boolean isIdle() {
        return state == State.IDLE;
    }

    boolean isAttaching() {
        return state == State.ATTACHING;
    }

    /** Whether a page after this seq has been asked for. */
    boolean isReading(long after) {
        return state == State.READING && asked == after;
    }

    /** Whether the journal is known to have more than everything up to and including this seq. */
    boolean hasInJournal(long seq) {
        return seq < journalHead;
    }

    void live() {
        state = State.LIVE;
        attempts = 0;
    }

    void idle() {
        state = State.IDLE;
    }

    /** Nothing comes, and the journal has events up to this seq, if not more. */
    void behind(long head) {
        state = State.IDLE;
        journalHead = head;
    }

    DeliveryOutput attach(long after) {
        state = State.ATTACHING;
        asked = after;
        return new DeliveryOutput.Attach(after);
    }

    DeliveryOutput read(long after, int limit) {
        state = State.READING;
        asked = after;
        return new DeliveryOutput.ReadJournal(after, limit);
    }

    DeliveryOutput pause() {
        state = State.PAUSED;
        return new DeliveryOutput.RetryLater(attempts++);
    }

    /** A page came: there is no reason to be patient any more. */
    void progressed() {
        state = State.IDLE;
        attempts = 0;
    }

    /** Asks again what had no answer. A read always has one, in time or as a failure. */
    Optional<DeliveryOutput> retry() {
        switch (state) {
            case PAUSED -> state = State.IDLE;
            case ATTACHING -> {
                return Optional.of(new DeliveryOutput.Attach(asked));
            }
            case IDLE, READING, LIVE -> {}
        }
        return Optional.empty();
    }
}
