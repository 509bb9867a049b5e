package org.tradingarena.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order's life: how each thing that happens to it changes it. Amounts are in {@link Atoms}.
 *
 * <p>What is set aside ({@link Order#reserved()}) follows two rules. With no amendment unanswered it is exactly what
 * the rest needs on the present terms. With amendments unanswered it is enough for every history that the book may still
 * choose: {@link Reservations#neededToAmend} provides it when the amendment is asked for; then a fill takes out only the most
 * that this very trade can cost, which every such history had in it; and the last answer brings back the first rule. So
 * nothing but {@link #amendRequested} ever makes a reservation greater, and a fill always releases at least what the trade
 * takes from the balance.
 */
public final class Orders {
    private Orders() {}

    /** After a trade of it; throws {@link IllegalStateException} if it was not to trade so much. */
    public static Order filled(Order order, long quantity, long notional, Instant at) {
        if (quantity <= 0 || quantity > order.remaining()) {
            throw new IllegalStateException(
                    "order " + order.orderId() + " cannot fill " + quantity + " of " + order.remaining());
        }
        long filled = order.filled() + quantity;
        boolean whole = filled == order.quantity();
        return copy(order)
                .fills(filled, Math.addExact(order.filledNotional(), notional))
                .status(whole ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED)
                .reserved(whole ? 0 : reservedAfterFill(order, quantity, notional))
                .at(at);
    }

    /** After what is left of it came to rest in the book. */
    public static Order opened(Order order, Instant at) {
        return copy(order)
                .status(order.filled() > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.OPEN)
                .at(at);
    }

    /**
     * After its end by anything but its last fill. What was asked of the book and not answered stays: each answer comes, and
     * takes back its own request.
     */
    public static Order closed(Order order, OrderStatus status, @Nullable Reason reason, Instant at) {
        if (status.isWorking()) {
            throw new IllegalStateException("order " + order.orderId() + " cannot close as " + status);
        }
        return copy(order).status(status).reason(reason).reserved(0).at(at);
    }

    /** After the book took over new terms: a price and a total quantity. */
    public static Order amended(Order order, long price, long quantity, Instant at) {
        return answered(copy(order).terms(price, quantity).at(at), at);
    }

    /** After the book refused new terms; the order may have closed in between. */
    public static Order amendRejected(Order order, Instant at) {
        return answered(order, at);
    }

    /** After new terms were asked for, with {@link Reservations#neededToAmend} set aside. */
    public static Order amendRequested(Order order, long reserved, Instant at) {
        return copy(order)
                .pendingAmends(order.pendingAmends() + 1)
                .reserved(reserved)
                .at(at);
    }

    /** After a cancel was asked for, or answered. */
    public static Order withCancelPending(Order order, boolean pending, Instant at) {
        return copy(order).cancelPending(pending).at(at);
    }

    private static Order answered(Order order, Instant at) {
        int stillPending = order.pendingAmends() - 1;
        return copy(order)
                .pendingAmends(stillPending)
                .reserved(stillPending == 0 ? Reservations.needed(order) : order.reserved())
                .at(at);
    }

    private static long reservedAfterFill(Order order, long quantity, long notional) {
        if (order.pendingAmends() > 0) {
            return order.reserved() - Reservations.takenBy(order, quantity, notional);
        }
        return Reservations.needed(order.side(), order.limit(), order.remaining() - quantity, order.feeCap());
    }

    private static OrderCopy copy(Order order) {
        return new OrderCopy(order);
    }
}
