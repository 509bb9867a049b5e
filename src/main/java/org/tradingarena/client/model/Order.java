package org.tradingarena.client.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Json.JsonObject;

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

    private static final Map<String, Side> SIDES = Members.words(Side.class);
    private static final Map<String, OrderType> TYPES = Members.words(OrderType.class);
    private static final Map<String, OrderStatus> STATUSES = Members.words(OrderStatus.class);
    private static final Map<String, TimeInForce> TIMES_IN_FORCE = Members.words(TimeInForce.class);

    /** The order of its JSON, as the arena writes it; throws {@link org.tradingarena.protocol.ProtocolException} if it is none. */
    public static Order read(JsonObject json) {
        Members order = new Members(json);
        return new Order(
                order.text("order_id"),
                order.text("client_order_id"),
                order.text("client_id"),
                order.text("symbol"),
                order.word("side", SIDES),
                order.word("order_type", TYPES),
                order.decimal("quantity"),
                order.optionalDecimal("price"),
                order.decimal("filled_quantity"),
                order.decimal("remaining_quantity"),
                order.optionalDecimal("average_fill_price"),
                order.word("status", STATUSES),
                order.word("time_in_force", TIMES_IN_FORCE),
                order.flag("post_only"),
                order.optionalText("reason"),
                order.time("created_at"),
                order.time("updated_at"));
    }

    /** Whether it can still trade. */
    public boolean isWorking() {
        return status.isWorking();
    }
}
