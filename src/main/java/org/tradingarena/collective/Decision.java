package org.tradingarena.collective;

import java.util.List;

/**
 * What the rules decided.
 *
 * @param events what to journal, as one atomic write; empty if nothing changes
 * @param verdict what to answer once that is durable
 */
public record Decision(List<CollectiveEvent> events, Verdict verdict) {
    /** Nothing changes. */
    public static Decision answer(Verdict verdict) {
        return new Decision(List.of(), verdict);
    }
}
