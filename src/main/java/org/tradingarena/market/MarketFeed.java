package org.tradingarena.market;

import java.time.Instant;
import java.util.List;

/**
 * What a book tells those who watch its market. Messages may get lost; whoever finds a hole in the numbers, or a {@link Head} that he has
 * not reached, asks for a {@link Snapshot}.
 */
public sealed interface MarketFeed {
    /** The book's symbol. */
    String symbol();

    /** The book's epoch: another one is another chain. */
    String epoch();

    /** The whole market as of a number. */
    record Snapshot(String symbol, String epoch, long seq, TopOfBook top, MarketHistory history, Instant at)
            implements MarketFeed {}

    /** New messages, in order; never none. */
    record Updates(String symbol, String epoch, List<MarketUpdate> updates) implements MarketFeed {
        public Updates {
            updates = List.copyOf(updates);
        }
    }

    /** Nothing new: all messages up to this number have been sent. */
    record Head(String symbol, String epoch, long seq) implements MarketFeed {}
}
