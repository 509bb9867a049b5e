package org.tradingarena.domain;

/**
 * One thing that an instruction does to an order book, as a fact. Matching computes changes without touching the book; {@code
 * OrderBook.apply} carries them out. Amounts are in {@link Atoms}.
 */
public sealed interface BookChange {
    /** The order that it is about; for a trade the incoming one. */
    OrderKey key();

    /**
     * Two orders traded at the resting one's price.
     *
     * @param key the incoming order, the taker
     * @param takerSide the taker's side
     * @param takerFee the taker's fee in quote currency
     * @param makerFee the maker's fee in quote currency
     */
    record Traded(OrderKey key, OrderKey maker, Side takerSide, long price, long quantity, long takerFee, long makerFee)
            implements BookChange {

        public Traded {
            if (quantity <= 0 || takerFee < 0 || makerFee < 0) {
                throw new IllegalArgumentException(key + " and " + maker + " cannot trade " + quantity + " for fees "
                        + takerFee + " and " + makerFee);
            }
        }

        /** The money that changes hands, without fees. */
        public long notional() {
            return Atoms.notional(price, quantity);
        }
    }

    /** What is left of an order came to rest in the book, behind all others of its price. */
    record Rested(
            OrderKey key,
            Side side,
            long price,
            long quantity,
            long filled,
            long feeCap,
            boolean postOnly,
            long arrival)
            implements BookChange {}

    /** A resting order left the book, or the rest of an incoming one does not enter it. */
    record Cancelled(OrderKey key, Reason reason) implements BookChange {}

    /** An incoming order was refused as a whole. */
    record Rejected(OrderKey key, Reason reason) implements BookChange {}

    /** A resting order's terms changed. With {@code keepsPriority} it stays where it stands; without, it has left its place and
     * what follows (trades, {@link Rested}, {@link Cancelled}) says where it went. */
    record Amended(OrderKey key, long price, long quantity, boolean keepsPriority) implements BookChange {}

    /** An amendment was refused; the order stands as before, if it stands. */
    record AmendRejected(OrderKey key, Reason reason) implements BookChange {}

    /** A cancel was refused: the order is no longer in the book. */
    record CancelRejected(OrderKey key, Reason reason) implements BookChange {}
}
