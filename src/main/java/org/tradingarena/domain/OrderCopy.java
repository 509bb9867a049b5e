package org.tradingarena.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A changed copy of an order in the making; what an order never changes is taken from the original. */
final class OrderCopy {
    private final Order original;
    private long quantity;
    private long price;
    private long limit;
    private long filled;
    private long filledNotional;
    private OrderStatus status;
    private @Nullable Reason reason;
    private long reserved;
    private boolean cancelPending;
    private int pendingAmends;

    OrderCopy(Order original) {
        this.original = original;
        this.quantity = original.quantity();
        this.price = original.price();
        this.limit = original.limit();
        this.filled = original.filled();
        this.filledNotional = original.filledNotional();
        this.status = original.status();
        this.reason = original.reason();
        this.reserved = original.reserved();
        this.cancelPending = original.cancelPending();
        this.pendingAmends = original.pendingAmends();
    }

    OrderCopy terms(long newPrice, long newQuantity) {
        price = newPrice;
        limit = newPrice;
        quantity = newQuantity;
        return this;
    }

    OrderCopy fills(long newFilled, long newFilledNotional) {
        filled = newFilled;
        filledNotional = newFilledNotional;
        return this;
    }

    OrderCopy status(OrderStatus newStatus) {
        status = newStatus;
        return this;
    }

    OrderCopy reason(@Nullable Reason newReason) {
        reason = newReason;
        return this;
    }

    OrderCopy reserved(long newReserved) {
        reserved = newReserved;
        return this;
    }

    OrderCopy cancelPending(boolean pending) {
        cancelPending = pending;
        return this;
    }

    OrderCopy pendingAmends(int pending) {
        pendingAmends = pending;
        return this;
    }

    /** The finished copy. */
    Order at(Instant updatedAt) {
        return new Order(
                original.orderId(),
                original.clientOrderId(),
                original.clientId(),
                original.symbol(),
                original.side(),
                original.type(),
                quantity,
                price,
                limit,
                filled,
                filledNotional,
                status,
                original.timeInForce(),
                original.postOnly(),
                reason,
                reserved,
                original.feeCap(),
                cancelPending,
                pendingAmends,
                original.createdAt(),
                updatedAt);
    }
}
