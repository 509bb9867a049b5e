package org.tradingarena.collective;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradingarena.collective.CollectiveEvent.CollectiveOpened;
import org.tradingarena.collective.CollectiveEvent.FundsDeposited;
import org.tradingarena.collective.CollectiveEvent.FundsWithdrawn;
import org.tradingarena.collective.CollectiveEvent.KeyAdded;
import org.tradingarena.collective.CollectiveEvent.KeyRevoked;
import org.tradingarena.collective.CollectiveEvent.OrderAccepted;
import org.tradingarena.collective.CollectiveEvent.OrderAmendRejected;
import org.tradingarena.collective.CollectiveEvent.OrderAmendRequested;
import org.tradingarena.collective.CollectiveEvent.OrderAmended;
import org.tradingarena.collective.CollectiveEvent.OrderCancelRejected;
import org.tradingarena.collective.CollectiveEvent.OrderCancelRequested;
import org.tradingarena.collective.CollectiveEvent.OrderCancelled;
import org.tradingarena.collective.CollectiveEvent.OrderFilled;
import org.tradingarena.collective.CollectiveEvent.OrderOpened;
import org.tradingarena.collective.CollectiveEvent.OrderRejected;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Position;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/**
 * One example of each event, by its word in the journal. Every component has a value of its own, none is a default, so that no two can be
 * mixed up and none be forgotten. Never change one: what is checked in under {@code journal/v1} was written from them.
 */
final class SampleEvents {
    private static final Instant AT = Instant.parse("2026-03-01T12:34:56.789Z");
    private static final Stamp STAMP = new Stamp(41, "3f1c2b6e-8a4d-4d0e-9c57-1f6f0d2b9a11", AT, 40, 38);
    private static final Map<String, Balance> USD = Map.of("USD", new Balance(1_000_000_000_001L, 200_400_000_002L));
    private static final Answer ANSWER = new Answer(17, 13);
    private static final Order ORDER = new Order(
            "alpha.3f1c2b6e.33",
            "client-7",
            "bot-2",
            "BTC/USD",
            Side.BUY,
            OrderType.LIMIT,
            300_000_000L,
            100_000_000_000L,
            100_000_000_001L,
            100_000_000L,
            99_000_000_000L,
            OrderStatus.PARTIALLY_FILLED,
            TimeInForce.GTC,
            true,
            Reason.SELF_TRADE,
            200_400_000_003L,
            2_000,
            true,
            2,
            AT.minusSeconds(60),
            AT.minusMillis(1));

    private SampleEvents() {}

    static Map<String, CollectiveEvent> all() {
        Map<String, CollectiveEvent> events = new LinkedHashMap<>();
        events.put(
                "collective_opened",
                new CollectiveOpened(
                        new Stamp(1, STAMP.epoch(), AT, 0, 0), "alpha", List.of("key-1", "key-2"), Map.of("USD", 7L)));
        events.put("funds_deposited", new FundsDeposited(STAMP, "deposit-1", "USD", 8, USD));
        events.put("funds_withdrawn", new FundsWithdrawn(STAMP, "withdrawal-1", "USD", 9, USD));
        events.put("key_added", new KeyAdded(STAMP, "key-3"));
        events.put("key_revoked", new KeyRevoked(STAMP, "key-4"));
        events.put("order_accepted", new OrderAccepted(STAMP, ORDER, USD, Long.MIN_VALUE + 5, 14));
        events.put("order_rejected", new OrderRejected(STAMP, ORDER, USD, Long.MAX_VALUE - 5, null));
        events.put("order_cancel_requested", new OrderCancelRequested(STAMP, ORDER, Reason.CANCEL_ON_DISCONNECT, 15));
        events.put("order_amend_requested", new OrderAmendRequested(STAMP, ORDER, USD, 18, 19, 16));
        events.put("order_open", new OrderOpened(STAMP, ORDER, ANSWER));
        events.put(
                "order_filled",
                new OrderFilled(
                        STAMP,
                        ORDER,
                        USD,
                        new Position("BTC/USD", -20, -21, 22),
                        new Trade("BTC-USD.0f8fad5b.23", 24, 25, 26, "USD", Liquidity.TAKER, 27),
                        ANSWER));
        events.put("order_cancelled", new OrderCancelled(STAMP, ORDER, USD, ANSWER));
        events.put("order_cancel_rejected", new OrderCancelRejected(STAMP, ORDER, Reason.ORDER_CLOSED, ANSWER));
        events.put("order_amended", new OrderAmended(STAMP, ORDER, USD, ANSWER));
        events.put("order_amend_rejected", new OrderAmendRejected(STAMP, ORDER, USD, Reason.INVALID_QUANTITY, ANSWER));
        return events;
    }

    /** A rejection by the book, which knows an answer. */
    static CollectiveEvent rejectedByTheBook() {
        return new OrderRejected(STAMP, ORDER, Map.of(), 0, ANSWER);
    }
}
