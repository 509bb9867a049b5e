package org.tradingarena.bench.check;

import java.util.BitSet;

/**
 * The numbers of one client's messages in one chain (protocol sections 2 and 7): each must be new, greater than the one before, and name
 * that as its predecessor. It remembers which came, a bit each, so that what is missing at the end can be counted. Not thread-safe.
 */
public final class Chain {
    private final Findings findings;
    private final String name;
    /** By number less {@link #offset}. */
    private final BitSet seen = new BitSet();

    private long offset;
    private long baseline;
    private long last = -1;

    /**
     * A chain of which nothing came yet.
     *
     * @param name for examples, such as {@code team-1/client-2}
     * @param baseline the number up to which everything is known beforehand
     */
    public Chain(Findings findings, String name, long baseline) {
        this.findings = findings;
        this.name = name;
        this.baseline = baseline;
        this.offset = baseline;
    }

    /** Takes in the next message; false if it came before, so that its effect must be dropped. */
    public boolean accept(long seq, long prevSeq) {
        findings.checked(1);
        if (seq <= baseline || isSeen(seq)) {
            findings.found(Fault.REPEATED, () -> name + " got " + seq + " again");
            return false;
        }
        boolean follows = last < 0 ? prevSeq <= baseline : prevSeq == last;
        if (seq < last) {
            findings.found(Fault.OUT_OF_ORDER, () -> name + " got " + seq + " after " + last);
        } else if (!follows) {
            findings.found(
                    Fault.GAP,
                    () -> name + " got " + seq + ", which follows " + prevSeq + ", after "
                            + (last < 0 ? baseline : last));
        }
        mark(seq);
        last = Math.max(last, seq);
        return true;
    }

    /** Takes in a message that stands for all up to itself, so that the chain may jump; it must not go back. */
    public void jump(long seq) {
        findings.checked(1);
        if (seq < last()) {
            findings.found(Fault.OUT_OF_ORDER, () -> name + " got the summary " + seq + " after " + last());
            return;
        }
        begin(seq);
    }

    /** Begins anew after a number: all up to it is known, and the next message must follow it. */
    public void begin(long seq) {
        baseline = seq;
        last = seq;
        seen.clear();
        offset = seq;
    }

    private boolean isSeen(long seq) {
        return seen.get(Math.toIntExact(seq - offset));
    }

    private void mark(long seq) {
        seen.set(Math.toIntExact(seq - offset));
    }

    /** The greatest number that came, or the baseline. */
    public long last() {
        return Math.max(last, baseline);
    }

    /** Whether this one came, or was known beforehand. */
    public boolean has(long seq) {
        return seq <= baseline || isSeen(seq);
    }

    /** Reports all numbers of a complete record, from the baseline on, that never came. */
    public void compare(BitSet record) {
        long missing = 0;
        long first = -1;
        int from = Math.toIntExact(baseline + 1);
        for (int seq = record.nextSetBit(from); seq >= 0; seq = record.nextSetBit(seq + 1)) {
            if (!has(seq)) {
                first = missing == 0 ? seq : first;
                missing++;
            }
        }
        if (missing > 0) {
            long count = missing;
            long example = first;
            findings.found(
                    Fault.LOST,
                    missing,
                    () -> name + " never got " + example + (count > 1 ? " and " + (count - 1) + " more" : ""));
        }
    }
}
