package org.tradingarena.cli.trade;

import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.OrderText;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.NewOrder;
import org.tradingarena.client.Placed;
import org.tradingarena.client.model.Order;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.domain.OrderStatus;

/** Follows an order until it is closed: for people each step as it happens, for programs the order as it ended. */
final class OrderFollower {
    private final Console out;
    private final ArenaClient client;
    private final Desk desk;
    private final NewOrder order;

    OrderFollower(Console out, ArenaClient client, Desk desk, NewOrder order) {
        this.out = out;
        this.client = client;
        this.desk = desk;
        this.order = order;
    }

    int follow(Placed placed) throws InterruptedException {
        if (!out.isJson()) {
            OrderReport.placed(out, placed);
            out.flush();
        }
        return ended(untilClosed(placed.order()));
    }

    private Order untilClosed(Order placed) throws InterruptedException {
        Order now = placed;
        while (now.isWorking()) {
            now = switch (desk.next()) {
                case null ->
                    throw CommandFailure.gaveUp(
                            "the order is still " + OrderText.word(now.status()) + ": " + now.orderId());
                case Desk.Told.Event(PrivateEvent event) -> after(now, event);
                case Desk.Told.Gap gap -> desk.answer(client.place(order)).order(); // known: tells it as it is now
                case Desk.Told.End end -> desk.answer(client.place(order)).order(); // fails with the reason
            };
        }
        return now;
    }

    private Order after(Order now, PrivateEvent event) {
        Order then = event.order();
        if (then == null || !then.orderId().equals(now.orderId())) {
            return now;
        }
        if (!out.isJson() && !event.type().equals("order_accepted")) {
            out.say(OrderText.of(event));
            out.flush();
        }
        return then;
    }

    private int ended(Order closed) {
        if (out.isJson()) {
            OrderReport.order(out, "", closed);
        }
        if (closed.status() == OrderStatus.REJECTED) {
            throw CommandFailure.refused(
                    closed.reason() == null ? "REJECTED" : closed.reason(),
                    "the book refused the order " + closed.orderId());
        }
        return ExitCode.FINE;
    }
}
