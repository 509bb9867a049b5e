package org.tradingarena.market;

import org.tradingarena.journal.WriteGate;
import org.tradingarena.market.MarketCounters.Counter;

/** What stands in front of a book: it makes one batch of what waits during a persist, and refuses what finds no room. */
final class BookGate {
    private BookGate() {}

    static WriteGate<BookMessage> create(String symbol, BookSurroundings surroundings) {
        MarketSettings settings = surroundings.settings();
        return new WriteGate<>(
                BookMessage.class,
                settings.waitingMessages(),
                settings.batch(),
                BookMessage.Batch::new,
                refused -> refuse(symbol, surroundings.counters(), refused));
    }

    /** Instructions and confirmations come again by themselves; questions are answered. */
    private static void refuse(String symbol, MarketCounters counters, BookMessage refused) {
        counters.count(Counter.REFUSED_MESSAGES, symbol);
        if (refused instanceof BookMessage.Asking asking) {
            asking.replyTo().tell(new BookReply.Overloaded(asking.ticket(), symbol));
        }
    }
}
