package org.tradingarena.collective;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.collective.CollectiveEvent.OrderAmendRejected;
import org.tradingarena.collective.CollectiveEvent.OrderAmended;
import org.tradingarena.collective.CollectiveEvent.OrderCancelRejected;
import org.tradingarena.collective.CollectiveEvent.OrderCancelled;
import org.tradingarena.collective.CollectiveEvent.OrderFilled;
import org.tradingarena.collective.CollectiveEvent.OrderOpened;
import org.tradingarena.collective.CollectiveEvent.OrderRejected;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.Orders;
import org.tradingarena.domain.Portfolio;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Symbols;

/** What a book's report does to a collective: one event for each outcome, so each report leaves at least one. */
final class ReportRules {
    private final Draft draft;
    private @Nullable BookInstruction answered;

    ReportRules(Draft draft) {
        this.draft = draft;
    }

    Decision take(Report report) {
        Channel channel = draft.state().channel(report.symbol());
        return switch (channel.in().judge(report.number())) {
            case REPEATED ->
                Decision.answer(
                        new Verdict.ReportTaken(report.symbol(), channel.in().last()));
            case EARLY -> Decision.answer(new Verdict.ReportEarly());
            case NEXT -> {
                Answer answer = new Answer(report.number(), report.answered());
                answered = channel.out().pending().get(report.answered());
                report.outcomes().forEach(outcome -> take(outcome, answer));
                yield draft.decided(new Verdict.ReportTaken(report.symbol(), report.number()));
            }
        };
    }

    private void take(Outcome outcome, Answer answer) {
        Order order = draft.state()
                .order(outcome.orderId())
                .orElseThrow(() -> new IllegalStateException(
                        "a book reports on an order that the collective does not have: " + outcome + ", " + answer));
        switch (outcome) {
            case Outcome.Filled filled -> onFilled(order, filled, answer);
            case Outcome.Opened opened ->
                draft.add(stamp -> new OrderOpened(stamp, Orders.opened(order, stamp.at()), answer));
            case Outcome.Cancelled cancelled -> onCancelled(order, cancelled.reason(), answer);
            case Outcome.Rejected rejected -> onRejected(order, rejected.reason(), answer);
            case Outcome.Amended amended -> onAmended(order, amended, answer);
            case Outcome.AmendRejected rejected -> onAmendRejected(order, rejected.reason(), answer);
            case Outcome.CancelRejected rejected ->
                draft.add(stamp -> new OrderCancelRejected(
                        stamp, Orders.withCancelPending(order, false, stamp.at()), rejected.reason(), answer));
        }
    }

    private void onFilled(Order order, Outcome.Filled fill, Answer answer) {
        long notional = Atoms.notional(fill.price(), fill.quantity());
        String quote = Symbols.quote(order.symbol());
        draft.add(stamp -> {
            Order after = Orders.filled(order, fill.quantity(), notional, stamp.at());
            long released = order.reserved() - after.reserved();
            Portfolio before = draft.state().portfolio();
            Portfolio portfolio =
                    before.settle(order.symbol(), order.side(), fill.quantity(), notional, fill.fee(), released);
            String base = Symbols.base(order.symbol());
            return new OrderFilled(
                    stamp,
                    after,
                    TreePMap.<String, Balance>empty()
                            .plus(base, portfolio.balance(base))
                            .plus(quote, portfolio.balance(quote)),
                    portfolio.position(order.symbol()),
                    new Trade(
                            fill.tradeId(),
                            fill.price(),
                            fill.quantity(),
                            fill.fee(),
                            quote,
                            fill.liquidity(),
                            portfolio.position(order.symbol()).realizedPnl()
                                    - before.position(order.symbol()).realizedPnl()),
                    answer);
        });
    }

    private void onCancelled(Order order, Reason reason, Answer answer) {
        draft.add(stamp -> {
            Order closed = Orders.closed(order, OrderStatus.CANCELLED, reason, stamp.at());
            Order after = settlesCancelOf(order) ? Orders.withCancelPending(closed, false, stamp.at()) : closed;
            return new OrderCancelled(stamp, after, released(order, after), answer);
        });
    }

    /** Whether the report answers the very cancel that was asked for this order: then the book owes no further answer to it. */
    private boolean settlesCancelOf(Order order) {
        return answered instanceof BookInstruction.Cancel cancel
                && cancel.key().orderId().equals(order.orderId());
    }

    private void onRejected(Order order, Reason reason, Answer answer) {
        draft.add(stamp -> {
            Order after = Orders.closed(order, OrderStatus.REJECTED, reason, stamp.at());
            return new OrderRejected(stamp, after, released(order, after), 0, answer);
        });
    }

    private void onAmended(Order order, Outcome.Amended amended, Answer answer) {
        draft.add(stamp -> {
            Order after = Orders.amended(order, amended.price(), amended.quantity(), stamp.at());
            return new OrderAmended(stamp, after, released(order, after), answer);
        });
    }

    private void onAmendRejected(Order order, Reason reason, Answer answer) {
        draft.add(stamp -> {
            Order after = Orders.amendRejected(order, stamp.at());
            return new OrderAmendRejected(stamp, after, released(order, after), reason, answer);
        });
    }

    private Map<String, Balance> released(Order before, Order after) {
        long released = before.reserved() - after.reserved();
        if (released == 0) {
            return Map.of();
        }
        String currency = before.reservedCurrency();
        return Map.of(
                currency, draft.state().portfolio().release(currency, released).balance(currency));
    }
}
