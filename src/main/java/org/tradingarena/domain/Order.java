package org.tradingarena.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as its collective knows it. Amounts are in {@link Atoms}.
 *
 * @param clientOrderId the client's idempotency key, unique in the collective
 * @param price the limit price; 0 for a market order
 * @param limit the worst price at which it may trade: the price of a limit order, the collar of a market buy order; 0 where
 *     only the book can tell
 * @param filled how much has traded
 * @param filledNotional the money of all its trades, without fees
 * @param reason why it was cancelled or rejected
 * @param reserved what is set aside for its rest: quote currency and highest fee for a buyer, base currency for a seller
 * @param feeCap the highest fee that it can be charged, in parts per million: that of the day it was accepted
 * @param cancelPending whether the book has been asked to cancel it and has not answered
 * @param pendingAmends how many amendments the book has not answered
 */
public record Order(
        String orderId,
        String clientOrderId,
        String clientId,
        String symbol,
        Side side,
        OrderType type,
        long quantity,
        long price,
        long limit,
        long filled,
        long filledNotional,
        OrderStatus status,
        TimeInForce timeInForce,
        boolean postOnly,
        @Nullable Reason reason,
        long reserved,
        long feeCap,
        boolean cancelPending,
        int pendingAmends,
        Instant createdAt,
        Instant updatedAt) {

    public Order {
        if (filled < 0 || filled > quantity) {
            throw new IllegalStateException("order " + orderId + " of " + quantity + " cannot have filled " + filled);
        }
        if (reserved < 0 || pendingAmends < 0) {
            throw new IllegalStateException("order " + orderId + " cannot have " + reserved + " reserved and "
                    + pendingAmends + " amendments pending");
        }
    }

    /** What can still trade; 0 once the order is closed. */
    public long remaining() {
        return status.isWorking() ? quantity - filled : 0;
    }

    /** Whether it can still trade. */
    public boolean isWorking() {
        return status.isWorking();
    }

    /** Whether the book still owes an answer to a cancel or an amendment of it. */
    public boolean hasPendingRequest() {
        return cancelPending || pendingAmends > 0;
    }

    /** The currency in which {@link #reserved} is held. */
    public String reservedCurrency() {
        return side == Side.BUY ? Symbols.quote(symbol) : Symbols.base(symbol);
    }
}
