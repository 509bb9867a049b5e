package org.tradingarena.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/** Who watches a book's market: the hubs, one a node. A watcher that is not heard of for a while is forgotten. */
final class Watchers {
    private final Duration timeout;
    private final Map<ActorRef<MarketFeed>, Instant> heard = new HashMap<>();

    Watchers(Duration timeout) {
        this.timeout = timeout;
    }

    /** Notes that a watcher is there, and tells it the market as of this state, or only the head of what it knows already. */
    void hear(BookMessage.WatchMarket watch, BookState state, Instant now) {
        boolean isNew = heard.put(watch.watcher(), now) == null;
        watch.watcher().tell(isNew || watch.fresh() ? snapshot(state) : head(state));
    }

    void forgetSilent(Instant now) {
        heard.values().removeIf(last -> now.isAfter(last.plus(timeout)));
    }

    /** Tells all of them, in messages of about so many updates or price levels, so that none outgrows what a node may send. */
    void publish(BookState state, List<MarketUpdate> updates, int perMessage) {
        if (heard.isEmpty()) {
            return;
        }
        for (List<MarketUpdate> part : parts(updates, perMessage)) {
            MarketFeed feed = new MarketFeed.Updates(state.symbol(), state.epoch(), part);
            heard.keySet().forEach(watcher -> watcher.tell(feed));
        }
    }

    static MarketFeed snapshot(BookState state) {
        MarketState market = state.market();
        return new MarketFeed.Snapshot(
                state.symbol(),
                state.epoch(),
                market.seq(),
                market.top(),
                market.summary().history(),
                state.at());
    }

    private static MarketFeed head(BookState state) {
        return new MarketFeed.Head(state.symbol(), state.epoch(), state.market().seq());
    }

    static List<List<MarketUpdate>> parts(List<MarketUpdate> updates, int perMessage) {
        List<List<MarketUpdate>> parts = new ArrayList<>();
        List<MarketUpdate> part = new ArrayList<>();
        int weight = 0;
        for (MarketUpdate update : updates) {
            if (weight >= perMessage) {
                parts.add(part);
                part = new ArrayList<>();
                weight = 0;
            }
            part.add(update);
            weight += weight(update);
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    private static int weight(MarketUpdate update) {
        return update instanceof MarketUpdate.BookMoved moved
                ? 1 + moved.changes().bids().size() + moved.changes().asks().size()
                : 1;
    }
}
