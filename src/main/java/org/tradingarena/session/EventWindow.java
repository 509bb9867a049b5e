package org.tradingarena.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tradingarena.collective.CollectiveEvent;

/**
 * The piece of the stream that a session holds in memory: the events after {@link #base} up to {@link #tail}, without a gap. Those up
 * to {@link #sent} have been handed to the socket and are kept only because they may not have arrived; the rest waits.
 *
 * <p>It is a cache in front of the journal: whatever is dropped from it can be read again.
 */
class EventWindow {
    private final int capacity;
    private final Deque<CollectiveEvent> kept = new ArrayDeque<>();
    private final Deque<CollectiveEvent> waiting = new ArrayDeque<>();
    private long base;
    private int limit;

    /** @param capacity how many events it may hold, beside what one hand-over of the collective brings */
    EventWindow(int capacity) {
        this.capacity = capacity;
        this.limit = capacity;
    }

    long base() {
        return base;
    }

    long sent() {
        return base + kept.size();
    }

    long tail() {
        return sent() + waiting.size();
    }

    int waiting() {
        return waiting.size();
    }

    Iterable<CollectiveEvent> waitingEvents() {
        return waiting;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The oldest event that waits. */
    CollectiveEvent next() {
        return waiting.element();
    }

    /** The oldest event that waits has been handed to the socket, or has no part for it. */
    void advance() {
        kept.add(waiting.remove());
        if (waiting.isEmpty()) {
            limit = capacity;
        }
        evict();
    }

    /** Holds nothing; everything up to and including this seq is known. */
    void restart(long seq) {
        kept.clear();
        waiting.clear();
        base = seq;
        limit = capacity;
    }

    /** Whether every event after this seq, as far as it has been heard of, is held. */
    boolean covers(long seq) {
        return base <= seq && seq <= tail();
    }

    /** Goes back, or on, so that exactly the events after this seq wait; it must be covered. */
    void moveTo(long seq) {
        while (sent() > seq) {
            waiting.addFirst(kept.removeLast());
        }
        while (sent() < seq) {
            kept.add(waiting.remove());
        }
    }

    /** Everything up to and including this seq is known to the client, however that came. */
    void skipTo(long seq) {
        if (covers(seq)) {
            moveTo(seq);
        } else {
            restart(seq);
        }
    }

    /**
     * Adds the next event; one that is held already is left out.
     *
     * @return false if there is a hole before it; then it is not added
     */
    boolean append(CollectiveEvent event) {
        if (event.seq() > tail() + 1) {
            return false;
        }
        if (event.seq() == tail() + 1) {
            waiting.add(event);
            evict();
        }
        return true;
    }

    /** So many events came in one piece: the bound is as many higher until all that waits is gone. */
    void allowFor(long more) {
        limit = Math.toIntExact(capacity + more);
    }

    /** Whether more waits than may. */
    boolean overflows() {
        return waiting.size() > limit;
    }

    /** The client has processed everything up to and including this seq. */
    void acked(long seq) {
        while (base < seq && !kept.isEmpty()) {
            kept.remove();
            base++;
        }
    }

    private void evict() {
        while (!kept.isEmpty() && kept.size() + waiting.size() > capacity) {
            kept.remove();
            base++;
        }
    }
}
