package org.tradingarena.collective;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.OrderStatus;

/**
 * Everything that a {@link Collective} understands. A {@code ticket} comes back with the reply and means nothing to the collective.
 */
public sealed interface CollectiveCommand {

    /** Commands that are answered, so that they can also be refused when the collective is overloaded. */
    sealed interface Asking extends CollectiveCommand {
        long ticket();

        ActorRef<CollectiveReply> replyTo();
    }

    /** Decide an intent; answered with {@link CollectiveReply.Decided} once durable, with {@link CollectiveReply.Overloaded} if the
     * collective has too much to do, with {@link CollectiveReply.OutcomeUnknown} if the persist failed. */
    record Submit(long ticket, CollectiveIntent intent, ActorRef<CollectiveReply> replyTo) implements Asking {}

    /** A book's report; journaled if it is the next one, and confirmed to the book. */
    record Deliver(Report report) implements CollectiveCommand {}

    /**
     * Hand over all events after a position and count the subscriber as live, in one turn; or answer that the position lies before what
     * is in memory. A second attach of the same subscriber replaces the first.
     *
     * @param subscriber a name that is unique in the collective
     * @param after the greatest seq that the subscriber knows; -1 stands for the head
     * @param key the public key that the subscriber signed in with (base64url), to be checked and watched for revocation
     */
    record Attach(long ticket, String subscriber, long after, String key, ActorRef<CollectiveReply> replyTo)
            implements Asking {}

    /** No more live events for this subscriber. */
    record Detach(String subscriber, ActorRef<CollectiveReply> replyTo) implements CollectiveCommand {}

    /**
     * The state as of the head; sent on the same path as live events, so it stands in order with them.
     *
     * @param base the seq of a state that the asker holds, to be compared with; below 0 if there is none
     */
    record GetState(long ticket, long base, ActorRef<CollectiveReply> replyTo) implements Asking {
        /** Nothing to compare with. */
        public GetState(long ticket, ActorRef<CollectiveReply> replyTo) {
            this(ticket, -1, replyTo);
        }
    }

    /** The head and the state hash as of it. */
    record GetHead(long ticket, ActorRef<CollectiveReply> replyTo) implements Asking {}

    /**
     * Orders, newest first.
     *
     * @param statuses which statuses to show
     * @param before only orders accepted before this seq; {@link Long#MAX_VALUE} for the newest
     */
    record GetOrders(
            long ticket,
            List<OrderStatus> statuses,
            @Nullable String symbol,
            long before,
            int limit,
            ActorRef<CollectiveReply> replyTo)
            implements Asking {}

    /** Whether the collective is open and a public key (base64url) may sign in. */
    record CheckKey(long ticket, String key, ActorRef<CollectiveReply> replyTo) implements Asking {}

    /** Recover, and send again what has no answer. */
    record Wake() implements CollectiveCommand {}

    /** Several commands that waited while a persist was under way. */
    record Batch(List<CollectiveCommand> commands) implements CollectiveCommand {}

    /** An order that left memory was found in the journal (or was not). */
    record FoundInJournal(long ticket, @Nullable CollectiveEvent event, ActorRef<CollectiveReply> replyTo)
            implements CollectiveCommand {}

    /** A market buy order comes back with the book's best ask; 0 is none. */
    record Quoted(Submit submit, long bestAsk) implements CollectiveCommand {}

    /** No best ask could be had for a market buy order: nothing was decided. */
    record NotQuoted(Submit submit) implements CollectiveCommand {}

    /** Time to look for commands without an answer. */
    record Tick() implements CollectiveCommand {}

    /** Finish what is under way and stop; the next message starts the entity again. */
    record Stop() implements CollectiveCommand {}
}
