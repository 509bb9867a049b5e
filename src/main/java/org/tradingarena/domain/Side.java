package org.tradingarena.domain;

/** The side of an order: a buyer bids, a seller asks. */
public enum Side {
    BUY,
    SELL;

    /** The side that this one trades with. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
