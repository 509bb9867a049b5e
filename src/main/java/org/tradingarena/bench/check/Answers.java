package org.tradingarena.bench.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client's requests that wait for their answer: each must have one, and only one. How many may wait is for who asks; a request is
 * forgotten with its answer.
 *
 * @param <T> what is to be known when the answer comes
 */
public final class Answers<T> {
    private final Findings findings;
    private final String name;
    private final Map<Long, T> waiting = new HashMap<>();
    private long lastId;

    /** No request yet; the name is for examples. */
    public Answers(Findings findings, String name) {
        this.findings = findings;
        this.name = name;
    }

    /** A request is about to be sent: the number that names it, never used before. */
    public synchronized long ask(T request) {
        waiting.put(++lastId, request);
        return lastId;
    }

    /** The request that an answer belongs to; null if nobody waits for it. */
    public synchronized @Nullable T answered(String id) {
        findings.checked(1);
        T request = number(id) < 0 ? null : waiting.remove(number(id));
        if (request == null) {
            findings.found(Fault.ANSWERED_TWICE, () -> name + " got an answer to request " + id);
        }
        return request;
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    /** How many wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Nothing more will come on a socket that is open: reports every request that still waits, and forgets them. */
    public synchronized void finish() {
        waiting.forEach((id, request) ->
                findings.found(Fault.UNANSWERED, () -> name + " got no answer to request " + id + ", " + request));
        waiting.clear();
    }

    /** The socket is gone, and with it the answers that were under way. */
    public synchronized void forget() {
        waiting.clear();
    }
}
