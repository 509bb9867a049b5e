package org.tradingarena.cli.trade;

import java.math.BigDecimal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.OrderText;
import org.tradingarena.client.Placed;
import org.tradingarena.client.model.Order;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.JsonWriter;

/** Orders as the answer of a command: one line for people, the wire's object for programs. */
final class OrderReport {
    private OrderReport() {}

    static void placed(Console out, Placed placed) {
        if (out.isJson()) {
            out.say(json -> json.object("order", body(placed.order())).flag("duplicate", placed.duplicate()));
        } else {
            out.say(line(placed.duplicate() ? "known" : "accepted", placed.order()));
        }
    }

    static void order(Console out, String what, Order order) {
        if (out.isJson()) {
            out.say(json -> json.object("order", body(order)));
        } else {
            out.say(line(what, order));
        }
    }

    /** What happened, the order, its state if that says more, and its ids. */
    private static AttributedString line(String what, Order order) {
        return new AttributedStringBuilder()
                .append(what, Look.STRONG)
                .append("  " + OrderText.of(order))
                .append("  " + OrderText.word(order.status()), Look.of(order.status()))
                .append("  " + order.orderId() + "  " + order.clientOrderId(), Look.QUIET)
                .toAttributedString();
    }

    /** An order as the protocol writes it (section 6). */
    private static JsonBody body(Order order) {
        return json -> {
            json.text("order_id", order.orderId())
                    .text("client_order_id", order.clientOrderId())
                    .text("client_id", order.clientId())
                    .text("symbol", order.symbol())
                    .word("side", order.side())
                    .word("order_type", order.orderType())
                    .decimal("quantity", order.quantity());
            decimal(json, "price", order.price())
                    .decimal("filled_quantity", order.filledQuantity())
                    .decimal("remaining_quantity", order.remainingQuantity());
            decimal(json, "average_fill_price", order.averageFillPrice())
                    .word("status", order.status())
                    .word("time_in_force", order.timeInForce())
                    .flag("post_only", order.postOnly())
                    .text("reason", order.reason())
                    .time("created_at", order.createdAt())
                    .time("updated_at", order.updatedAt());
        };
    }

    private static JsonWriter decimal(JsonWriter json, String name, @Nullable BigDecimal value) {
        return value == null ? json.nil(name) : json.decimal(name, value);
    }
}
