package org.tradingarena.session;

import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What is asked of a {@link SessionDirectory}, or told to it. */
public sealed interface DirectoryCommand {
    /**
     * A session is about to begin; answered with {@link DirectoryReply.Entered} once that is durable here, with
     * {@link DirectoryReply.Full} or {@link DirectoryReply.Overloaded}.
     *
     * @param generation of the socket that the session begins with
     */
    record Enter(long ticket, String client, long generation, ActorRef<DirectoryReply> replyTo)
            implements DirectoryCommand {}

    /**
     * The client has a session, whatever the directory knows: nothing is refused.
     *
     * @param until it cannot be over before
     */
    record Present(String client, long generation, Instant until) implements DirectoryCommand {}

    /** The client has no session of this generation or an older one. */
    record Leave(String client, long generation) implements DirectoryCommand {}

    /**
     * Answered with {@link DirectoryReply.Page}, or {@link DirectoryReply.Overloaded}.
     *
     * @param after the clients after this one; empty for the first page
     */
    record GetPage(String after, int limit, ActorRef<DirectoryReply> replyTo) implements DirectoryCommand {}

    /** Time to ask the sessions that have not been heard of for long whether they are over. */
    record Sweep() implements DirectoryCommand {}

    /** Time for the next of them. */
    record SweepOn() implements DirectoryCommand {}

    /** What waited while something was written. */
    record Batch(List<DirectoryCommand> commands) implements DirectoryCommand {}

    /** Stop; what is kept is in the journal. */
    record Stop() implements DirectoryCommand {}
}
