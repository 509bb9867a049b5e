package org.tradingarena.market.feed;

import org.tradingarena.domain.Order;
import org.tradingarena.domain.Side;

/**
 * A working order of the one who quotes. Amounts are in {@link org.tradingarena.domain.Atoms}.
 *
 * @param remaining what can still trade
 * @param leaving whether the book has been asked to take it out
 */
public record OwnOrder(String orderId, Side side, long price, long remaining, boolean leaving) {
    /** A collective's order as one. */
    public static OwnOrder of(Order order) {
        return new OwnOrder(order.orderId(), order.side(), order.price(), order.remaining(), order.cancelPending());
    }
}
