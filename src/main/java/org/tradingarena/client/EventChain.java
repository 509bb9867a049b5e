package org.tradingarena.client;

import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.StreamPosition;

/**
 * Where a client stands in its collective's stream, and what an event is to it: by its numbers alone (protocol sections 2 and 4). Since
 * {@code prev_seq} is the last event before it that this client gets, one above the position proves that something is missing.
 */
class EventChain {
    /** What an event is to a client at a position. */
    enum Verdict {
        /** The next one. */
        NEXT,
        /** One that it has. */
        KNOWN,
        /** One that comes after something that it has not. */
        AFTER_A_GAP,
        /** One of another stream. */
        FOREIGN
    }

    private @Nullable StreamPosition position;

    EventChain(@Nullable StreamPosition position) {
        this.position = position;
    }

    Verdict judge(String epoch, long seq, long prevSeq) {
        StreamPosition here = position;
        if (here == null || !here.epoch().equals(epoch)) {
            return Verdict.FOREIGN;
        }
        if (seq <= here.seq()) {
            return Verdict.KNOWN;
        }
        return prevSeq > here.seq() ? Verdict.AFTER_A_GAP : Verdict.NEXT;
    }

    /** Everything up to and including this is known; null before the first connection. */
    @Nullable
    StreamPosition position() {
        return position;
    }

    /** The record begins, or begins anew. */
    void begin(StreamPosition at) {
        position = at;
    }

    /** Everything up to this seq is known, of the same stream. Never goes back. */
    void advance(long seq) {
        if (position != null && seq > position.seq()) {
            position = new StreamPosition(position.epoch(), seq);
        }
    }

    /** The seq up to which everything is known; 0 before the first connection. */
    long seq() {
        return position == null ? 0 : position.seq();
    }
}
