package org.tradingarena.session;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a command leads to: events to journal, and what happens once they are durable.
 *
 * @param events none where there is nothing to journal
 * @param afterwards gets the state after the events
 */
record Step(List<SessionEvent> events, Consumer<SessionState> afterwards) {
    /** Nothing to journal, and all is done. */
    static final Step NONE = new Step(List.of(), state -> {});

    /** Journal these. */
    static Step of(SessionEvent... events) {
        return new Step(List.of(events), state -> {});
    }

    /** And then do this. */
    Step then(Consumer<SessionState> action) {
        return new Step(events, afterwards.andThen(action));
    }
}
