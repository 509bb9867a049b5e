package org.tradingarena.session;

import java.util.List;
import org.tradingarena.collective.CollectiveEvent;

/** Counts in the journal how much a client missed, only as far as it must to see whether that is more than the client wants. */
final class MissedCount {
    private final long maximum;
    private final long head;
    private long at;
    private long missed;

    /**
     * @param from the client's position
     * @param head the newest event when the client signed in
     * @param maximum how many events the client wants at most
     */
    MissedCount(long from, long head, long maximum) {
        this.at = from;
        this.head = head;
        this.maximum = maximum;
    }

    /** Everything up to and including this seq is counted. */
    long at() {
        return at;
    }

    void add(List<CollectiveEvent> page, Parts parts) {
        for (CollectiveEvent event : page) {
            at = event.seq();
            missed += parts.in(event) ? 1 : 0;
        }
    }

    boolean isTooMany() {
        return missed > maximum;
    }

    boolean isDone() {
        return isTooMany() || at >= head;
    }

    long head() {
        return head;
    }
}
