package org.tradingarena.collective;

import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.pcollections.TreePMap;
import org.tradingarena.collective.CollectiveEvent.OrderEvent;
import org.tradingarena.domain.Order;

/**
 * The orders that a collective has in memory.
 *
 * @param working those that can still trade, by the seq at which they began: oldest first
 * @param closed the newest closed ones, by the seq of the last event about them
 */
record OrderShelf(TreePMap<Long, Order> working, TreePMap<Long, Order> closed) {
    static final OrderShelf EMPTY = new OrderShelf(TreePMap.empty(), TreePMap.empty());

    /** The order of this id, if it is in memory. */
    Optional<Order> find(String orderId) {
        Order order = working.get(OrderIds.beganAt(orderId));
        if (order != null && order.orderId().equals(orderId)) {
            return Optional.of(order);
        }
        return closedEntry(orderId).map(Map.Entry::getValue);
    }

    /** With the order as it is after an event. */
    OrderShelf after(OrderEvent event) {
        Order order = event.order();
        long began = OrderIds.beganAt(order.orderId());
        if (order.isWorking()) {
            return new OrderShelf(working.plus(began, order), closed);
        }
        boolean wasWorking = working.containsKey(began);
        TreePMap<Long, Order> others = wasWorking || began == event.seq()
                ? closed
                : closedEntry(order.orderId())
                        .map(Map.Entry::getKey)
                        .map(closed::minus)
                        .orElse(closed);
        return new OrderShelf(working.minus(began), others.plus(event.seq(), order));
    }

    /**
     * With at most {@code capacity} closed orders: the oldest leave, but for those of which the book still owes an answer and those
     * that began at or after {@code keepFrom}.
     */
    OrderShelf trimmed(int capacity, LongSupplier keepFrom) {
        if (closed.size() <= capacity) {
            return this;
        }
        long kept = keepFrom.getAsLong();
        for (Map.Entry<Long, Order> entry : closed.entrySet()) {
            Order order = entry.getValue();
            if (!order.hasPendingRequest() && OrderIds.beganAt(order.orderId()) < kept) {
                return new OrderShelf(working, closed.minus(entry.getKey()));
            }
        }
        return this;
    }

    private Optional<Map.Entry<Long, Order>> closedEntry(String orderId) {
        return closed.descendingMap().entrySet().stream()
                .filter(entry -> entry.getValue().orderId().equals(orderId))
                .findFirst();
    }
}
