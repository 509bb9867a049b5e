package org.tradingarena.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveEvent.OrderEvent;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveLimits;
import org.tradingarena.collective.CollectiveRules;
import org.tradingarena.collective.CollectiveState;
import org.tradingarena.collective.Decision;
import org.tradingarena.collective.Verdict;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.Reason;
import org.tradingarena.protocol.CommandFate;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.StateDocument;
import org.tradingarena.protocol.StateView;
import org.tradingarena.session.EventRendering;
import org.tradingarena.session.Parts;
import org.tradingarena.session.RenderedEvent;

/** The truth that a simulated client is held to: one collective by the arena's own rules, its journal, and a book that does anything it may. */
final class ModelArena {
    static final String COLLECTIVE = "alpha";
    static final String SYMBOL = "BTC/USD";
    static final Instruments INSTRUMENTS = new Instruments(List.of(instrument()));

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final CollectiveRules RULES = new CollectiveRules(
            INSTRUMENTS, new CollectiveLimits(1000, 10_000, 5000, 16, 100_000, 100, Atoms.of("10000000000")));

    private final SplittableRandom random;
    private final List<CollectiveEvent> journal = new ArrayList<>();
    private final List<StateView> views = new ArrayList<>();
    private final Map<Long, String> hashes = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, CommandFate> commands = new LinkedHashMap<>();
    private final Deque<OrderEvent> unanswered = new ArrayDeque<>();
    private CollectiveState state = CollectiveState.none(COLLECTIVE);
    private Instant time = START;
    private long reports;
    private int epochs;
    private int keys;

    ModelArena(SplittableRandom random) {
        this.random = random;
        begin();
    }

    private static Instrument instrument() {
        return new Instrument(
                SYMBOL,
                Atoms.of("0.01"),
                Atoms.of("0.0001"),
                Atoms.of("0.0001"),
                Atoms.of("1000"),
                Atoms.of("1000000"),
                50_000,
                0,
                0,
                true);
    }

    /** Another stream takes the place of this one, as after a restore. */
    void begin() {
        journal.clear();
        views.clear();
        texts.clear();
        hashes.clear();
        orders.clear();
        commands.clear();
        unanswered.clear();
        reports = 0;
        state = CollectiveState.none(COLLECTIVE);
        submit(new CollectiveIntent.Open(
                COLLECTIVE,
                "epoch-" + ++epochs,
                List.of("key"),
                Map.of("USD", Atoms.of("3000"), "BTC", Atoms.of("20"))));
    }

    Verdict submit(CollectiveIntent intent) {
        time = time.plus(Duration.ofMillis(1));
        Decision decision = RULES.decide(state, intent, time);
        for (CollectiveEvent event : decision.events()) {
            state = state.apply(event);
            journal.add(event);
            note(event);
            views.add(view());
            texts.add(EventRendering.render(event, Parts.BOTH)
                    .map(RenderedEvent::json)
                    .orElse(""));
        }
        return decision.verdict();
    }

    private void note(CollectiveEvent event) {
        if (!(event instanceof OrderEvent about)) {
            return;
        }
        Order order = about.order();
        orders.put(order.orderId(), order);
        if (event instanceof CollectiveEvent.OrderRejected rejected && rejected.answer() == null) {
            commands.put(
                    order.clientOrderId(),
                    CommandFate.rejected(order.clientOrderId(), order, ErrorCode.INSUFFICIENT_FUNDS));
        } else {
            CommandFate fate = CommandFate.accepted(order);
            commands.put(order.clientOrderId(), fate);
        }
        if (event.command() > 0) {
            unanswered.add(about);
        }
    }

    private StateView view() {
        List<CommandFate> newest = new ArrayList<>(commands.values());
        Collections.reverse(newest);
        return new StateView(
                COLLECTIVE,
                epoch(),
                head(),
                journal.getLast().stamp().at(),
                state.portfolio().balances(),
                state.portfolio().positions(),
                orders.values().stream().filter(Order::isWorking).toList(),
                newest.subList(0, Math.min(4, newest.size()))); // far fewer than 100, so that lookups need pages
    }

    /** Something happens that no client asked for. */
    void happen() {
        switch (random.nextInt(8)) {
            case 0 -> submit(new CollectiveIntent.Deposit("deposit-" + head(), "USD", Atoms.of("10")));
            case 1 -> submit(new CollectiveIntent.AddKeys(List.of("key-" + ++keys)));
            case 2, 3 -> trade();
            default -> answer();
        }
    }

    /** The book answers the oldest command. */
    private void answer() {
        OrderEvent asked = unanswered.poll();
        if (asked == null) {
            return;
        }
        Order order = orders.get(asked.order().orderId());
        String id = order.orderId();
        List<Outcome> outcomes = new ArrayList<>();
        if (asked instanceof CollectiveEvent.OrderCancelRequested) {
            outcomes.add(
                    order.isWorking()
                            ? new Outcome.Cancelled(id, Reason.CLIENT_CANCELLED)
                            : new Outcome.CancelRejected(id, Reason.ORDER_CLOSED));
        } else {
            switch (random.nextInt(4)) {
                case 0 -> outcomes.add(new Outcome.Rejected(id, Reason.POST_ONLY_WOULD_CROSS));
                case 1 -> outcomes.add(fill(order, order.remaining()));
                case 2 -> {
                    if (order.remaining() > Atoms.of("0.0001")) {
                        outcomes.add(fill(order, Atoms.of("0.0001")));
                    }
                    outcomes.add(new Outcome.Opened(id));
                }
                default -> outcomes.add(new Outcome.Opened(id));
            }
        }
        report(asked.command(), outcomes);
    }

    private static Outcome fill(Order order, long quantity) {
        return new Outcome.Filled(
                order.orderId(), "trade-" + order.orderId(), order.price(), quantity, 0, Liquidity.MAKER);
    }

    private void trade() {
        orders.values().stream()
                .filter(order -> order.isWorking() && !order.status().name().equals("PENDING"))
                .findFirst()
                .ifPresent(order -> report(0, List.of(fill(order, order.remaining()))));
    }

    private void report(long answered, List<Outcome> outcomes) {
        submit(new CollectiveIntent.TakeReport(new Report(SYMBOL, COLLECTIVE, ++reports, answered, outcomes, time)));
    }

    // What there is to know.

    String epoch() {
        return "epoch-" + epochs;
    }

    long head() {
        return journal.size();
    }

    Instant time() {
        return time;
    }

    StateView state() {
        return views.getLast();
    }

    StateView stateAt(long seq) {
        return views.get((int) seq - 1);
    }

    String hashAt(long seq) {
        return hashes.computeIfAbsent(seq, known -> StateDocument.hash(stateAt(known)));
    }

    /** The event's text; empty if no client sees it. */
    String text(long seq) {
        return texts.get((int) seq - 1);
    }

    /** The greatest seq up to this one, that one included, that a client sees. */
    long lastShown(long seq) {
        for (long shown = seq; shown > 0; shown--) {
            if (!text(shown).isEmpty()) {
                return shown;
            }
        }
        return 0;
    }

    /** All orders, newest first. */
    List<Order> newestOrders() {
        List<Order> newest = new ArrayList<>(orders.values());
        Collections.reverse(newest);
        return newest;
    }

    /** How often each client order id was accepted, in this stream. */
    Map<String, Integer> accepted() {
        Map<String, Integer> accepted = new TreeMap<>();
        for (CollectiveEvent event : journal) {
            if (event instanceof CollectiveEvent.OrderAccepted order) {
                accepted.merge(order.order().clientOrderId(), 1, Integer::sum);
            }
        }
        return accepted;
    }

    boolean knows(String clientOrderId) {
        return commands.containsKey(clientOrderId);
    }
}
