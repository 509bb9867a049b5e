package org.tradingarena.domain;

import java.util.List;

/** The real thing: {@link OrderBook} with {@link Matching}, or with a mutant of it. */
final class MatchedBook implements TestBook {
    /** {@link Matching#match}, or something that should have been it. */
    interface Matcher {
        List<BookChange> match(OrderBook book, Instrument instrument, BookInstruction instruction);
    }

    private final Matcher matcher;
    private OrderBook book = OrderBook.empty();

    MatchedBook(Matcher matcher) {
        this.matcher = matcher;
    }

    @Override
    public List<BookChange> execute(Instrument instrument, BookInstruction instruction) {
        List<BookChange> changes = matcher.match(book, instrument, instruction);
        for (BookChange change : changes) {
            book = book.apply(change);
        }
        return changes;
    }

    @Override
    public List<RestingOrder> orders() {
        return book.orders();
    }

    OrderBook book() {
        return book;
    }
}
