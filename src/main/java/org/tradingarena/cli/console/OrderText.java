package org.tradingarena.cli.console;

import java.util.Locale;
import java.util.stream.Collectors;
import org.tradingarena.client.model.Order;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.client.model.Trade;

/** Orders and events in a few words. */
public final class OrderText {
    private OrderText() {}

    /** Such as {@code filled  buy 0.1 of 0.5 BTC/USD at 42,000 (maker)}. */
    public static String of(PrivateEvent event) {
        String type = event.type();
        String verb = type.startsWith("order_") ? type.substring("order_".length()) : type;
        return (verb.replace('_', ' ') + "  " + details(event)).stripTrailing();
    }

    /** What it is about: its trade, its order, or else the balances that changed; empty if none of them is told. */
    public static String details(PrivateEvent event) {
        Order order = event.order();
        if (order != null) {
            Trade trade = event.trade();
            return trade == null ? of(order) : of(order, trade);
        }
        return event.balances().values().stream()
                .map(balance -> Table.grouped(balance.total()) + " " + balance.currency())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String of(Order order, Trade trade) {
        String whole =
                order.quantity().compareTo(trade.quantity()) == 0 ? "" : " of " + Table.grouped(order.quantity());
        return word(order.side()) + " " + Table.grouped(trade.quantity()) + whole + " " + order.symbol() + " at "
                + Table.grouped(trade.price()) + " (" + word(trade.liquidity()) + ")";
    }

    /** An order in a few words: {@code buy 0.5 BTC/USD at 42,000}. */
    public static String of(Order order) {
        String price = order.price() == null ? "the market" : Table.grouped(order.price());
        String reason = order.reason() == null ? "" : " (" + order.reason() + ")";
        return word(order.side()) + " " + Table.grouped(order.quantity()) + " " + order.symbol() + " at " + price
                + reason;
    }

    /** A constant's name as people read it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
