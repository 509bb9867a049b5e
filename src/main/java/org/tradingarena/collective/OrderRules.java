package org.tradingarena.collective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent.OrderAccepted;
import org.tradingarena.collective.CollectiveEvent.OrderAmendRequested;
import org.tradingarena.collective.CollectiveEvent.OrderCancelRequested;
import org.tradingarena.collective.CollectiveEvent.OrderRejected;
import org.tradingarena.collective.CollectiveIntent.AmendOrder;
import org.tradingarena.collective.CollectiveIntent.CancelAllOrders;
import org.tradingarena.collective.CollectiveIntent.CancelOrder;
import org.tradingarena.collective.CollectiveIntent.OrderReference;
import org.tradingarena.collective.CollectiveIntent.PlaceOrder;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Orders;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Reservations;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.Symbols;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;

/** What clients may do with orders (protocol section 6): one decision. */
final class OrderRules {
    private final Instruments instruments;
    private final CollectiveLimits limits;
    private final Draft draft;

    OrderRules(Instruments instruments, CollectiveLimits limits, Draft draft) {
        this.instruments = instruments;
        this.limits = limits;
        this.draft = draft;
    }

    Decision place(PlaceOrder place) {
        CommandLog.Fate fate = draft.state().commands().find(place.clientOrderId());
        if (fate != null) {
            return again(place, fate);
        }
        Optional<Instrument> known = instruments.find(place.symbol());
        if (known.isEmpty()) {
            return CollectiveRules.refuseField(
                    ErrorCode.INVALID_SYMBOL, "data.symbol", "data.symbol is not traded here");
        }
        Instrument instrument = known.get();
        if (!instrument.open()) {
            return CollectiveRules.refuse(ErrorCode.MARKET_CLOSED, place.symbol() + " takes no orders now");
        }
        return atABound(place.symbol()).orElseGet(() -> placeNew(place, instrument));
    }

    /** The same order again: as it is now, or the same refusal. */
    private Decision again(PlaceOrder place, CommandLog.Fate fate) {
        if (fate.termsHash() != place.termsHash()) {
            return CollectiveRules.refuseField(
                    ErrorCode.DUPLICATE_ORDER_ID,
                    "data.client_order_id",
                    "data.client_order_id was used for an order with other terms");
        }
        if (fate.refused()) {
            return Decision.answer(insufficientFunds(place.side(), place.symbol()));
        }
        return Decision.answer(draft.state()
                .order(fate.orderId())
                .<Verdict>map(order -> new Verdict.Placed(order, true))
                .orElseGet(() -> new Verdict.PlacedLongAgo(fate.last())));
    }

    private Optional<Decision> atABound(String symbol) {
        CollectiveState state = draft.state();
        if (state.orders().working().size() >= limits.workingOrders()) {
            return Optional.of(CollectiveRules.overloaded(
                    "the collective has " + limits.workingOrders() + " working orders, which is the most"));
        }
        if (state.commands().isFull(limits.commandIds(), draft.stamp().at())) {
            return Optional.of(CollectiveRules.overloaded(
                    "the collective has placed " + limits.commandIds() + " orders within 24 hours, which is the most"));
        }
        return bookIsBehind(symbol);
    }

    private Optional<Decision> bookIsBehind(String symbol) {
        int unanswered = draft.state().channel(symbol).out().pending().size();
        return unanswered >= limits.unansweredInstructions()
                ? Optional.of(CollectiveRules.overloaded("the book of " + symbol + " is behind"))
                : Optional.empty();
    }

    private Decision placeNew(PlaceOrder place, Instrument instrument) {
        Stamp stamp = draft.stamp();
        long feeCap = instrument.highestFeePartsPerMillion();
        long limit = limit(place, instrument);
        String id = OrderIds.of(draft.state().collective(), stamp);
        Order order = order(place, id, stamp, limit, needed(place, limit, feeCap), feeCap);
        if (order.reserved() > available(order)) {
            Order refused = Orders.closed(order, OrderStatus.REJECTED, Reason.INSUFFICIENT_FUNDS, stamp.at());
            draft.add(s -> new OrderRejected(s, refused, Map.of(), place.termsHash(), null));
            return draft.decided(insufficientFunds(place.side(), place.symbol()));
        }
        draft.add(s -> new OrderAccepted(
                s, order, reserving(order, order.reserved()), place.termsHash(), nextCommand(order.symbol())));
        return draft.decided(new Verdict.Placed(order, false));
    }

    /** The worst price: a market buy order's collar stands around the best ask that it was quoted. */
    private static long limit(PlaceOrder place, Instrument instrument) {
        if (place.type() == OrderType.LIMIT) {
            return place.price();
        }
        return place.side() == Side.BUY && place.bestAsk() > 0 ? instrument.collared(Side.BUY, place.bestAsk()) : 0;
    }

    /** What must be reserved; more than anybody can have where it cannot even be counted. */
    private static long needed(PlaceOrder place, long limit, long feeCap) {
        try {
            return Reservations.needed(place.side(), limit, place.quantity(), feeCap);
        } catch (ArithmeticException beyondCounting) {
            return Long.MAX_VALUE;
        }
    }

    private static Order order(PlaceOrder place, String id, Stamp stamp, long limit, long reserved, long feeCap) {
        return new Order(
                id,
                place.clientOrderId(),
                place.clientId(),
                place.symbol(),
                place.side(),
                place.type(),
                place.quantity(),
                place.price(),
                limit,
                0,
                0,
                OrderStatus.PENDING,
                place.timeInForce(),
                place.postOnly(),
                null,
                reserved,
                feeCap,
                false,
                0,
                stamp.at(),
                stamp.at());
    }

    Decision cancel(CancelOrder cancel) {
        Found found = find(cancel.order());
        if (found.order() == null) {
            return found.missing();
        }
        Order order = found.order();
        if (!order.isWorking()) {
            return closed(order);
        }
        return draft.decided(new Verdict.CancelAccepted(requestCancel(order, cancel.reason())));
    }

    Decision cancelAll(CancelAllOrders cancel) {
        List<Order> asked = draft.state().orders().working().values().stream()
                .filter(order -> !order.cancelPending())
                .filter(order -> cancel.symbol() == null || cancel.symbol().equals(order.symbol()))
                .filter(order -> cancel.clientId() == null || cancel.clientId().equals(order.clientId()))
                .toList();
        asked.forEach(order -> requestCancel(order, cancel.reason()));
        return draft.decided(new Verdict.CancelAllAccepted(asked.size()));
    }

    private Order requestCancel(Order order, Reason reason) {
        if (order.cancelPending()) {
            return order;
        }
        return draft.add(stamp -> new OrderCancelRequested(
                        stamp, Orders.withCancelPending(order, true, stamp.at()), reason, nextCommand(order.symbol())))
                .order();
    }

    Decision amend(AmendOrder amend) {
        Found found = find(amend.order());
        if (found.order() == null) {
            return found.missing();
        }
        Order order = found.order();
        if (!order.isWorking()) {
            return closed(order);
        }
        if (order.type() != OrderType.LIMIT || order.timeInForce() != TimeInForce.GTC || order.cancelPending()) {
            return CollectiveRules.refuse(ErrorCode.ORDER_CLOSED, "the order does not stay in the book");
        }
        long price = amend.price() == 0 ? order.price() : amend.price();
        long quantity = amend.quantity() == 0 ? order.quantity() : amend.quantity();
        return offTheGrid(order, price, quantity)
                .or(() -> bookIsBehind(order.symbol()))
                .orElseGet(() -> requestAmend(order, price, quantity));
    }

    private Optional<Decision> offTheGrid(Order order, long price, long quantity) {
        Instrument instrument = instruments.find(order.symbol()).orElse(null);
        if (instrument == null) {
            return Optional.of(
                    CollectiveRules.refuse(ErrorCode.MARKET_CLOSED, order.symbol() + " is not traded any more"));
        }
        if (price <= 0 || price % instrument.tick() != 0 || price > instrument.maximumPrice()) {
            return Optional.of(CollectiveRules.refuseField(
                    ErrorCode.INVALID_PRICE,
                    "data.price",
                    "data.price must be a multiple of " + Atoms.text(instrument.tick()) + ", at most "
                            + Atoms.text(instrument.maximumPrice())));
        }
        if (quantity % instrument.lot() != 0
                || quantity < instrument.minimumQuantity()
                || quantity > instrument.maximumQuantity()
                || quantity <= order.filled()) {
            return Optional.of(CollectiveRules.refuseField(
                    ErrorCode.INVALID_QUANTITY,
                    "data.quantity",
                    "data.quantity is the new total: a multiple of " + Atoms.text(instrument.lot())
                            + " above the filled quantity " + Atoms.text(order.filled()) + ", from "
                            + Atoms.text(instrument.minimumQuantity()) + " to "
                            + Atoms.text(instrument.maximumQuantity())));
        }
        return Optional.empty();
    }

    private Decision requestAmend(Order order, long price, long quantity) {
        if (order.pendingAmends() >= limits.pendingAmends()) {
            return CollectiveRules.overloaded("the book has not answered earlier amendments of this order");
        }
        long needed;
        try {
            needed = Reservations.neededToAmend(order, price, quantity);
        } catch (ArithmeticException beyondCounting) {
            needed = Long.MAX_VALUE;
        }
        long more = needed - order.reserved();
        if (more > available(order)) {
            return Decision.answer(insufficientFunds(order.side(), order.symbol()));
        }
        long reserved = needed;
        OrderAmendRequested event = draft.add(stamp -> new OrderAmendRequested(
                stamp,
                Orders.amendRequested(order, reserved, stamp.at()),
                more == 0 ? Map.of() : reserving(order, more),
                price,
                quantity,
                nextCommand(order.symbol())));
        return draft.decided(new Verdict.AmendAccepted(event.order()));
    }

    /** An order, or the refusal that there is none. */
    private record Found(@Nullable Order order, Decision missing) {}

    private Found find(OrderReference reference) {
        CollectiveState state = draft.state();
        Decision notFound = CollectiveRules.refuse(ErrorCode.ORDER_NOT_FOUND, "the collective has no such order");
        String orderId = reference.orderId();
        if (orderId == null) {
            CommandLog.Fate fate = state.commands().find(String.valueOf(reference.clientOrderId()));
            if (fate == null) {
                return new Found(null, notFound);
            }
            orderId = fate.orderId();
            notFound = CollectiveRules.refuse(ErrorCode.ORDER_CLOSED, "the order is closed");
        }
        return new Found(state.order(orderId).orElse(null), notFound);
    }

    private static Decision closed(Order order) {
        return CollectiveRules.refuse(
                ErrorCode.ORDER_CLOSED, "the order is " + order.status().name().toLowerCase(java.util.Locale.ROOT));
    }

    private long nextCommand(String symbol) {
        return draft.state().channel(symbol).out().next();
    }

    private long available(Order order) {
        return draft.state().portfolio().balance(order.reservedCurrency()).available();
    }

    private Map<String, Balance> reserving(Order order, long amount) {
        String currency = order.reservedCurrency();
        return amount == 0
                ? Map.of()
                : Map.of(
                        currency,
                        draft.state().portfolio().reserve(currency, amount).balance(currency));
    }

    /** The same sentence each time, so that a repeated command gets the same refusal. */
    private static Verdict insufficientFunds(Side side, String symbol) {
        String currency = side == Side.BUY ? Symbols.quote(symbol) : Symbols.base(symbol);
        return new Verdict.Refused(
                ArenaError.of(ErrorCode.INSUFFICIENT_FUNDS, "the order needs more " + currency + " than is available"));
    }
}
