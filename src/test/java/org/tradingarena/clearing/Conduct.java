package org.tradingarena.clearing;

/**
 * How an actor of the simulation behaves. There is one right way; the others are mutants, by which the simulation shows that it would notice
 * them.
 *
 * @param deduplicates whether a message that arrives again is told by its number
 * @param resends whether what has no answer is sent again, on ticks and after a recovery
 * @param persistsFirst whether nothing is sent before it is durable
 */
public record Conduct(boolean deduplicates, boolean resends, boolean persistsFirst) {
    /** As the arena's own actors do. */
    public static final Conduct CORRECT = new Conduct(true, true, true);

    static final Conduct TAKES_TWICE = new Conduct(false, true, true);
    static final Conduct NEVER_SENDS_AGAIN = new Conduct(true, false, true);
    static final Conduct SENDS_FIRST = new Conduct(true, true, false);
}
