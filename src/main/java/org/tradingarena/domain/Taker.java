package org.tradingarena.domain;

import org.tradingarena.domain.BookChange.Rested;
import org.tradingarena.domain.BookInstruction.Amend;
import org.tradingarena.domain.BookInstruction.Place;

/**
 * An incoming order, new or amended, as the book's other side meets it. Amounts are in {@link Atoms}.
 *
 * @param limit the worst price at which it may trade, the collar taken into account
 * @param quantity the order's total, what has traded included
 * @param filled how much of it had traded before
 */
record Taker(OrderKey key, Side side, long limit, long quantity, long filled, long feeCap, boolean postOnly) {

    static Taker of(Place place, long limit) {
        return new Taker(place.key(), place.side(), limit, place.quantity(), 0, place.feeCap(), place.postOnly());
    }

    static Taker of(RestingOrder order, Amend amend) {
        return new Taker(
                order.key(),
                order.side(),
                amend.price(),
                amend.quantity(),
                order.filled(),
                order.feeCap(),
                order.postOnly());
    }

    long remaining() {
        return quantity - filled;
    }

    boolean accepts(long price) {
        return side.accepts(limit, price);
    }

    /** Its coming to rest with a part that did not trade. */
    Rested rested(long rest, long arrival) {
        return new Rested(key, side, limit, quantity, quantity - rest, feeCap, postOnly, arrival);
    }
}
