package org.tradingarena.cli.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jline.utils.AttributedString;
import org.tradingarena.cli.console.Durations;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.OrderText;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.console.Table.Cell;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Order;

/** The collective's working orders, newest first. */
record OrdersPanel(Watched watched, Glyphs glyphs) {
    int rows() {
        return orders().size();
    }

    List<AttributedString> lines(int height, Instant now) {
        List<Order> orders = orders();
        if (orders.isEmpty()) {
            String none = watched.account() == null ? "no state yet" : "none";
            return List.of(new AttributedString("OPEN ORDERS", Look.QUIET), new AttributedString(none, Look.QUIET));
        }
        boolean all = orders.size() < height;
        int shown = all ? orders.size() : Math.max(0, height - 2);
        Table table = new Table(
                "OPEN ORDERS", "SIDE", "QUANTITY", "FILLED", "PRICE", "STATUS", "AGE", "CLIENT", "CLIENT ORDER ID");
        orders.stream().limit(shown).forEach(order -> add(table, order, now));
        List<AttributedString> lines = new ArrayList<>(table.lines());
        if (!all) {
            lines.add(new AttributedString(glyphs.more() + " and " + (orders.size() - shown) + " more", Look.QUIET));
        }
        return lines;
    }

    private List<Order> orders() {
        Account account = watched.account();
        return account == null
                ? List.of()
                : account.openOrders().stream()
                        .sorted(Comparator.comparing(Order::createdAt).reversed())
                        .toList();
    }

    private static void add(Table table, Order order, Instant now) {
        table.row(
                Cell.of(order.symbol()),
                Cell.of(OrderText.word(order.side()), Look.of(order.side())),
                Cell.of(order.quantity()),
                Cell.of(order.filledQuantity()),
                order.price() == null ? Cell.of("market") : Cell.of(order.price()),
                Cell.of(OrderText.word(order.status()), Look.of(order.status())),
                Cell.of(Durations.text(Duration.between(order.createdAt(), now)), Look.QUIET),
                Cell.of(order.clientId(), Look.QUIET),
                Cell.of(order.clientOrderId(), Look.QUIET));
    }
}
