package org.tradingarena.collective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.tradingarena.clearing.Inbox;
import org.tradingarena.clearing.Outbox;
import org.tradingarena.collective.CollectiveEvent.CollectiveOpened;
import org.tradingarena.collective.CollectiveState.FundsMove;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.Portfolio;
import org.tradingarena.domain.Position;

/**
 * A {@link CollectiveState} in plain lists and maps, as snapshots store it. The tail of newest events is not in it: after a recovery
 * from a snapshot, quick resumes begin with the events after it and older ones come from the journal.
 */
public record CollectiveSnapshot(
        String collective,
        String epoch,
        @Nullable CollectiveOpened opening,
        long seq,
        long lastOrders,
        long lastPortfolio,
        java.time.Instant at,
        Map<String, Balance> balances,
        Map<String, Position> positions,
        Map<String, Long> deposited,
        List<Order> working,
        Map<Long, Order> closed,
        Map<String, CommandLog.Fate> fates,
        Map<Long, String> commandsByAge,
        Map<String, FundsMove> moves,
        Map<String, Boolean> keys,
        Map<String, ChannelSnapshot> channels) {

    /** One channel with a book. */
    public record ChannelSnapshot(long lastInstruction, Map<Long, BookInstruction> unanswered, long lastReport) {}

    static CollectiveSnapshot of(CollectiveState state) {
        StreamHead head = state.head();
        Map<String, ChannelSnapshot> channels = new LinkedHashMap<>();
        state.channels()
                .forEach((symbol, channel) -> channels.put(
                        symbol,
                        new ChannelSnapshot(
                                channel.out().last(),
                                channel.out().pending(),
                                channel.in().last())));
        return new CollectiveSnapshot(
                state.collective(),
                head.epoch(),
                head.opening(),
                head.seq(),
                head.lastOrders(),
                head.lastPortfolio(),
                head.at(),
                state.portfolio().balances(),
                state.portfolio().positions(),
                state.deposited(),
                List.copyOf(state.orders().working().values()),
                state.orders().closed(),
                state.commands().fates(),
                state.commands().byAge(),
                state.moves(),
                state.keys(),
                channels);
    }

    CollectiveState toState() {
        TreePMap<Long, Order> workingBySeq = TreePMap.empty();
        for (Order order : working) {
            workingBySeq = workingBySeq.plus(OrderIds.beganAt(order.orderId()), order);
        }
        HashPMap<String, Channel> channelsBySymbol = HashTreePMap.empty();
        for (Map.Entry<String, ChannelSnapshot> entry : channels.entrySet()) {
            ChannelSnapshot channel = entry.getValue();
            channelsBySymbol = channelsBySymbol.plus(
                    entry.getKey(),
                    new Channel(
                            new Outbox<>(channel.lastInstruction(), TreePMap.from(channel.unanswered())),
                            new Inbox(channel.lastReport())));
        }
        return new CollectiveState(
                collective,
                new StreamHead(epoch, opening, seq, lastOrders, lastPortfolio, at),
                new Portfolio(TreePMap.from(balances), TreePMap.from(positions)),
                TreePMap.from(deposited),
                new OrderShelf(workingBySeq, TreePMap.from(closed)),
                new CommandLog(HashTreePMap.from(fates), TreePMap.from(commandsByAge)),
                HashTreePMap.from(moves),
                TreePMap.from(keys),
                channelsBySymbol,
                TreePMap.empty());
    }
}
