package org.tradingarena.protocol;

import java.util.List;
import java.util.stream.Stream;
import org.tradingarena.domain.OrderStatus;

/**
 * The {@code status} of {@code get_orders} (protocol section 5). The word {@code open} means every working order, the default, not
 * the status of that name alone.
 */
public enum OrderFilter {
    OPEN(OrderStatus.PENDING, OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED),
    CLOSED(OrderStatus.FILLED, OrderStatus.CANCELLED, OrderStatus.REJECTED),
    ALL(OrderStatus.values()),
    PENDING(OrderStatus.PENDING),
    PARTIALLY_FILLED(OrderStatus.PARTIALLY_FILLED),
    FILLED(OrderStatus.FILLED),
    CANCELLED(OrderStatus.CANCELLED),
    REJECTED(OrderStatus.REJECTED);

    private final List<OrderStatus> statuses;

    OrderFilter(OrderStatus... statuses) {
        this.statuses = Stream.of(statuses).toList();
    }

    /** The statuses that it shows. */
    public List<OrderStatus> statuses() {
        return statuses;
    }
}
