package org.tradingarena.collective;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The states behind a collective's newest events, as many as events stay in memory: what a client holds may be any of them. They share
 * their structure, so each costs little more than what its event changed. Not journaled; after a recovery it begins with the snapshot.
 */
final class StateHistory {
    private final Deque<CollectiveState> states = new ArrayDeque<>();

    /** The state after one more event. */
    void add(CollectiveState state) {
        if (!states.isEmpty() && states.getLast().seq() + 1 != state.seq()) {
            states.clear();
        }
        states.addLast(state.withoutTail());
        if (states.size() > CollectiveState.TAIL) {
            states.removeFirst();
        }
    }

    /** The state as it was right after an event. */
    Optional<CollectiveState> at(long seq) {
        if (states.isEmpty()) {
            return Optional.empty();
        }
        long place = seq - states.getFirst().seq();
        // Numbers follow each other, so that a place can be told from a number; a deque has no index, and few ask.
        return place < 0 || place >= states.size()
                ? Optional.empty()
                : states.stream().skip(place).findFirst();
    }
}
