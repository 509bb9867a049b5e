package org.tradingarena.gateway.http.feed;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Reads collectives' events through the watches of this node; from any thread. */
public final class Feed {
    private final ActorRef<Watches.Command> watches;
    private final Duration grace;
    private final Scheduler scheduler;

    /** @param grace how much longer than asked for an answer may take; then the future fails with a timeout */
    public Feed(ActorRef<Watches.Command> watches, Duration grace, Scheduler scheduler) {
        this.watches = watches;
        this.grace = grace;
        this.scheduler = scheduler;
    }

    /** Reads a page. */
    public CompletionStage<FeedReply> read(String collective, FeedRequest request) {
        return AskPattern.ask(
                watches,
                replyTo -> new Watches.Read(collective, request, replyTo),
                request.patience().plus(grace),
                scheduler);
    }

    /** Whoever waits is answered now, and nobody waits any more. */
    public void stop() {
        watches.tell(new Watches.Stop());
    }
}
