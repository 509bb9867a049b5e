package org.tradingarena.bench;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * When the publication behind each message of one chain was due: found out by the first one who receives it, and the same for all others,
 * however late they are. It holds eight bytes a message, as long as a run lasts.
 */
final class FirstSeen {
    private static final int AT_FIRST = 1024;
    private static final long UNKNOWN = -1;

    private final long after;
    private long[] dues = new long[AT_FIRST];

    /** Of messages after this number. */
    FirstSeen(long after) {
        this.after = after;
    }

    /**
     * When it was due; 0 if it cannot be told.
     *
     * @param first asked once for each message; 0 if it does not know
     */
    synchronized long dueOf(long seq, LongSupplier first) {
        if (seq <= after) {
            return 0;
        }
        int index = Math.toIntExact(seq - after - 1);
        if (index >= dues.length) {
            dues = Arrays.copyOf(dues, Math.max(index + 1, 2 * dues.length));
        }
        if (dues[index] == 0) {
            long due = first.getAsLong();
            dues[index] = due == 0 ? UNKNOWN : due;
        }
        return dues[index] == UNKNOWN ? 0 : dues[index];
    }
}
