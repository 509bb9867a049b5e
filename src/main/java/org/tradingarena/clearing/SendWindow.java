package org.tradingarena.clearing;

import java.util.List;
import org.pcollections.TreePMap;

/**
 * Which messages of an {@link Outbox} are to be sent when: each once, in order, and never more than {@code size} ahead of the oldest
 * unanswered one; and when that one stays the same from one tick to the next, all over again from it. The other side takes messages only in
 * order, so whatever follows a lost one has to be sent again too: answers move the window on, and the rest follows as fast as they come.
 *
 * <p>Belongs to one incarnation of the sender, and begins with everything unsent: nobody knows what an earlier incarnation sent.
 */
public final class SendWindow {
    private final int size;
    private long sentUpTo;
    private long oldestAtTick;

    /** A window that lets so many messages be unanswered at a time. */
    public SendWindow(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a window of " + size + " lets nothing through");
        }
        this.size = size;
    }

    /** The numbers to send now: the unsent ones that are within the window. */
    public List<Long> due(Outbox<?> outbox) {
        TreePMap<Long, ?> pending = outbox.pending();
        if (pending.isEmpty()) {
            sentUpTo = outbox.last();
            return List.of();
        }
        long oldest = pending.firstKey();
        sentUpTo = Math.max(sentUpTo, oldest - 1);
        long end = oldest + size;
        if (sentUpTo + 1 >= end) {
            return List.of();
        }
        List<Long> due =
                List.copyOf(pending.subMap(sentUpTo + 1, true, end, false).keySet());
        sentUpTo = due.isEmpty() ? sentUpTo : due.getLast();
        return due;
    }

    /** Time has passed: the numbers to send now, which are all within the window if none was answered since the last tick. */
    public List<Long> onTick(Outbox<?> outbox) {
        long oldest = outbox.pending().isEmpty() ? 0 : outbox.pending().firstKey();
        if (oldest > 0 && oldest == oldestAtTick) {
            sentUpTo = oldest - 1;
        }
        oldestAtTick = oldest;
        return due(outbox);
    }
}
