package org.tradingarena.gateway.http.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.Stamp;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;

/** A collective's stream made of deposits, which everybody sees, and of keys, which nobody does. */
final class MadeUpStream {
    private final List<CollectiveEvent> events = new ArrayList<>();
    private final String epoch;
    private long lastDeposit;

    MadeUpStream(String epoch) {
        this.epoch = epoch;
    }

    MadeUpStream deposits(int count) {
        for (int i = 0; i < count; i++) {
            long seq = head() + 1;
            events.add(new CollectiveEvent.FundsDeposited(
                    stamp(), "deposit-" + seq, "USD", Atoms.ONE, Map.of("USD", new Balance(seq * Atoms.ONE, 0))));
            lastDeposit = seq;
        }
        return this;
    }

    MadeUpStream keyAdded() {
        events.add(new CollectiveEvent.KeyAdded(stamp(), "new-key-" + head()));
        return this;
    }

    MadeUpStream keyRevoked(String key) {
        events.add(new CollectiveEvent.KeyRevoked(stamp(), key));
        return this;
    }

    private Stamp stamp() {
        return new Stamp(head() + 1, epoch, Instant.EPOCH, 0, lastDeposit);
    }

    String epoch() {
        return epoch;
    }

    long head() {
        return events.size();
    }

    /** The events after one seq, up to and including another. */
    List<CollectiveEvent> between(long after, long upTo) {
        return List.copyOf(events.subList((int) after, (int) Math.min(upTo, head())));
    }

    List<CollectiveEvent> after(long seq) {
        return between(seq, head());
    }
}
