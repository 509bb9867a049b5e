package org.tradingarena.collective;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Events in the making: each is stamped by the state after those before it. */
final class Draft {
    private final Instant now;
    private final List<CollectiveEvent> events = new ArrayList<>();
    private CollectiveState state;

    Draft(CollectiveState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /** The state after the events so far. */
    CollectiveState state() {
        return state;
    }

    /** The stamp that the next event gets. */
    Stamp stamp() {
        return state.head().next(now);
    }

    /** Adds an event. */
    <E extends CollectiveEvent> E add(Function<Stamp, E> event) {
        E next = event.apply(stamp());
        state = state.apply(next);
        events.add(next);
        return next;
    }

    Decision decided(Verdict verdict) {
        return new Decision(List.copyOf(events), verdict);
    }
}
