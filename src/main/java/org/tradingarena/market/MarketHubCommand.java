package org.tradingarena.market;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Resume.MarketPosition;

/** Everything that the {@link MarketHub} understands. A subscriber is a name that is unique on this node. */
public sealed interface MarketHubCommand {

    /**
     * Send a symbol's market messages to this subscriber: what it missed since {@code resume} if that is still there, else a {@code
     * book_snapshot}, and then all that is new. Nothing happens if {@code to} has them already; another {@code to} replaces the former.
     */
    record Subscribe(
            String subscriber, String symbol, @Nullable MarketPosition resume, ActorRef<MarketFrames> to)
            implements MarketHubCommand {}

    /** No more of this symbol. */
    record Unsubscribe(String subscriber, String symbol) implements MarketHubCommand {}

    /** The subscriber is gone: no more of anything. Where its actor stops, the hub finds out by itself. */
    record Gone(String subscriber) implements MarketHubCommand {}

    /**
     * The subscriber was too slow and has dropped frames: it gets what it did not have summed up, marked as conflated, a {@code
     * book_snapshot} last. It may drop all frames of the symbol that arrive before those that begin {@link MarketFrames#anew()}.
     *
     * @param after the number of the last message that the subscriber passed on; below 0 if it does not say, then nothing is summed up
     */
    record Resync(String subscriber, String symbol, long after) implements MarketHubCommand {
        /** Of a subscriber that does not say what it had. */
        public Resync(String subscriber, String symbol) {
            this(subscriber, symbol, -1);
        }
    }

    /** A book says something. */
    record FromBook(MarketFeed feed) implements MarketHubCommand {}

    /** Time to tell the books that the hub is there. */
    record KeepAlive() implements MarketHubCommand {}
}
