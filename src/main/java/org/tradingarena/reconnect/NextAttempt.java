package org.tradingarena.reconnect;

import java.time.Duration;

/** When to try again. */
public sealed interface NextAttempt {
    /**
     * By itself.
     *
     * @param delay how long from now
     * @param attempt which attempt since the connection was last good, from 1
     * @param breakerOpen whether the circuit breaker is open: the delay is the rest of its cooldown and the first wait, and the attempt a trial
     */
    record After(Duration delay, int attempt, boolean breakerOpen) implements NextAttempt {}

    /** Only when somebody asks for it. */
    record ByHand(int attempt) implements NextAttempt {}
}
