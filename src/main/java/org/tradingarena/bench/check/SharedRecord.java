package org.tradingarena.bench.check;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The fingerprints of one stream's events, as the first one who got each saw it: all others must have got the same bytes. It holds eight
 * bytes an event, for as long as a run lasts.
 */
public final class SharedRecord {
    private static final int AT_FIRST = 1024;

    private final Findings findings;
    private final String name;
    private final long after;
    private long[] fingerprints = new long[AT_FIRST];

    /**
     * An empty record.
     *
     * @param name for examples
     * @param after events up to this number are not kept
     */
    public SharedRecord(Findings findings, String name, long after) {
        this.findings = findings;
        this.name = name;
        this.after = after;
    }

    /**
     * Somebody got an event.
     *
     * @param fingerprint of all its bytes, not 0
     */
    public synchronized void saw(String who, long seq, long fingerprint) {
        if (seq <= after) {
            return;
        }
        int index = Math.toIntExact(seq - after);
        if (index >= fingerprints.length) {
            fingerprints = Arrays.copyOf(fingerprints, Math.max(index + 1, 2 * fingerprints.length));
        }
        if (fingerprints[index] == 0) {
            fingerprints[index] = fingerprint;
        } else if (fingerprints[index] != fingerprint) {
            findings.found(Fault.CHANGED, () -> who + " got other bytes for " + seq + " of " + name + " than others");
        }
    }

    /** Which events anybody saw, by number. */
    public synchronized BitSet seen() {
        BitSet seen = new BitSet();
        for (int i = 0; i < fingerprints.length; i++) {
            if (fingerprints[i] != 0) {
                seen.set(Math.toIntExact(after + i));
            }
        }
        return seen;
    }
}
