package org.tradingarena.reconnect;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one connection stands between its losses: a value; whoever owns the connection tells it what happened, and asks when to try
 * again.
 *
 * <p>A loss and every failed attempt is a failure. {@link ReconnectionSettings#maxConsecutiveFailures} of them in a row open the circuit
 * breaker: for the cooldown nothing is tried. Then one attempt is a trial (the breaker is half open): if it fails the breaker opens again
 * for a whole cooldown, and if it succeeds all begins anew.
 *
 * @param failures in a row, since the last success; attempts by hand while the breaker is open do not count
 * @param openUntil when the breaker becomes half open; null while it is closed
 */
public record Reconnection(
        ReconnectionSettings settings,
        int failures,
        @Nullable Instant openUntil) {

    /** What the circuit breaker lets through. */
    public enum Breaker {
        /** Everything. */
        CLOSED,
        /** Nothing. */
        OPEN,
        /** One attempt. */
        HALF_OPEN
    }

    /** A connection that has not failed. */
    public static Reconnection begin(ReconnectionSettings settings) {
        return new Reconnection(settings, 0, null);
    }

    /** The connection is good: everything begins anew. */
    public Reconnection succeeded() {
        return begin(settings);
    }

    /** The connection was lost, or an attempt failed. */
    public Reconnection failed(Instant now) {
        return switch (breaker(now)) {
            case OPEN -> this; // an attempt by hand: the cooldown goes on
            case HALF_OPEN -> new Reconnection(settings, counted(), now.plus(settings.circuitBreakerCooldown()));
            case CLOSED -> {
                int counted = counted();
                yield new Reconnection(
                        settings,
                        counted,
                        counted < settings.maxConsecutiveFailures()
                                ? null
                                : now.plus(settings.circuitBreakerCooldown()));
            }
        };
    }

    private int counted() {
        return failures == Integer.MAX_VALUE ? failures : failures + 1;
    }

    /** What the circuit breaker lets through at this time. */
    public Breaker breaker(Instant now) {
        if (openUntil == null) {
            return Breaker.CLOSED;
        }
        return now.isBefore(openUntil) ? Breaker.OPEN : Breaker.HALF_OPEN;
    }

    /**
     * When to try again.
     *
     * @param chance 0 (inclusive) to 1 (exclusive), new for each call: how much of the jitter is taken
     */
    public NextAttempt next(Instant now, double chance) {
        int attempt = Math.max(1, failures);
        if (settings.strategy() == ReconnectionStrategy.MANUAL) {
            return new NextAttempt.ByHand(attempt);
        }
        if (openUntil == null) {
            return new NextAttempt.After(wait(attempt, chance), attempt, false);
        }
        Duration cooldown = now.isBefore(openUntil) ? Duration.between(now, openUntil) : Duration.ZERO;
        return new NextAttempt.After(cooldown.plus(wait(1, chance)), attempt, true);
    }

    private Duration wait(int attempt, double chance) {
        Duration whole = settings.strategy().wait(settings, attempt);
        return Duration.ofNanos(Math.round(whole.toNanos() * (1 - settings.jitter() * chance)));
    }
}
