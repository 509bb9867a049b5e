package org.tradingarena.client;

import org.tradingarena.client.model.Order;

/**
 * The arena has the order, durably.
 *
 * @param order as it was when that was known
 * @param duplicate whether the arena had it already: an earlier try under the same {@code client_order_id} had arrived
 */
public record Placed(Order order, boolean duplicate) {}
