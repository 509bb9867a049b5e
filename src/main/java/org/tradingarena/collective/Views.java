package org.tradingarena.collective;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tradingarena.collective.CollectiveCommand.GetOrders;
import org.tradingarena.domain.Order;
import org.tradingarena.protocol.CommandFate;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.StateView;

/** What of a collective's state is shown. */
final class Views {
    private Views() {}

    static StateView state(CollectiveState state) {
        return new StateView(
                state.collective(),
                state.head().epoch(),
                state.seq(),
                state.head().at(),
                state.portfolio().balances(),
                state.portfolio().positions(),
                List.copyOf(state.orders().working().values()),
                commands(state));
    }

    /** A page of orders, newest first. */
    static CollectiveReply.Orders orders(CollectiveState state, GetOrders query) {
        List<Order> page = Stream.concat(
                        state.orders().working().values().stream(), state.orders().closed().values().stream())
                .filter(order -> query.statuses().contains(order.status()))
                .filter(order -> query.symbol() == null || query.symbol().equals(order.symbol()))
                .filter(order -> OrderIds.beganAt(order.orderId()) < query.before())
                .sorted(Comparator.comparingLong((Order order) -> OrderIds.beganAt(order.orderId()))
                        .reversed())
                .limit(query.limit() + 1L)
                .toList();
        boolean more = page.size() > query.limit();
        List<Order> shown = more ? page.subList(0, query.limit()) : page;
        long next = more ? OrderIds.beganAt(shown.getLast().orderId()) : 0;
        return new CollectiveReply.Orders(query.ticket(), List.copyOf(shown), next);
    }

    private static List<CommandFate> commands(CollectiveState state) {
        List<CommandFate> fates = new ArrayList<>();
        for (String id : state.commands().newest(CollectiveState.NEWEST_COMMANDS)) {
            CommandLog.Fate fate = state.commands().find(id);
            if (fate == null) {
                continue;
            }
            Order order = state.order(fate.orderId()).orElse(null);
            if (fate.refused()) {
                fates.add(CommandFate.rejected(id, order, ErrorCode.INSUFFICIENT_FUNDS));
            } else if (order != null) {
                fates.add(CommandFate.accepted(order));
            }
        }
        return fates;
    }
}
