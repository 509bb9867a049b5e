package org.tradingarena.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.Answer;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.Stamp;
import org.tradingarena.collective.Trade;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Position;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/** A stream of a collective, made up event by event with right stamps; what happens in it makes no sense beyond that. */
final class Streams {
    static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    private final List<CollectiveEvent> events = new ArrayList<>();
    private final String epoch;
    private long lastOrders;
    private long lastPortfolio;

    Streams(String epoch) {
        this.epoch = epoch;
    }

    /** A stream of so many events with both parts. */
    static Streams of(String epoch, int length) {
        Streams stream = new Streams(epoch);
        for (int i = 0; i < length; i++) {
            stream.accepted();
        }
        return stream;
    }

    String epoch() {
        return epoch;
    }

    List<CollectiveEvent> events() {
        return events;
    }

    long head() {
        return events.size();
    }

    CollectiveEvent at(long seq) {
        return events.get((int) seq - 1);
    }

    /** The events after one seq, up to and including another. */
    List<CollectiveEvent> between(long after, long upTo) {
        return List.copyOf(events.subList((int) after, (int) upTo));
    }

    List<CollectiveEvent> after(long seq) {
        return between(seq, head());
    }

    CollectiveEvent any(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> deposited();
            case 1 -> keyAdded();
            case 2, 3 -> opened();
            case 4 -> filled(random.nextBoolean() ? Side.BUY : Side.SELL, 2, 0);
            default -> accepted();
        };
    }

    CollectiveEvent collectiveOpened() {
        return add(new CollectiveEvent.CollectiveOpened(stamp(), "alpha", List.of("key"), Map.of("USD", Atoms.ONE)));
    }

    /** Only a portfolio part. */
    CollectiveEvent deposited() {
        return add(new CollectiveEvent.FundsDeposited(
                stamp(), "deposit-" + (head() + 1), "USD", Atoms.ONE, Map.of("USD", new Balance(Atoms.ONE, 0))));
    }

    /** No part. */
    CollectiveEvent keyAdded() {
        return add(new CollectiveEvent.KeyAdded(stamp(), "key-" + (head() + 1)));
    }

    CollectiveEvent keyRevoked() {
        return add(new CollectiveEvent.KeyRevoked(stamp(), "key"));
    }

    /** Both parts. */
    CollectiveEvent accepted() {
        return add(new CollectiveEvent.OrderAccepted(
                stamp(), order(Side.BUY, OrderStatus.PENDING, 0), Map.of("USD", new Balance(Atoms.ONE, 5)), 7, 1));
    }

    /** Only an orders part. */
    CollectiveEvent opened() {
        return add(new CollectiveEvent.OrderOpened(stamp(), order(Side.BUY, OrderStatus.OPEN, 0), new Answer(1, 1)));
    }

    /** Both parts, and a trade of so many coins at 100. */
    CollectiveEvent filled(Side side, long coins, long realized) {
        long quantity = coins * Atoms.ONE;
        long signed = side == Side.BUY ? quantity : -quantity;
        return add(new CollectiveEvent.OrderFilled(
                stamp(),
                order(side, OrderStatus.FILLED, quantity),
                Map.of("USD", new Balance(3 * Atoms.ONE, 0), "BTC", new Balance(quantity, 0)),
                new Position("BTC/USD", signed, 90 * signed, realized),
                new Trade(
                        "t" + (head() + 1),
                        100 * Atoms.ONE,
                        quantity,
                        Atoms.ONE / 10,
                        "USD",
                        Liquidity.TAKER,
                        realized),
                new Answer(1, 1)));
    }

    CollectiveEvent cancelRejected() {
        return add(new CollectiveEvent.OrderCancelRejected(
                stamp(), order(Side.BUY, OrderStatus.FILLED, 5), Reason.ORDER_CLOSED, new Answer(2, 2)));
    }

    CollectiveEvent cancelRequested() {
        return add(new CollectiveEvent.OrderCancelRequested(
                stamp(), order(Side.BUY, OrderStatus.OPEN, 0), Reason.CLIENT_CANCELLED, 2));
    }

    CollectiveEvent amendRequested() {
        return add(new CollectiveEvent.OrderAmendRequested(
                stamp(), order(Side.BUY, OrderStatus.OPEN, 0), Map.of(), 99 * Atoms.ONE, 2 * Atoms.ONE, 2));
    }

    Stamp stamp() {
        long seq = head() + 1;
        return new Stamp(seq, epoch, START.plusMillis(seq), lastOrders, lastPortfolio);
    }

    private CollectiveEvent add(CollectiveEvent event) {
        events.add(event);
        lastOrders = event.hasOrdersPart() ? event.seq() : lastOrders;
        lastPortfolio = event.hasPortfolioPart() ? event.seq() : lastPortfolio;
        return event;
    }

    private Order order(Side side, OrderStatus status, long filled) {
        long number = head() + 1;
        return order("o" + number, "c" + number, side, status, filled, null);
    }

    static Order order(
            String id, String clientId, Side side, OrderStatus status, long filled, @Nullable Reason reason) {
        return new Order(
                id,
                clientId,
                "client",
                "BTC/USD",
                side,
                OrderType.LIMIT,
                10 * Atoms.ONE,
                100 * Atoms.ONE,
                100 * Atoms.ONE,
                filled,
                100 * filled,
                status,
                TimeInForce.GTC,
                false,
                reason,
                0,
                0,
                false,
                0,
                START,
                START);
    }
}
