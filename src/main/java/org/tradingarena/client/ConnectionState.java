package org.tradingarena.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a client is connected. */
public sealed interface ConnectionState {
    /** An attempt is under way: the socket opens, signs in, or catches up. */
    record Connecting(int attempt) implements ConnectionState {}

    /** Everything up to now has come, and what happens comes as it happens. */
    record Live(Transport transport) implements ConnectionState {}

    /**
     * Not connected; it comes back by itself.
     *
     * @param delay until the next attempt
     * @param circuitOpen whether so much failed that the wait is the circuit breaker's
     * @param reason why the last connection or attempt ended
     */
    record Waiting(Duration delay, int attempt, boolean circuitOpen, String reason) implements ConnectionState {}

    /** Not connected; it comes back when {@link ArenaClient#reconnectNow} is called (strategy {@code manual}). */
    record WaitingByHand(String reason) implements ConnectionState {}

    /**
     * Over, and not to come back by itself: closed by its owner, or told so by the server ("do not come back", such as a session taken over).
     *
     * @param closeCode the server's close code; null if it was not the server
     */
    record Ended(String reason, @Nullable Integer closeCode) implements ConnectionState {}

    /** What carries the events. */
    enum Transport {
        /** A WebSocket. */
        SOCKET,
        /** HTTP long polling, where sockets are impossible. Market data does not come this way. */
        LONG_POLL
    }
}
