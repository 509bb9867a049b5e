package org.tradingarena.client.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/**
 * An order as the arena tells it (protocol section 6).
 *
 * @param price null for a market order
 * @param averageFillPrice null until something has traded
 * @param reason why it was cancelled or rejected, one of the protocol's words; null otherwise
 */
public record Order(
        String orderId,
        String clientOrderId,
        String clientId,
        String symbol,
        Side side,
        OrderType orderType,
        BigDecimal quantity,
        @Nullable BigDecimal price,
        BigDecimal filledQuantity,
        BigDecimal remainingQuantity,
        @Nullable BigDecimal averageFillPrice,
        OrderStatus status,
        TimeInForce timeInForce,
        boolean postOnly,
        @Nullable String reason,
        Instant createdAt,
        Instant updatedAt) {

    /** Whether it can still trade. */
    public boolean isWorking() {
        return status.isWorking();
    }
}
