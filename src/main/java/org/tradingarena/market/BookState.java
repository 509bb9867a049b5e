package org.tradingarena.market;

import java.time.Instant;
import java.util.Map;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.tradingarena.domain.OrderBook;
import org.tradingarena.market.BookEvent.BookListed;
import org.tradingarena.market.BookEvent.InstructionProcessed;
import org.tradingarena.market.BookEvent.ReportsConfirmed;

/**
 * All that a book knows, immutable: a pure function of its events. Amounts are in {@link org.tradingarena.domain.Atoms}.
 *
 * @param epoch empty before the book is listed
 * @param seq the journal's sequence number of the newest event
 * @param at the time of the newest event; never goes back
 * @param trades how many trades there have been
 * @param fees what has been collected, in the quote currency
 */
record BookState(
        String symbol,
        String epoch,
        long seq,
        Instant at,
        OrderBook book,
        HashPMap<String, Party> parties,
        long trades,
        long fees,
        MarketState market) {

    /** A book of which nothing is journaled yet. */
    static BookState unlisted(String symbol) {
        return new BookState(
                symbol, "", 0, Instant.EPOCH, OrderBook.empty(), HashTreePMap.empty(), 0, 0, MarketState.EMPTY);
    }

    boolean isListed() {
        return !epoch.isEmpty();
    }

    /** What the book knows of a collective. */
    Party party(String collective) {
        return parties.getOrDefault(collective, Party.NEW);
    }

    /** The state after an event. */
    BookState apply(BookEvent event) {
        return step(event).state();
    }

    /** The state after an event, and what it gives to tell; throws {@link IllegalStateException} if it does not follow this state. */
    BookStep step(BookEvent event) {
        if (event.seq() != seq + 1) {
            throw new IllegalStateException(
                    "the journal of book " + symbol + " has a hole: " + event.seq() + " follows " + seq);
        }
        return switch (event) {
            case BookListed listed -> BookStep.quiet(onListed(listed));
            case InstructionProcessed processed -> Processing.of(this, processed);
            case ReportsConfirmed confirmed -> BookStep.quiet(onConfirmed(confirmed));
        };
    }

    private BookState onListed(BookListed listed) {
        if (!listed.symbol().equals(symbol)) {
            throw new IllegalStateException("the journal of book " + symbol + " is that of " + listed.symbol());
        }
        return new BookState(symbol, listed.epoch(), listed.seq(), listed.at(), book, parties, trades, fees, market);
    }

    private BookState onConfirmed(ReportsConfirmed confirmed) {
        HashPMap<String, Party> settled = parties;
        for (Map.Entry<String, Long> report : confirmed.upTo().entrySet()) {
            settled = settled.plus(report.getKey(), party(report.getKey()).settledUpTo(report.getValue()));
        }
        return new BookState(symbol, epoch, confirmed.seq(), at, book, settled, trades, fees, market);
    }
}
