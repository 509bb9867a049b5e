package org.tradingarena.client;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Compares states with the hash that a {@code heartbeat_ack} tells. The hash is of the head when the arena was asked, which may lie before
 * or after the state when the answer comes: so the states since the question are kept, at most {@value #KEPT} (they share their
 * structure), and a hash of a later one waits for it. Where a hash cannot be compared, the next one is.
 */
final class HashWatch {
    /** States that are kept between a heartbeat and its answer; the oldest leave first. */
    static final int KEPT = 1000;

    /** What comparing came to. */
    enum Finding {
        NOTHING,
        /** The state is not the arena's. */
        DRIFTED,
        /** The head has moved for a while and no event came: those events have no part for clients, but move the hash. */
        STUCK
    }

    private final Deque<AccountState> states = new ArrayDeque<>();
    private boolean asked;
    private long waitsFor;
    private String hash = "";
    private long stuckAt;
    private long stuckBelow;

    /** Another state takes the place of all before it. */
    void clear() {
        states.clear();
        asked = false;
        waitsFor = 0;
        stuckBelow = 0;
    }

    /** The arena is asked. */
    void ask(@Nullable AccountState state) {
        states.clear();
        asked = state != null;
        if (state != null) {
            states.add(state);
        }
    }

    /** An event led to this state. */
    Finding moved(AccountState state) {
        if (asked) {
            states.add(state);
            if (states.size() > KEPT) {
                states.removeFirst();
            }
        }
        if (waitsFor == 0 || state.position().seq() < waitsFor) {
            return Finding.NOTHING;
        }
        boolean isIt = state.position().seq() == waitsFor;
        waitsFor = 0;
        return isIt ? compare(state) : Finding.NOTHING;
    }

    /** The arena has answered: the hash of the state as of this seq. */
    Finding said(AccountState now, long seq, String itsHash) {
        hash = itsHash;
        asked = false;
        waitsFor = 0;
        if (seq > now.position().seq()) {
            return later(now.position().seq(), seq);
        }
        stuckBelow = 0;
        for (AccountState state : states) {
            if (state.position().seq() == seq) {
                return compare(state);
            }
        }
        return now.position().seq() == seq ? compare(now) : Finding.NOTHING;
    }

    private Finding later(long here, long seq) {
        boolean isStuck = stuckBelow == seq && stuckAt == here;
        stuckBelow = seq;
        stuckAt = here;
        if (!isStuck) {
            waitsFor = seq;
        }
        return isStuck ? Finding.STUCK : Finding.NOTHING;
    }

    private Finding compare(AccountState state) {
        return state.hash().equals(hash) ? Finding.NOTHING : Finding.DRIFTED;
    }
}
