package org.tradingarena.protocol;

import java.util.List;
import org.tradingarena.domain.OrderStatus;

/**
 * The {@code status} of {@code get_orders} (protocol section 5). The word {@code open} means every working order, the default, not
 * the status of that name alone.
 */
public enum OrderFilter {
    OPEN,
    CLOSED,
    ALL,
    PENDING,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    REJECTED;

    /** The statuses that it shows. */
    public List<OrderStatus> statuses() {
        return switch (this) {
            case OPEN -> List.of(OrderStatus.PENDING, OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED);
            case CLOSED -> List.of(OrderStatus.FILLED, OrderStatus.CANCELLED, OrderStatus.REJECTED);
            case ALL -> List.of(OrderStatus.values());
            case PENDING, PARTIALLY_FILLED, FILLED, CANCELLED, REJECTED -> List.of(OrderStatus.valueOf(name()));
        };
    }
}
