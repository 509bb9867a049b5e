package org.tradingarena.client;

import org.tradingarena.client.model.Order;
import org.tradingarena.protocol.ArenaError;

/** What became of an order whose answer was lost with a connection; told once the arena has said it. */
public sealed interface OrderFate {
    /** The order's idempotency key. */
    String clientOrderId();

    /** The arena has it. */
    record Accepted(String clientOrderId, Order order, boolean duplicate) implements OrderFate {}

    /** The arena refused it. */
    record Refused(String clientOrderId, ArenaError error) implements OrderFate {}

    /** It never arrived, and was too old to be sent again ({@link ArenaClientBuilder#resendWithin}). */
    record NotPlaced(String clientOrderId) implements OrderFate {}
}
