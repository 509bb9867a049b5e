package org.tradingarena.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.tradingarena.cli.console.Durations;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.console.Table.Cell;
import org.tradingarena.cli.remote.Answer;
import org.tradingarena.domain.OrderStatus;

/** Orders as a table. */
final class OrderTable {
    private final Table table = new Table(
            "ORDER", "SYMBOL", "SIDE", "QUANTITY", "FILLED", "PRICE", "AVERAGE", "STATUS", "AGE", "CLIENT ORDER ID");
    private final Instant now;

    /** A table as of a time. */
    OrderTable(Instant now) {
        this.now = now;
    }

    /** Adds an order as the wire tells it. */
    void add(Answer order) {
        boolean market = order.text("order_type").equals("market");
        table.row(
                Cell.of(order.requireText("order_id")),
                Cell.of(order.text("symbol")),
                Cell.of(order.text("side"), order.text("side").equals("buy") ? Look.GOOD : Look.BAD),
                Cell.of(order.decimal("quantity")),
                Cell.of(order.decimal("filled_quantity")),
                market ? Cell.of("market") : Cell.of(order.decimal("price")),
                Cell.of(order.decimal("average_fill_price")),
                status(order),
                Cell.of(age(order), Look.QUIET),
                Cell.of(order.text("client_order_id"), Look.QUIET));
    }

    boolean isEmpty() {
        return table.isEmpty();
    }

    List<AttributedString> lines() {
        return table.lines();
    }

    private static Cell status(Answer order) {
        String status = order.text("status");
        String reason = order.text("reason");
        return Cell.of(reason.isEmpty() ? status : status + " (" + reason + ")", style(status));
    }

    private static AttributedStyle style(String status) {
        return Stream.of(OrderStatus.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(status))
                .findFirst()
                .map(Look::of)
                .orElse(Look.PLAIN);
    }

    private String age(Answer order) {
        return order.time("created_at")
                .map(at -> Durations.text(Duration.between(at, now)))
                .orElse("-");
    }
}
