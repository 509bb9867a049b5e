package org.tradingarena.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradingarena.session.DeliveryInput.StateGiven;

/** Requests for the state that must be answered in order with the events: a bounded number. */
final class StateRequests {
    private final int limit;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private final Set<Long> asked = new LinkedHashSet<>();
    private final Deque<StateGiven> ready = new ArrayDeque<>();

    StateRequests(int limit) {
        this.limit = limit;
    }

    /** Takes a request that is to be asked; false if there are too many. */
    boolean add(long token) {
        return waiting.size() + asked.size() + ready.size() < limit && waiting.add(token);
    }

    /** All that wait, to be asked now. */
    List<Long> ask() {
        List<Long> tokens = List.copyOf(waiting);
        asked.addAll(tokens);
        waiting.clear();
        return tokens;
    }

    boolean isAsked(long token) {
        return asked.contains(token);
    }

    /** The answer is here, and is told once all events up to its seq have been. */
    void answered(StateGiven given) {
        asked.remove(given.token());
        ready.add(given);
    }

    /** Gives up on a request. */
    void drop(long token) {
        waiting.remove(token);
        asked.remove(token);
    }

    /** The oldest answer that has not been told. */
    @Nullable
    StateGiven next() {
        return ready.peek();
    }

    void told() {
        ready.remove();
    }

    /** What is not told yet is asked again later: a state is only good in order with live events. */
    void postpone() {
        ready.forEach(given -> waiting.add(given.token()));
        ready.clear();
        waiting.addAll(asked);
        asked.clear();
    }

    void clear() {
        waiting.clear();
        asked.clear();
        ready.clear();
    }
}
