package org.tradingarena.market;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Resume.MarketPosition;

/**
 * Who wants which symbol's messages. It outlives a restart of the hub, so that nobody is left without them. Its size is bounded by the
 * gateway's limit on sockets.
 */
final class Subscriptions {
    private final Map<String, Map<String, Subscription>> bySymbol = new HashMap<>();
    private final Map<ActorRef<MarketFrames>, String> names = new HashMap<>();

    /** One subscriber's subscription to one symbol. */
    static final class Subscription {
        private final ActorRef<MarketFrames> to;
        private @Nullable MarketPosition resume;
        private boolean begun;

        Subscription(ActorRef<MarketFrames> to, @Nullable MarketPosition resume) {
            this.to = to;
            this.resume = resume;
        }

        ActorRef<MarketFrames> to() {
            return to;
        }

        /** Where it wants to go on from, as long as it has not begun. */
        Optional<MarketPosition> resume() {
            return Optional.ofNullable(resume);
        }

        /** Whether its subscriber knows where it stands. */
        boolean hasBegun() {
            return begun;
        }

        void begin() {
            begun = true;
            resume = null;
        }
    }

    /** Adds one; empty if this very receiver has it already. */
    Optional<Subscription> add(MarketHubCommand.Subscribe subscribe) {
        Map<String, Subscription> subscribers =
                bySymbol.computeIfAbsent(subscribe.symbol(), symbol -> new LinkedHashMap<>());
        Subscription before = subscribers.get(subscribe.subscriber());
        if (before != null && before.to().equals(subscribe.to())) {
            return Optional.empty();
        }
        Subscription added = new Subscription(subscribe.to(), subscribe.resume());
        subscribers.put(subscribe.subscriber(), added);
        names.put(subscribe.to(), subscribe.subscriber());
        return Optional.of(added);
    }

    Optional<Subscription> find(String symbol, String subscriber) {
        Map<String, Subscription> subscribers = bySymbol.getOrDefault(symbol, Map.of());
        return Optional.ofNullable(subscribers.get(subscriber));
    }

    Collection<Subscription> of(String symbol) {
        return bySymbol.getOrDefault(symbol, Map.of()).values();
    }

    void remove(String symbol, String subscriber) {
        Map<String, Subscription> subscribers = bySymbol.get(symbol);
        if (subscribers != null) {
            subscribers.remove(subscriber);
        }
    }

    /** Forgets a subscriber; answers its receivers. */
    Set<ActorRef<MarketFrames>> gone(String subscriber) {
        Set<ActorRef<MarketFrames>> unused = new HashSet<>();
        for (Map<String, Subscription> subscribers : bySymbol.values()) {
            Subscription removed = subscribers.remove(subscriber);
            if (removed != null) {
                unused.add(removed.to());
            }
        }
        unused.forEach(names::remove);
        return unused;
    }

    /** Forgets a receiver that has stopped, but not its subscriber if that has another one by now. */
    void stopped(ActorRef<?> receiver) {
        String subscriber = names.remove(receiver);
        if (subscriber != null) {
            bySymbol.values().forEach(subscribers -> {
                Subscription subscription = subscribers.get(subscriber);
                if (subscription != null && subscription.to().equals(receiver)) {
                    subscribers.remove(subscriber);
                }
            });
        }
    }
}
