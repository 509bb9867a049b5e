package org.tradingarena.collective;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.tradingarena.collective.CollectiveEvent.OrderEvent;

/**
 * One atomic write in the making: the events of all commands that are decided together, and what happens once they are durable, in
 * order. Nothing of it is heard of before.
 */
final class Work {
    private final Consumer<List<CollectiveEvent>> publish;
    private final List<CollectiveEvent> events = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private CollectiveState state;
    private int published;

    Work(CollectiveState state, Consumer<List<CollectiveEvent>> publish) {
        this.state = state;
        this.publish = publish;
    }

    /** The state after all that is decided so far. */
    CollectiveState state() {
        return state;
    }

    List<CollectiveEvent> events() {
        return events;
    }

    void add(List<CollectiveEvent> decided) {
        for (CollectiveEvent event : decided) {
            state = state.apply(event);
            events.add(event);
        }
    }

    /** The symbols whose channels with their books the events moved. */
    Set<String> symbols() {
        Set<String> symbols = new LinkedHashSet<>();
        for (CollectiveEvent event : events) {
            if (event instanceof OrderEvent about && (event.command() > 0 || event.answer() != null)) {
                symbols.add(about.order().symbol());
            }
        }
        return symbols;
    }

    /** To be done once the events are durable. */
    void then(Runnable action) {
        afterwards.add(action);
    }

    /** To be done once the events are durable and subscribers have been told all that was decided before it. */
    void thenInOrder(Runnable action) {
        publishRest();
        afterwards.add(action);
    }

    private void publishRest() {
        if (published < events.size()) {
            List<CollectiveEvent> news = List.copyOf(events.subList(published, events.size()));
            published = events.size();
            afterwards.add(() -> publish.accept(news));
        }
    }

    /** The events are durable. */
    void durable() {
        publishRest();
        afterwards.forEach(Runnable::run);
    }
}
