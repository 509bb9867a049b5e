package org.tradingarena.collective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * The live connections of a collective: each is told every event, in order, and none is waited for. They are watched, and leave when they
 * stop ({@link #removeStopped} is to be called then).
 */
final class Subscribers {
    private record Subscriber(ActorRef<CollectiveReply> ref, String key) {}

    private final ActorContext<?> context;
    private final int capacity;
    private final Map<String, Subscriber> byName = new LinkedHashMap<>();

    Subscribers(ActorContext<?> context, int capacity) {
        this.context = context;
        this.capacity = capacity;
    }

    /** Whether there is room for this one. */
    boolean mayAdd(String name) {
        return byName.size() < capacity || byName.containsKey(name);
    }

    /** Adds a subscriber, in place of one that had its name. */
    void put(String name, ActorRef<CollectiveReply> ref, String key) {
        Subscriber before = byName.put(name, new Subscriber(ref, key));
        context.watch(ref);
        unwatch(before);
    }

    /** Removes whoever has this name. */
    void remove(String name) {
        unwatch(byName.remove(name));
    }

    /** Removes a subscriber if it is still this one. */
    void remove(String name, ActorRef<CollectiveReply> ref) {
        Subscriber subscriber = byName.get(name);
        if (subscriber != null && subscriber.ref().equals(ref)) {
            remove(name);
        }
    }

    /** Removes one that has stopped, under all its names. */
    void removeStopped(ActorRef<?> ref) {
        byName.values().removeIf(subscriber -> ref.equals(subscriber.ref()));
    }

    /** Tells all; those whose key an event revokes are told so behind it, and leave. */
    void publish(List<CollectiveEvent> events) {
        CollectiveReply.Events news = new CollectiveReply.Events(events);
        byName.values().forEach(subscriber -> subscriber.ref().tell(news));
        for (CollectiveEvent event : events) {
            if (event instanceof CollectiveEvent.KeyRevoked revoked) {
                expel(revoked.key());
            }
        }
    }

    private void expel(String key) {
        List<Map.Entry<String, Subscriber>> leaving = byName.entrySet().stream()
                .filter(entry -> entry.getValue().key().equals(key))
                .toList();
        for (Map.Entry<String, Subscriber> entry : leaving) {
            Subscriber subscriber = entry.getValue();
            subscriber.ref().tell(new CollectiveReply.KeyRevoked(key));
            remove(entry.getKey());
        }
    }

    private void unwatch(@Nullable Subscriber gone) {
        boolean isHeard = gone != null
                && byName.values().stream()
                        .anyMatch(subscriber -> subscriber.ref().equals(gone.ref()));
        if (gone != null && !isHeard) {
            context.unwatch(gone.ref());
        }
    }
}
