package org.tradingarena.client;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ServerMessage;

/**
 * A hole within a connection, until it is filled: what to ask for, and the live events that wait so that order is kept. At most {@link
 * #HELD} wait; beyond that they are dropped, and come from the journal like the rest.
 */
class GapFiller {
    /** Live events that wait for a hole to be filled. */
    static final int HELD = 10_000;

    /** So many answers in a row that bring nothing mean that the arena does not have what is missing. */
    private static final int FRUITLESS = 3;

    private final int bound;
    private final Deque<Held> held = new ArrayDeque<>();
    private boolean open;
    private boolean asked;
    private long target;
    private long replayed;
    private int fruitless;

    /** A live event that waits. */
    record Held(ServerMessage.Event event, String text) {}

    GapFiller() {
        this(HELD);
    }

    GapFiller(int bound) {
        this.bound = bound;
    }

    boolean isOpen() {
        return open;
    }

    /** Something up to this seq is missing. */
    void open(long upTo) {
        if (!open) {
            open = true;
            replayed = 0;
            fruitless = 0;
        }
        target = Math.max(target, upTo);
    }

    /** A live event waits. */
    void hold(ServerMessage.Event event, String text) {
        target = Math.max(target, event.prevSeq());
        if (held.size() >= bound) {
            target = Math.max(target, event.seq());
            held.forEach(each -> target = Math.max(target, each.event().seq()));
            held.clear();
        } else {
            held.add(new Held(event, text));
        }
    }

    /** Whether a replay has to be asked for; from then on it is. */
    boolean ask() {
        boolean isWanted = open && !asked;
        asked = asked || isWanted;
        return isWanted;
    }

    /** What was asked for has come, so many events of it new; false if the hole cannot be filled. */
    boolean answered(long more, boolean progressed) {
        asked = false;
        replayed += more;
        fruitless = progressed ? 0 : fruitless + 1;
        return fruitless < FRUITLESS;
    }

    /** The live event that has waited longest; null if none does. */
    @Nullable
    Held next() {
        return held.peek();
    }

    void taken() {
        held.remove();
    }

    /** Whether nothing is missing any more for one who knows everything up to this seq. */
    boolean isFilledAt(long seq) {
        return open && held.isEmpty() && seq >= target;
    }

    /** It is over; answers how many events were replayed. */
    long close() {
        long filled = replayed;
        held.clear();
        open = false;
        asked = false;
        target = 0;
        return filled;
    }
}
