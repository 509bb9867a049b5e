package org.tradingarena.session;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.StreamPosition;

/** What happened to a session: all that its journal ever sees. No client is told of it. */
public sealed interface SessionEvent {
    /**
     * A socket signed in.
     *
     * @param rooms the wire names of the rooms that the client is in from now on
     * @param token the token that this sign-in gave
     * @param usedToken the hash of the token that it was made with; null for one by key
     * @param position what the client has; null in old journals
     */
    record SignedIn(
            String sessionId,
            long generation,
            String connectionId,
            ClientType clientType,
            List<String> rooms,
            Token token,
            @Nullable String usedToken,
            @Nullable StreamPosition position,
            Instant at)
            implements SessionEvent {}

    /** The client is in other rooms. */
    record RoomsChanged(List<String> rooms) implements SessionEvent {}

    /** The client wants its events otherwise. */
    record PreferencesChanged(Preferences preferences) implements SessionEvent {}

    /**
     * The socket of a generation is gone.
     *
     * @param position what it was sent last; null if nobody knows (any more)
     */
    record Disconnected(
            long generation,
            String reason,
            boolean logout,
            Instant at,
            @Nullable StreamPosition position) implements SessionEvent {}

    /** Whether the client's orders go when its socket does. */
    record CancelOnDisconnectSet(boolean enabled, long graceMillis) implements SessionEvent {}

    /** The dead man's switch was started anew, or (0) stopped. */
    record CancelAllAfterSet(long timeoutMillis, Instant at) implements SessionEvent {}

    /** The client's orders were cancelled because it was away. */
    record CancelledOnDisconnect(Instant at) implements SessionEvent {}

    /** The client's orders were cancelled by the dead man's switch, which has stopped. */
    record CancelledAllAfter(Instant at) implements SessionEvent {}

    /** A public key may not sign in any more: the tokens that were given under it are dead. */
    record KeyRevoked(String key) implements SessionEvent {}

    /**
     * The session was away for longer than it is kept, and is forgotten but for this: nothing before this event is needed any more.
     *
     * @param generation how many sockets there have been; 0 in old journals
     * @param tokens which have expired; none in old journals
     */
    record Expired(Instant at, long generation, List<Token> tokens) implements SessionEvent {
        public Expired {
            tokens = tokens == null ? List.of() : List.copyOf(tokens);
        }
    }
}
