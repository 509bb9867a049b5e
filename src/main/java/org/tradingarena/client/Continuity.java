package org.tradingarena.client;

import org.tradingarena.protocol.StreamPosition;

/** What a connection means for the client's record of events; {@link #describe} says it for a human. */
public sealed interface Continuity {
    /** The position that the record goes on from. */
    StreamPosition position();

    /** One line, such as "resumed, 12 events replayed". */
    String describe();

    /** The first connection of a client that knew no position: its record begins here. */
    record Began(StreamPosition position) implements Continuity {
        @Override
        public String describe() {
            return "begun at seq " + position.seq();
        }
    }

    /** Every event since the last known position has come, in order, once. */
    record Resumed(StreamPosition position, long replayed) implements Continuity {
        @Override
        public String describe() {
            return replayed == 0
                    ? "resumed, nothing was missed"
                    : "resumed, " + replayed + (replayed == 1 ? " event replayed" : " events replayed");
        }
    }

    /** A hole within a connection was found and filled; nothing is missing. */
    record GapFilled(StreamPosition position, long replayed) implements Continuity {
        @Override
        public String describe() {
            return "gap filled, " + replayed + (replayed == 1 ? " event replayed" : " events replayed");
        }
    }

    /**
     * The record could not be continued: the client has a fresh state instead of the events between.
     *
     * @param reason {@code EPOCH_CHANGED}, {@code FUTURE_POSITION} or {@code PRUNED}, or {@code SNAPSHOT} where the client asked for a state
     *     instead of so many events
     */
    record Reset(StreamPosition position, String reason) implements Continuity {
        @Override
        public String describe() {
            return "reset, because " + reason;
        }
    }
}
