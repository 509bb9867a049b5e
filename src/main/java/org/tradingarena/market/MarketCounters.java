package org.tradingarena.market;

/** Where the market counts what an operator should see; the server connects it to its metrics. Must be thread-safe and fast. */
@FunctionalInterface
public interface MarketCounters {
    /** Counts nothing. */
    MarketCounters NONE = (counter, symbol, amount) -> {};

    /** What is counted, per symbol. */
    enum Counter {
        /** Instructions carried out. */
        INSTRUCTIONS,
        /** Trades made. */
        TRADES,
        /** Commands that had been carried out before. */
        REPEATED_COMMANDS,
        /** Commands whose predecessor is missing. */
        EARLY_COMMANDS,
        /** Commands left because their collective confirms nothing. */
        WITHHELD_COMMANDS,
        /** Orders cancelled because their collective confirms nothing. */
        EVICTED_ORDERS,
        /** ALARM: commands or confirmations that cannot be; somebody has lost data. */
        CONTRADICTIONS,
        /** ALARM: incarnations of a book that failed: a persist, the journal's order, a defect. */
        BOOK_FAILURES,
        /** Snapshots that could not be written; the journal is longer to replay then. */
        FAILED_SNAPSHOTS,
        /** Reports sent again. */
        RESENT_REPORTS,
        /** Messages that a book refused because too many were waiting. */
        REFUSED_MESSAGES,
        /** Holes that the hub found in a book's market data. */
        MARKET_GAPS,
        /** Updates that the hub of this node was sent by a book, however many subscribers they are for. */
        HEARD_UPDATES,
        /** Snapshots that the hub of this node was sent by a book. */
        HEARD_SNAPSHOTS
    }

    /** Adds to a counter. */
    void add(Counter counter, String symbol, long amount);

    /** Adds one to a counter. */
    default void count(Counter counter, String symbol) {
        add(counter, symbol, 1);
    }
}
