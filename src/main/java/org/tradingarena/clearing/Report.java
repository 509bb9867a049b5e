package org.tradingarena.clearing;

import java.time.Instant;
import java.util.List;

/**
 * A numbered report of a book to a collective: what one instruction did to this collective's orders. It is sent again until the
 * collective confirms it; the collective journals each number once, in order.
 *
 * @param number 1, 2, 3 … per (symbol, collective), without a gap
 * @param answered the number of the collective's own command that it answers; 0 where somebody else's instruction met a resting
 *     order
 * @param outcomes what happened, in order; never empty
 */
public record Report(String symbol, String collective, long number, long answered, List<Outcome> outcomes, Instant at) {
    public Report {
        outcomes = List.copyOf(outcomes);
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("a report without an outcome");
        }
    }
}
