package org.tradingarena.domain;

import java.time.Instant;
import org.tradingarena.domain.BookInstruction.Place;

/** Orders as a collective would make them from what it asks of the book. */
final class SampleOrders {
    static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    static final Instant LATER = START.plusSeconds(1);

    private SampleOrders() {}

    /** A pending order of BTC/USD with what it needs set aside. */
    static Order pending(Place place) {
        return new Order(
                place.key().orderId(),
                "client-" + place.key().orderId(),
                "bot",
                "BTC/USD",
                place.side(),
                place.type(),
                place.quantity(),
                place.type() == OrderType.LIMIT ? place.limit() : 0,
                place.limit(),
                0,
                0,
                OrderStatus.PENDING,
                place.timeInForce(),
                place.postOnly(),
                null,
                Reservations.needed(place.side(), place.limit(), place.quantity(), place.feeCap()),
                place.feeCap(),
                false,
                0,
                START,
                START);
    }

    /** A pending limit order in whole coins and dollars. */
    static Order pending(Side side, long coins, long dollars, long feeCap) {
        return pending(BookScenario.feeCap(feeCap, BookScenario.limit("ann-1", side, coins, dollars)));
    }
}
