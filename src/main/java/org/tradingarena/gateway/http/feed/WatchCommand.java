package org.tradingarena.gateway.http.feed;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveReply;

/** Everything that a {@link CollectiveWatch} understands. */
sealed interface WatchCommand {
    /** Read; answered once, always. */
    record Read(FeedRequest request, ActorRef<FeedReply> replyTo) implements WatchCommand {}

    /** What the collective says. */
    record FromCollective(CollectiveReply reply) implements WatchCommand {}

    /** The collective that the watch was attached to has stopped. */
    record CollectiveStopped() implements WatchCommand {}

    /** Time to ask the collective (again). */
    record AttachDue() implements WatchCommand {}

    /** A page of the journal for one reader; null if it could not be read. */
    record PageRead(long reader, @Nullable List<CollectiveEvent> events) implements WatchCommand {}

    /** A reader has waited long enough. */
    record Late(long reader) implements WatchCommand {}

    /** Nobody has read for a while. */
    record Lonely() implements WatchCommand {}

    /** Nobody new will come: stop once all readers are served. */
    record Leave() implements WatchCommand {}

    /** The server stops: serve all readers now. */
    record Stop() implements WatchCommand {}
}
