package org.tradingarena.clearing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.SimulatedCollective;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.RestingOrder;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.Symbols;
import org.tradingarena.market.SimulatedBook;

/** What holds between collectives and books whatever happens. Throws {@link AssertionError} where it does not. */
final class ClearingInvariants {
    private final Collection<SimulatedCollective> collectives;
    private final Collection<SimulatedBook> books;
    private final Map<String, Integer> looked = new HashMap<>();
    private final Map<String, Set<String>> accepted = new HashMap<>();

    ClearingInvariants(Collection<SimulatedCollective> collectives, Collection<SimulatedBook> books) {
        this.collectives = collectives;
        this.books = books;
    }

    /** After each step. */
    void check() {
        Map<String, Long> owned = new HashMap<>();
        Map<String, Long> deposited = new HashMap<>();
        for (SimulatedCollective collective : collectives) {
            checkReservations(collective);
            checkOrderIds(collective);
            collective.balances().forEach((currency, balance) -> owned.merge(currency, balance.total(), Long::sum));
            collective.deposited().forEach((currency, amount) -> deposited.merge(currency, amount, Long::sum));
            books.forEach(book -> addUntaken(owned, collective, book));
        }
        books.forEach(book -> owned.merge(Symbols.quote(book.name()), book.fees(), Long::sum));
        if (!owned.equals(deposited)) {
            throw new AssertionError("deposited were " + deposited + ", owned are " + owned);
        }
    }

    private static void checkReservations(SimulatedCollective collective) {
        Map<String, Long> needed = new HashMap<>();
        for (Order order : collective.working()) {
            needed.merge(order.reservedCurrency(), order.reserved(), Long::sum);
        }
        collective.balances().forEach((currency, balance) -> {
            if (balance.reserved() != needed.getOrDefault(currency, 0L)) {
                throw new AssertionError(collective.name() + " has reserved " + balance + " " + currency
                        + ", its working orders " + needed.get(currency));
            }
            if (balance.reserved() < 0 || balance.reserved() > balance.total()) {
                throw new AssertionError(collective.name() + " has an impossible " + balance);
            }
        });
        if (!collective.balances().keySet().containsAll(needed.keySet())) {
            throw new AssertionError(collective.name() + " reserves " + needed + " of " + collective.balances());
        }
    }

    /** No client order id is accepted twice. */
    private void checkOrderIds(SimulatedCollective collective) {
        List<CollectiveEvent> journal = collective.journaled();
        Set<String> known = accepted.computeIfAbsent(collective.name(), name -> new HashSet<>());
        for (int i = looked.getOrDefault(collective.name(), 0); i < journal.size(); i++) {
            if (journal.get(i) instanceof CollectiveEvent.OrderAccepted event
                    && !known.add(event.order().clientOrderId())) {
                throw new AssertionError(collective.name() + " accepts twice: " + event);
            }
        }
        looked.put(collective.name(), journal.size());
    }

    /** What a book has done and the collective has not yet journaled: all of it must still be there to be told. */
    private static void addUntaken(Map<String, Long> owned, SimulatedCollective collective, SimulatedBook book) {
        long taken = collective.reportsTaken(book.name());
        for (Report report : book.unconfirmed(collective.name())) {
            if (report.number() > taken) {
                if (report.number() != ++taken) {
                    throw new AssertionError(book.name() + " has lost a report before " + report);
                }
                report.outcomes().forEach(outcome -> addUntaken(owned, collective, outcome));
            }
        }
        if (taken != book.lastReport(collective.name())) {
            throw new AssertionError(collective.name() + " has taken report " + taken + " of " + book.name()
                    + ", which made " + book.lastReport(collective.name()));
        }
    }

    private static void addUntaken(Map<String, Long> owned, SimulatedCollective collective, Outcome outcome) {
        if (outcome instanceof Outcome.Filled fill) {
            Order order = collective.order(fill.orderId());
            long notional = Atoms.notional(fill.price(), fill.quantity());
            long sign = order.side() == Side.BUY ? 1 : -1;
            owned.merge(Symbols.base(order.symbol()), sign * fill.quantity(), Long::sum);
            owned.merge(Symbols.quote(order.symbol()), -sign * notional - fill.fee(), Long::sum);
        }
    }

    /** When nothing is under way any more. */
    void checkAtRest() {
        Set<String> resting = new TreeSet<>();
        Set<String> working = new TreeSet<>();
        for (SimulatedBook book : books) {
            for (RestingOrder order : book.orders()) {
                resting.add(String.join(
                        " ",
                        book.name(),
                        order.key().collective(),
                        order.key().orderId(),
                        order.side().name(),
                        Atoms.text(order.price()),
                        Atoms.text(order.remaining())));
            }
        }
        for (SimulatedCollective collective : collectives) {
            for (Order order : collective.working()) {
                working.add(String.join(
                        " ",
                        order.symbol(),
                        collective.name(),
                        order.orderId(),
                        order.side().name(),
                        Atoms.text(order.price()),
                        Atoms.text(order.remaining())));
                if (order.hasPendingRequest() || order.status() == OrderStatus.PENDING) {
                    throw new AssertionError("at rest, and still waiting for the book: " + order);
                }
            }
        }
        if (!resting.equals(working)) {
            throw new AssertionError("the books have " + new ArrayList<>(resting) + ", the collectives " + working);
        }
    }
}
