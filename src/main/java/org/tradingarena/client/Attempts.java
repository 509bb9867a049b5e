package org.tradingarena.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tradingarena.reconnect.NextAttempt;
import org.tradingarena.reconnect.Reconnection;
import org.tradingarena.reconnect.ReconnectionSettings;

/** When a client tries to come back, and how many sockets in a row came to nothing before the arena said a word. */
final class Attempts {
    /** So many sockets that never heard the arena mean that sockets may be impossible here. */
    private static final int UNHEARD = 3;

    private Reconnection reconnection;
    private @Nullable Instant nextAt;
    private int number = 1;
    private int unheard;

    Attempts(ReconnectionSettings settings) {
        reconnection = Reconnection.begin(settings);
    }

    /** Which attempt this is since the connection was last good, from 1. */
    int number() {
        return number;
    }

    /** When to try again by itself; null if it is not waiting for that. */
    @Nullable
    Instant nextAt() {
        return nextAt;
    }

    /** An attempt begins. */
    void begun() {
        nextAt = null;
    }

    /** A connection was lost, or an attempt failed; answers what the client waits for now. */
    ConnectionState failed(Instant now, double chance, String reason) {
        reconnection = reconnection.failed(now);
        return switch (reconnection.next(now, chance)) {
            case NextAttempt.After(Duration delay, int attempt, boolean breakerOpen) -> {
                nextAt = now.plus(delay);
                number = attempt;
                yield new ConnectionState.Waiting(delay, attempt, breakerOpen, reason);
            }
            case NextAttempt.ByHand byHand -> {
                nextAt = null;
                number = byHand.attempt();
                yield new ConnectionState.WaitingByHand(reason);
            }
        };
    }

    /** The client is live. */
    void succeeded() {
        reconnection = reconnection.succeeded();
        number = 1;
        nextAt = null;
    }

    /** The arena has spoken on a socket. */
    void heard() {
        unheard = 0;
    }

    /** A socket ended before the arena spoke. */
    void notHeard() {
        unheard++;
    }

    /** Whether sockets look impossible. */
    boolean looksBlocked() {
        return unheard >= UNHEARD;
    }
}
