package org.tradingarena.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tradingarena.domain.OrderBook;

/**
 * What market data knows of a book, immutable.
 *
 * @param seq the number of the newest {@link MarketUpdate}; 0 before the first
 */
record MarketState(long seq, TopOfBook top, MarketSummary summary) {
    static final MarketState EMPTY = new MarketState(0, TopOfBook.EMPTY, MarketSummary.EMPTY);

    /** The state after an instruction, and the messages that lead to it. */
    record Step(MarketState state, List<MarketUpdate> updates) {}

    Ticker ticker() {
        return new Ticker(
                summary.last(),
                top.bid(),
                top.ask(),
                summary.volume(),
                summary.change().orElse(0));
    }

    /** One instruction: its trades, each a message, then the book's change, then the ticker's, where there is one. */
    Step next(OrderBook book, List<MarketTrade> trades, Instant at) {
        List<MarketUpdate> updates = new ArrayList<>(trades.size() + 2);
        MarketSummary newSummary = summary.at(at);
        long number = seq;
        for (MarketTrade trade : trades) {
            updates.add(new MarketUpdate.Traded(++number, trade));
            newSummary = newSummary.plus(trade);
        }
        TopOfBook newTop = TopOfBook.of(book);
        if (!newTop.equals(top)) {
            updates.add(new MarketUpdate.BookMoved(++number, top.changesTo(newTop), newTop.checksum(), at));
        }
        Ticker newTicker = new MarketState(number, newTop, newSummary).ticker();
        if (!newTicker.equals(ticker())) {
            updates.add(new MarketUpdate.TickerMoved(++number, newTicker, at));
        }
        return new Step(new MarketState(number, newTop, newSummary), List.copyOf(updates));
    }
}
