package org.tradingarena.collective;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.collective.CollectiveIntent.AmendOrder;
import org.tradingarena.collective.CollectiveIntent.CancelOrder;
import org.tradingarena.collective.CollectiveIntent.Open;
import org.tradingarena.collective.CollectiveIntent.OrderReference;
import org.tradingarena.collective.CollectiveIntent.PlaceOrder;
import org.tradingarena.collective.CollectiveIntent.TakeReport;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/** A collective without actor and journal: intents are decided, and what they come to is applied at once. Makers pay 0.1 %, takers 0.2 %. */
final class TestCollective {
    static final String ID = "alpha";
    static final String EPOCH = "3f1c2b6e-8a4d-4d0e-9c57-1f6f0d2b9a11";
    static final String KEY = "key-1";
    static final String BTC = "BTC/USD";
    static final String CLOSED = "SOL/USD";
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final Instruments INSTRUMENTS =
            new Instruments(List.of(instrument(BTC, true), instrument("ETH/USD", true), instrument(CLOSED, false)));
    static final CollectiveLimits LIMITS =
            new CollectiveLimits(1000, 1_000_000, 5000, 16, 100_000, 100, Atoms.of("10000000000"));

    private final CollectiveRules rules;
    private final List<CollectiveEvent> journal = new ArrayList<>();
    private CollectiveState state = CollectiveState.none(ID);
    private List<CollectiveEvent> newest = List.of();
    private Instant now = START;

    TestCollective() {
        this(LIMITS);
    }

    TestCollective(CollectiveLimits limits) {
        rules = new CollectiveRules(INSTRUMENTS, limits);
    }

    /** Open, with 10,000 USD and 10 BTC. */
    static TestCollective funded() {
        return funded(LIMITS);
    }

    static TestCollective funded(CollectiveLimits limits) {
        TestCollective collective = new TestCollective(limits);
        collective.does(opening());
        return collective;
    }

    static Open opening() {
        return new Open(ID, EPOCH, List.of(KEY), Map.of("USD", Atoms.of("10000"), "BTC", Atoms.of("10")));
    }

    private static Instrument instrument(String symbol, boolean open) {
        return new Instrument(
                symbol,
                Atoms.of("0.01"),
                Atoms.of("0.0001"),
                Atoms.of("0.0001"),
                Atoms.of("1000000"),
                Atoms.of("100000000"),
                50_000,
                1_000,
                2_000,
                open);
    }

    CollectiveState state() {
        return state;
    }

    /** Goes on from another state, as after a recovery. */
    void goOnFrom(CollectiveState recovered) {
        state = recovered;
    }

    List<CollectiveEvent> journal() {
        return journal;
    }

    /** The events of the last intent. */
    List<CollectiveEvent> newest() {
        return newest;
    }

    CollectiveEvent newestEvent() {
        return newest.getLast();
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Verdict does(CollectiveIntent intent) {
        Decision decision = decide(intent);
        newest = decision.events();
        for (CollectiveEvent event : newest) {
            state = state.apply(event);
            journal.add(event);
        }
        return decision.verdict();
    }

    Decision decide(CollectiveIntent intent) {
        return rules.decide(state, intent, now);
    }

    /** The order of a client's id, which must be in memory. */
    Order order(String clientOrderId) {
        CommandLog.Fate fate = state.commands().find(clientOrderId);
        if (fate == null) {
            throw new AssertionError("no order " + clientOrderId);
        }
        return state.order(fate.orderId()).orElseThrow();
    }

    /** The book reports on something that it was not asked by this collective. */
    Verdict hears(Outcome... outcomes) {
        return does(report(0, outcomes));
    }

    /** The book answers the oldest instruction that it has not answered. */
    Verdict hearsAnswer(Outcome... outcomes) {
        return does(
                report(unanswered().isEmpty() ? 0 : channel().out().pending().firstKey(), outcomes));
    }

    TakeReport report(long answered, Outcome... outcomes) {
        return report(channel().in().last() + 1, answered, outcomes);
    }

    TakeReport report(long number, long answered, Outcome... outcomes) {
        return new TakeReport(new Report(BTC, ID, number, answered, List.of(outcomes), now));
    }

    Channel channel() {
        return state.channel(BTC);
    }

    List<BookInstruction> unanswered() {
        return List.copyOf(channel().out().unanswered());
    }

    long available(String currency) {
        return state.portfolio().balance(currency).available();
    }

    long reserved(String currency) {
        return state.portfolio().balance(currency).reserved();
    }

    Outcome.Filled fill(String clientOrderId, String price, String quantity, String fee) {
        return new Outcome.Filled(
                order(clientOrderId).orderId(),
                "t-" + (state.seq() + 1),
                Atoms.of(price),
                Atoms.of(quantity),
                Atoms.of(fee),
                Liquidity.MAKER);
    }

    Outcome.Opened open(String clientOrderId) {
        return new Outcome.Opened(order(clientOrderId).orderId());
    }

    Outcome.Cancelled cancelled(String clientOrderId, Reason reason) {
        return new Outcome.Cancelled(order(clientOrderId).orderId(), reason);
    }

    static PlaceOrder buy(String clientOrderId, String price, String quantity) {
        return limit(clientOrderId, Side.BUY, price, quantity);
    }

    static PlaceOrder sell(String clientOrderId, String price, String quantity) {
        return limit(clientOrderId, Side.SELL, price, quantity);
    }

    static PlaceOrder limit(String clientOrderId, Side side, String price, String quantity) {
        return order(clientOrderId, BTC, side, OrderType.LIMIT, price, quantity, TimeInForce.GTC);
    }

    static PlaceOrder market(String clientOrderId, Side side, String quantity) {
        return order(clientOrderId, BTC, side, OrderType.MARKET, "0", quantity, TimeInForce.IOC);
    }

    static PlaceOrder order(
            String id, String symbol, Side side, OrderType type, String price, String quantity, TimeInForce inForce) {
        return new PlaceOrder(
                "bot",
                id,
                symbol,
                side,
                type,
                Atoms.of(quantity),
                Atoms.of(price),
                inForce,
                false,
                (symbol + side + type + price + quantity + inForce).hashCode(),
                0);
    }

    static CancelOrder cancel(String clientOrderId) {
        return new CancelOrder(byClientId(clientOrderId), Reason.CLIENT_CANCELLED);
    }

    static AmendOrder amend(String clientOrderId, String price, String quantity) {
        return new AmendOrder(byClientId(clientOrderId), Atoms.of(price), Atoms.of(quantity));
    }

    static OrderReference byClientId(String clientOrderId) {
        return new OrderReference(null, clientOrderId);
    }
}
