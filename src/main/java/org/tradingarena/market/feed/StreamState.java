package org.tradingarena.market.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link ReconnectingMarketDataStream} stands.
 *
 * @param since when the phase began
 * @param failures in a row since the connection was last good: the loss, and attempts that failed
 * @param reconnections how often the stream has come back in all
 * @param reason of the newest loss or failed attempt; null before the first
 * @param nextAttempt when it tries again by itself; null where it does not wait for a time
 */
public record StreamState(
        Phase phase,
        Instant since,
        int failures,
        long reconnections,
        @Nullable String reason,
        @Nullable Instant nextAttempt) {

    /** The states of the machine. */
    public enum Phase {
        /** Before the first connection. */
        NEW,
        /** Events come. */
        CONNECTED,
        /** Waits before the next attempt. */
        BACKOFF,
        /** An attempt is under way. */
        RECONNECTING,
        /** The circuit breaker is open: waits for the end of its cooldown. */
        CIRCUIT_OPEN,
        /** Waits until somebody asks. */
        BY_HAND,
        /** For good. */
        CLOSED
    }

    /** Whether events come. */
    public boolean isConnected() {
        return phase == Phase.CONNECTED;
    }

    /** Whether the circuit breaker holds attempts back. */
    public boolean isCircuitOpen() {
        return phase == Phase.CIRCUIT_OPEN;
    }
}
