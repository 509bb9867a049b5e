package org.tradingarena.market;

/** What a {@link BookEntity} answers. Amounts are in {@link org.tradingarena.domain.Atoms}. */
public sealed interface BookReply {
    /** The ticket of the message that it answers. */
    long ticket();

    /** The symbol of the book that answers. */
    String symbol();

    /** The best prices; 0 where a side is empty. */
    record Quote(long ticket, String symbol, long bestBid, long bestAsk) implements BookReply {}

    /** What fees have come to. */
    record Fees(long ticket, String symbol, String currency, long amount) implements BookReply {}

    /** The book has too much to do, or has just stopped: ask again later. */
    record Overloaded(long ticket, String symbol) implements BookReply {}
}
