package org.tradingarena.session;

import java.util.Optional;
import org.tradingarena.collective.CollectiveEvent;
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
import org.tradingarena.collective.CollectiveEvent.OrderEvent;
import org.tradingarena.collective.CollectiveEvent.OrderFilled;
import org.tradingarena.collective.CollectiveEvent.OrderOpened;
import org.tradingarena.collective.CollectiveEvent.OrderRejected;
import org.tradingarena.collective.Stamp;
import org.tradingarena.collective.Trade;
import org.tradingarena.domain.Position;
import org.tradingarena.protocol.EventWriter;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.JsonWriter;
import org.tradingarena.protocol.TradePart;
import org.tradingarena.protocol.Views;

/**
 * The wire form of a collective's events (protocol sections 2 and 6): a pure function of the event and of the parts that the client
 * gets, so that live, replayed, over HTTP and after any crash the bytes are the same.
 */
public final class EventRendering {
    private EventRendering() {}

    /** The event as a client with these parts sees it; empty if it has no part for the client. */
    public static Optional<RenderedEvent> render(CollectiveEvent event, Parts parts) {
        if (!parts.in(event)) {
            return Optional.empty();
        }
        boolean orders = parts.orders() && event.hasOrdersPart();
        boolean portfolio = parts.portfolio() && event.hasPortfolioPart();
        Stamp stamp = event.stamp();
        String json = EventWriter.event(
                type(event),
                id(stamp),
                stamp.seq(),
                parts.previous(stamp),
                stamp.epoch(),
                stamp.at(),
                (orders ? ordersPart(event) : JsonBody.EMPTY).and(portfolio ? portfolioPart(event) : JsonBody.EMPTY));
        return Optional.of(new RenderedEvent(stamp.seq(), orders, portfolio, json));
    }

    /** The {@code event_id}: unique over all streams and incarnations, and the same for ever. */
    public static String id(Stamp stamp) {
        return stamp.epoch() + ":" + stamp.seq();
    }

    /** The {@code type} on the wire. */
    public static String type(CollectiveEvent event) {
        return switch (event) {
            case CollectiveOpened opened -> "collective_opened";
            case FundsDeposited deposited -> "funds_deposited";
            case FundsWithdrawn withdrawn -> "funds_withdrawn";
            case KeyAdded added -> "key_added";
            case KeyRevoked revoked -> "key_revoked";
            case OrderAccepted accepted -> "order_accepted";
            case OrderRejected rejected -> "order_rejected";
            case OrderCancelRequested requested -> "order_cancel_requested";
            case OrderAmendRequested requested -> "order_amend_requested";
            case OrderOpened opened -> "order_open";
            case OrderFilled filled -> "order_filled";
            case OrderCancelled cancelled -> "order_cancelled";
            case OrderCancelRejected rejected -> "order_cancel_rejected";
            case OrderAmended amended -> "order_amended";
            case OrderAmendRejected rejected -> "order_amend_rejected";
        };
    }

    private static JsonBody ordersPart(CollectiveEvent event) {
        return event instanceof OrderEvent about
                ? json -> {
                    json.object("order", Views.order(about.order()));
                    orderDetails(json, about);
                }
                : JsonBody.EMPTY;
    }

    private static void orderDetails(JsonWriter json, OrderEvent event) {
        switch (event) {
            case OrderFilled filled -> json.object("trade", Views.trade(trade(filled.trade())));
            case OrderCancelRequested requested -> json.code("reason", requested.reason());
            case OrderAmendRequested requested ->
                json.amount("price", requested.price()).amount("quantity", requested.quantity());
            case OrderCancelRejected rejected -> json.code("code", rejected.reason());
            case OrderAmendRejected rejected -> json.code("code", rejected.reason());
            case OrderAccepted accepted -> {}
            case OrderRejected rejected -> {}
            case OrderOpened opened -> {}
            case OrderCancelled cancelled -> {}
            case OrderAmended amended -> {}
        }
    }

    private static JsonBody portfolioPart(CollectiveEvent event) {
        return json -> {
            switch (event) {
                case CollectiveOpened opened -> json.text("collective_id", opened.collective());
                case FundsDeposited deposited ->
                    json.text("deposit_id", deposited.depositId())
                            .text("currency", deposited.currency())
                            .amount("amount", deposited.amount());
                case FundsWithdrawn withdrawn ->
                    json.text("withdrawal_id", withdrawn.withdrawalId())
                            .text("currency", withdrawn.currency())
                            .amount("amount", withdrawn.amount());
                case KeyAdded added -> {}
                case KeyRevoked revoked -> {}
                case OrderEvent about -> {}
            }
            json.object("balances", Views.balances(event.balances()));
            Position position = event.position();
            if (position != null) {
                json.object("position", Views.position(position));
            }
        };
    }

    private static TradePart trade(Trade trade) {
        return new TradePart(
                trade.tradeId(), trade.price(), trade.quantity(), trade.fee(), trade.feeCurrency(), trade.liquidity());
    }
}
