package org.tradingarena.session;

import java.time.Instant;

/** What a {@link Connection} answers to an operator. */
public sealed interface SessionReply {
    /** The session as it is. */
    record Described(SessionDescription session) implements SessionReply {}

    /** The client has no session. */
    record NoSession() implements SessionReply {}

    /** The heartbeat counts. */
    record HeartbeatCounted(Instant at, long heartbeats) implements SessionReply {}

    /** The session has no socket; {@code wasConnected} tells whether it had one. */
    record Disconnected(boolean wasConnected) implements SessionReply {}

    /** Not now. */
    record Overloaded() implements SessionReply {}
}
