package org.tradingarena.session;

import java.time.Instant;

/** What happened to a {@link SessionDirectory}: all that its journal ever sees. */
public sealed interface DirectoryEvent {
    /**
     * A client has a session from now on.
     *
     * @param generation of the socket that it began with
     * @param reviewAt when to ask for it, if nothing is heard of it before
     */
    record Entered(String client, long generation, Instant at, Instant reviewAt) implements DirectoryEvent {}

    /** It still had its session when it was asked for. */
    record Reviewed(String client, Instant reviewAt) implements DirectoryEvent {}

    /** It has no session any more. */
    record Left(String client) implements DirectoryEvent {}
}
