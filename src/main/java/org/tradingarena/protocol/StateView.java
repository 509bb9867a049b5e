package org.tradingarena.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.Position;

/**
 * A collective's state as of one event, all that {@code initial_state} tells of it (protocol section 5).
 *
 * @param seq the last event in it
 * @param lastUpdated the time of that event
 * @param balances by currency
 * @param positions by symbol
 * @param openOrders the working orders, oldest first
 * @param commands the newest 100, newest first
 */
public record StateView(
        String collectiveId,
        String epoch,
        long seq,
        Instant lastUpdated,
        Map<String, Balance> balances,
        Map<String, Position> positions,
        List<Order> openOrders,
        List<CommandFate> commands) {
    public StateView {
        balances = Map.copyOf(balances);
        positions = Map.copyOf(positions);
        openOrders = List.copyOf(openOrders);
        commands = List.copyOf(commands);
    }
}
