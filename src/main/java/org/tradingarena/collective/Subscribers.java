package org.tradingarena.collective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The live connections of a collective: each is told every event, in order, and none is waited for. */
final class Subscribers {
    private record Subscriber(ActorRef<CollectiveReply> ref, String key) {}

    private final Map<String, Subscriber> byName = new LinkedHashMap<>();

    int size() {
        return byName.size();
    }

    boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** Adds a subscriber; returns the one that had its name. */
    @Nullable
    ActorRef<CollectiveReply> put(String name, ActorRef<CollectiveReply> ref, String key) {
        Subscriber before = byName.put(name, new Subscriber(ref, key));
        return before == null ? null : before.ref();
    }

    /** Removes a subscriber if it is still this one. */
    void remove(String name, ActorRef<CollectiveReply> ref) {
        Subscriber subscriber = byName.get(name);
        if (subscriber != null && subscriber.ref().equals(ref)) {
            byName.remove(name);
        }
    }

    /** Tells all; those whose key an event revokes are told so behind it, and leave. */
    void publish(List<CollectiveEvent> events) {
        CollectiveReply.Events news = new CollectiveReply.Events(events);
        byName.values().forEach(subscriber -> subscriber.ref().tell(news));
        for (CollectiveEvent event : events) {
            if (event instanceof CollectiveEvent.KeyRevoked revoked) {
                byName.values().removeIf(subscriber -> leaves(subscriber, revoked.key()));
            }
        }
    }

    private static boolean leaves(Subscriber subscriber, String key) {
        boolean leaves = subscriber.key().equals(key);
        if (leaves) {
            subscriber.ref().tell(new CollectiveReply.KeyRevoked(key));
        }
        return leaves;
    }
}
