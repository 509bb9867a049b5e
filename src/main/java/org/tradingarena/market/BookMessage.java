package org.tradingarena.market;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.tradingarena.clearing.BookCommand;

/** Everything that a {@link BookEntity} understands. A {@code ticket} comes back with the reply and means nothing to the book. */
public sealed interface BookMessage {

    /** Messages that are answered, so that they can also be refused when the book has too much to do. */
    sealed interface Asking extends BookMessage {
        long ticket();

        ActorRef<BookReply> replyTo();
    }

    /** Carry a command out; its reports go to every party once they are durable. */
    record Instruct(BookCommand command) implements BookMessage {}

    /** A collective has journaled all reports up to this number. */
    record Confirm(String collective, long report) implements BookMessage {}

    /** The best prices; answered with {@link BookReply.Quote}. */
    record GetQuote(long ticket, ActorRef<BookReply> replyTo) implements Asking {}

    /** The collected fees; answered with {@link BookReply.Fees}. */
    record GetFees(long ticket, ActorRef<BookReply> replyTo) implements Asking {}

    /**
     * Send market data to this watcher. To be repeated, since a book forgets watchers that it does not hear of; answered with a {@link
     * MarketFeed.Snapshot} if the watcher is new or wants one, else with the {@link MarketFeed.Head}.
     */
    record WatchMarket(ActorRef<MarketFeed> watcher, boolean fresh) implements BookMessage {}

    /** Start, if it has not: a recovery sends again what is not confirmed. */
    record Wake() implements BookMessage {}

    /** Time has passed. */
    record Tick() implements BookMessage {}

    /** Several messages that waited while a persist was under way. */
    record Batch(List<BookMessage> messages) implements BookMessage {
        public Batch {
            messages = List.copyOf(messages);
        }
    }
}
