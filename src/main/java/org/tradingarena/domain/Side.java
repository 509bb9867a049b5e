package org.tradingarena.domain;

/** The side of an order: a buyer bids, a seller asks. */
public enum Side {
    BUY,
    SELL;

    /** The side that this one trades with. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** Whether an order of this side with this limit may trade at a price. */
    public boolean accepts(long limit, long price) {
        return this == BUY ? price <= limit : price >= limit;
    }

    /** Of two limits of this side, the one that allows less. */
    public long tighter(long limit, long otherLimit) {
        return this == BUY ? Math.min(limit, otherLimit) : Math.max(limit, otherLimit);
    }
}
