package org.tradingarena.client.model;

import java.util.List;
import java.util.Map;
import org.tradingarena.protocol.StreamPosition;

/**
 * A collective's state as of one position of its stream: a value that does not change.
 *
 * @param balances by currency
 * @param positions by symbol
 * @param openOrders the working orders of all its clients, oldest first
 */
public record Account(
        StreamPosition position,
        Map<String, Balance> balances,
        Map<String, Position> positions,
        List<Order> openOrders) {
    public Account {
        balances = Map.copyOf(balances);
        positions = Map.copyOf(positions);
        openOrders = List.copyOf(openOrders);
    }
}
