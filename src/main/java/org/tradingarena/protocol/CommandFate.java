package org.tradingarena.protocol;

import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Order;

/**
 * What became of one {@code place_order} (protocol section 5).
 *
 * @param accepted whether the collective took it; what the book made of it is in the order's status
 * @param order as it is now; null where a refusal made none
 * @param code why it was refused; null if it was not
 */
public record CommandFate(
        String clientOrderId,
        boolean accepted,
        @Nullable Order order,
        @Nullable ErrorCode code) {

    /** The collective took it. */
    public static CommandFate accepted(Order order) {
        return new CommandFate(order.clientOrderId(), true, order, null);
    }

    /** The collective refused it. */
    public static CommandFate rejected(String clientOrderId, @Nullable Order order, ErrorCode code) {
        return new CommandFate(clientOrderId, false, order, code);
    }
}
