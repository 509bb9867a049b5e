package org.tradingarena.bench.check;

/** What a run says of the server. */
public enum Verdict {
    /** All that should have come came, once and in order. */
    CLEAN,
    /** Something was lost, repeated, out of order, unanswered or changed. */
    LOSSY,
    /** Nothing came, so nothing can be said. */
    NOTHING_CHECKED
}
