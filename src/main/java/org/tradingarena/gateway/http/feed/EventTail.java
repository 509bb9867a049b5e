package org.tradingarena.gateway.http.feed;

import java.util.Collection;
import java.util.TreeMap;
import org.tradingarena.collective.CollectiveEvent;

/** The newest events of one stream without a gap, rendered once for all readers, and bounded in number and bytes. */
final class EventTail {
    private final FeedSettings.Tail most;
    private final TreeMap<Long, FeedEvent> events = new TreeMap<>();
    private String epoch = "";
    private long head;
    private long bytes;

    EventTail(FeedSettings.Tail most) {
        this.most = most;
    }

    /** The incarnation of the stream; empty before {@link #restart}. */
    String epoch() {
        return epoch;
    }

    boolean isKnown() {
        return !epoch.isEmpty();
    }

    /** The newest event's seq. */
    long head() {
        return head;
    }

    /** Forgets all: the stream is now at this position. */
    void restart(String newEpoch, long newHead) {
        epoch = newEpoch;
        head = newHead;
        events.clear();
        bytes = 0;
    }

    /** Adds what follows the head; false, and nothing is added, if something is missing in between. */
    boolean append(CollectiveEvent event) {
        if (event.seq() != head + 1) {
            return false;
        }
        FeedEvent rendered = FeedEvent.of(event);
        events.put(rendered.seq(), rendered);
        head = rendered.seq();
        bytes += rendered.bytes();
        while (events.size() > most.events() || bytes > most.bytes()) {
            bytes -= events.pollFirstEntry().getValue().bytes();
        }
        return true;
    }

    /** Whether everything after this seq is in memory. */
    boolean hasAllAfter(long seq) {
        return seq >= head || events.containsKey(seq + 1);
    }

    /** The events after this seq that are in memory. */
    Collection<FeedEvent> after(long seq) {
        return events.tailMap(seq, false).values();
    }
}
