package org.tradingarena.collective;

import java.util.List;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.tradingarena.collective.CollectiveEvent.CollectiveOpened;
import org.tradingarena.collective.CollectiveEvent.FundsDeposited;
import org.tradingarena.collective.CollectiveEvent.FundsWithdrawn;
import org.tradingarena.collective.CollectiveEvent.KeyAdded;
import org.tradingarena.collective.CollectiveEvent.KeyRevoked;
import org.tradingarena.collective.CollectiveEvent.OrderAccepted;
import org.tradingarena.collective.CollectiveEvent.OrderAmendRequested;
import org.tradingarena.collective.CollectiveEvent.OrderCancelRequested;
import org.tradingarena.collective.CollectiveEvent.OrderEvent;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderKey;
import org.tradingarena.domain.Portfolio;
import org.tradingarena.domain.Position;

/**
 * All that a collective is, as a fold of its events; immutable, and cheap to keep in several versions.
 *
 * @param deposited deposits less withdrawals, by currency
 * @param moves deposits and withdrawals by their id, to do each once
 * @param keys public keys (base64url), true while they may sign in
 * @param channels one a symbol that has been traded
 * @param tail the newest events, by seq: quick resumes come from here
 */
public record CollectiveState(
        String collective,
        StreamHead head,
        Portfolio portfolio,
        TreePMap<String, Long> deposited,
        OrderShelf orders,
        CommandLog commands,
        HashPMap<String, FundsMove> moves,
        TreePMap<String, Boolean> keys,
        HashPMap<String, Channel> channels,
        TreePMap<Long, CollectiveEvent> tail) {

    /** How many closed orders stay in memory. */
    static final int CLOSED_ORDERS = 500;

    /** How many of the newest commands can be asked for with their orders. */
    static final int NEWEST_COMMANDS = 100;

    /** How many of the newest events stay in memory. */
    static final int TAIL = 1000;

    /** A deposit (positive) or withdrawal (negative) that was done. */
    record FundsMove(String currency, long amount) {}

    /** Before the first event. */
    public static CollectiveState none(String collective) {
        return new CollectiveState(
                collective,
                StreamHead.NONE,
                Portfolio.empty(),
                TreePMap.empty(),
                OrderShelf.EMPTY,
                CommandLog.EMPTY,
                HashTreePMap.empty(),
                TreePMap.empty(),
                HashTreePMap.empty(),
                TreePMap.empty());
    }

    /** Whether the collective exists. */
    public boolean isOpen() {
        return head.isOpen();
    }

    /** The newest event's number. */
    public long seq() {
        return head.seq();
    }

    /** Whether a public key (base64url) may sign in. */
    public boolean mayEnter(String key) {
        return isOpen() && Boolean.TRUE.equals(keys.get(key));
    }

    /** The channel with a symbol's book. */
    Channel channel(String symbol) {
        return channels.getOrDefault(symbol, Channel.NEW);
    }

    /** The order of this id, if it is in memory. */
    public Optional<Order> order(String orderId) {
        return orders.find(orderId);
    }

    /** The events after a position, if all of them are in memory. */
    Optional<List<CollectiveEvent>> eventsAfter(long position) {
        boolean inMemory = position == seq() || tail.containsKey(position + 1);
        return inMemory && position <= seq()
                ? Optional.of(List.copyOf(tail.tailMap(position, false).values()))
                : Optional.empty();
    }

    /** The same without the newest events. */
    CollectiveState withoutTail() {
        return new CollectiveState(
                collective, head, portfolio, deposited, orders, commands, moves, keys, channels, TreePMap.empty());
    }

    /** The state after an event; throws {@link HoleInStreamException} if the event does not follow. */
    public CollectiveState apply(CollectiveEvent event) {
        StreamHead newHead = head.after(event);
        OrderShelf shelf = event instanceof OrderEvent about ? orders.after(about) : orders;
        CommandLog log = event instanceof OrderEvent about ? commands.after(about, shelf.working()) : commands;
        return new CollectiveState(
                collective,
                newHead,
                portfolioAfter(event),
                depositedAfter(event),
                shelf.trimmed(CLOSED_ORDERS, () -> log.newestFrom(NEWEST_COMMANDS)),
                log,
                movesAfter(event),
                keysAfter(event),
                channelsAfter(event),
                tailAfter(event));
    }

    private Portfolio portfolioAfter(CollectiveEvent event) {
        Position position = event.position();
        if (event.balances().isEmpty() && position == null) {
            return portfolio;
        }
        return new Portfolio(
                portfolio.balances().plusAll(event.balances()),
                position == null ? portfolio.positions() : portfolio.positions().plus(position.symbol(), position));
    }

    private TreePMap<String, Long> depositedAfter(CollectiveEvent event) {
        return switch (event) {
            case FundsDeposited in ->
                deposited.plus(in.currency(), Math.addExact(deposited.getOrDefault(in.currency(), 0L), in.amount()));
            case FundsWithdrawn out ->
                deposited.plus(out.currency(), deposited.getOrDefault(out.currency(), 0L) - out.amount());
            default -> deposited;
        };
    }

    private HashPMap<String, FundsMove> movesAfter(CollectiveEvent event) {
        return switch (event) {
            case FundsDeposited in -> moves.plus(in.depositId(), new FundsMove(in.currency(), in.amount()));
            case FundsWithdrawn out -> moves.plus(out.withdrawalId(), new FundsMove(out.currency(), -out.amount()));
            default -> moves;
        };
    }

    private TreePMap<String, Boolean> keysAfter(CollectiveEvent event) {
        return switch (event) {
            case CollectiveOpened opened -> {
                TreePMap<String, Boolean> with = keys;
                for (String key : opened.keys()) {
                    with = with.plus(key, true);
                }
                yield with;
            }
            case KeyAdded added -> keys.plus(added.key(), true);
            case KeyRevoked revoked -> keys.plus(revoked.key(), false);
            default -> keys;
        };
    }

    private HashPMap<String, Channel> channelsAfter(CollectiveEvent event) {
        if (!(event instanceof OrderEvent about)) {
            return channels;
        }
        String symbol = about.order().symbol();
        Answer answer = event.answer();
        if (answer != null) {
            return channels.plus(symbol, channel(symbol).answered(answer));
        }
        return event.command() > 0
                ? channels.plus(symbol, channel(symbol).sent(event.command(), instruction(about)))
                : channels;
    }

    private BookInstruction instruction(OrderEvent event) {
        Order order = event.order();
        OrderKey key = new OrderKey(collective, order.orderId());
        return switch (event) {
            case OrderAccepted accepted ->
                new BookInstruction.Place(
                        key,
                        order.side(),
                        order.type(),
                        order.quantity(),
                        order.limit(),
                        order.feeCap(),
                        order.timeInForce(),
                        order.postOnly());
            case OrderCancelRequested cancel -> new BookInstruction.Cancel(key, cancel.reason());
            case OrderAmendRequested amend -> new BookInstruction.Amend(key, amend.price(), amend.quantity());
            default -> throw new IllegalStateException("an event that instructs no book: " + event);
        };
    }

    private TreePMap<Long, CollectiveEvent> tailAfter(CollectiveEvent event) {
        TreePMap<Long, CollectiveEvent> longer = tail.plus(event.seq(), event);
        return longer.size() > TAIL ? longer.minusFirstEntry() : longer;
    }
}
