package org.tradingarena.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tradingarena.bench.check.Ledger;
import org.tradingarena.bench.report.Latency;
import org.tradingarena.bench.report.Percentiles;
import org.tradingarena.bench.wire.JsonSlice;
import org.tradingarena.bench.wire.Message;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume;

/**
 * Durable orders: how long from the moment at which an order was to be sent until the server has it for good. Afterwards every acknowledged
 * order must be in the journal, every client must have all events of its collective, and no money may be missing.
 */
final class OrdersScenario implements Scenario {
    private static final int SIGN_INS_AT_ONCE = 64;
    private static final long HEARTBEAT_MILLIS = 20_000;
    private static final BigDecimal MONEY = BigDecimal.valueOf(1_000_000_000);
    /** From so many more resting orders of one side on, it sends orders that do not rest. */
    private static final int UNBALANCED = 100;

    /**
     * What is asked for.
     *
     * @param rate requests a second over all clients; 0 with a window
     * @param window how many requests each client keeps under way (closed loop); 0 with a rate
     */
    record Options(
            int clients, int collectives, double rate, int window, Duration warmUp, Duration duration, String symbol) {}

    private final Options options;
    private final Latency placed = new Latency("order accepted");
    private final Latency cancelled = new Latency("cancel accepted");
    private final Lag lag = new Lag();
    private final LongAdder completed = new LongAdder();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final AtomicLong unbalanced = new AtomicLong();
    private final AtomicLong next = new AtomicLong();
    private final List<Trader> all = new ArrayList<>();
    private final List<Trader> sellers = new ArrayList<>();
    private final List<Trader> buyers = new ArrayList<>();
    private volatile @Nullable OrderPlan plan;
    private volatile @Nullable Window window;
    private volatile boolean over;

    OrdersScenario(Options options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public String title() {
        String load = options.window() == 0
                ? String.format(Locale.ROOT, "%,.0f requests/s (open loop)", options.rate())
                : "each with " + options.window()
                        + " under way (closed loop: timed from the sending, not from a schedule)";
        return String.format(
                Locale.ROOT,
                "%,d clients of %d collectives, %s for %d s after %d s of warm-up",
                options.clients(),
                options.collectives(),
                load,
                options.duration().toSeconds(),
                options.warmUp().toSeconds());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("clients", Integer.toString(options.clients()));
        settings.put("collectives", Integer.toString(options.collectives()));
        settings.put("rate", Double.toString(options.rate()));
        settings.put("window", Integer.toString(options.window()));
        settings.put("warm-up", options.warmUp().toString());
        settings.put("duration", options.duration().toString());
        settings.put("symbol", options.symbol());
        return settings;
    }

    @Override
    public int sockets() {
        return options.clients() + options.collectives();
    }

    @Override
    public void run(Stage stage, Results results) throws InterruptedException {
        Admin.Market market = stage.admin().market(options.symbol());
        requireEmpty(stage, options.symbol());
        plan = new OrderPlan(market);
        Ledger ledger = new Ledger();
        stage.admin().fees().forEach((currency, amount) -> ledger.found(currency, amount.negate()));
        Map<String, BigDecimal> deposits = Map.of(market.quote(), MONEY, market.base(), MONEY);
        List<Team> teams = stage.openTeams(options.collectives(), "t", deposits);
        teams.forEach(team -> deposits.forEach(ledger::deposited));
        ScheduledExecutorService timer =
                Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory());
        try {
            hire(stage, teams);
            List<Member> members = all.stream().map(Trader::member).toList();
            new Heartbeats(members, HEARTBEAT_MILLIS, new Latency("heartbeat"), System.nanoTime()).start(timer);
            new Arrivals(stage, timer, new Latency("sign-in"))
                    .all(members, SIGN_INS_AT_ONCE, member -> member.signIn(null, new Resume.Absent()));
            load(stage, results);
            settle(stage, teams);
            verify(stage, teams, ledger, results);
        } finally {
            timer.shutdownNow();
        }
    }

    /** Bench trades at prices of its own, which is not for a market in which others trade. */
    static void requireEmpty(Stage stage, String symbol) {
        if (!stage.admin().book(symbol).isEmpty()) {
            throw new BenchException(
                    "the book of " + symbol + " is not empty, and bench would trade with the orders of others there. "
                            + "Use a server of its own (without --demo), or another --symbol.");
        }
    }

    /** Even collectives sell and odd ones buy, so that nobody meets an order of their own. */
    private void hire(Stage stage, List<Team> teams) {
        for (int i = 0; i < options.clients(); i++) {
            Side side = i % teams.size() % 2 == 0 ? Side.SELL : Side.BUY;
            Member member = stage.member(teams.get(i % teams.size()), "trader-" + i, new Member.Listener() {});
            Trader trader = new Trader(member, side, i);
            all.add(trader);
            (side == Side.SELL ? sellers : buyers).add(trader);
        }
    }

    private void load(Stage stage, Results results) throws InterruptedException {
        long start = System.nanoTime();
        Window measured = new Window(stage, start, options.warmUp(), options.duration());
        window = measured;
        if (options.window() == 0) {
            openLoop(stage, start, measured);
        } else {
            all.forEach(trader -> {
                for (int i = 0; i < options.window(); i++) {
                    goOn(trader);
                }
            });
            measured.pass("orders");
        }
        over = true;
        stage.await(
                stage.drain(),
                () -> "waiting for the last answers",
                () -> all.stream().allMatch(trader -> trader.member().isIdle()));
        report(stage, results, measured);
    }

    private void openLoop(Stage stage, long start, Window measured) throws InterruptedException {
        Pacer pacer = new Pacer(new Timeline(start, options.rate()), lag.latency(), measured::includes);
        Thread sender = Thread.ofPlatform().daemon().name("bench-pacer").start(() -> {
            try {
                pacer.run(measured.closes(), stage.stopped(), (number, due) -> send(number, due, pacer::answered));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        measured.pass("orders");
        sender.join(Duration.ofSeconds(1));
        sender.interrupt();
        sender.join();
    }

    private void send(long number, long due, Runnable then) {
        OrderPlan.Step step = OrderPlan.step(number);
        List<Trader> side = OrderPlan.side(number) == Side.SELL ? sellers : buyers;
        List<Trader> candidates = step == OrderPlan.Step.CROSS ? side : all;
        act(candidates.get(OrderPlan.trader(number, candidates.size())), step, due, then);
    }

    /** Closed loop: the next request as soon as there is an answer. */
    private void goOn(Trader trader) {
        if (!over) {
            OrderPlan.Step step = OrderPlan.step(next.getAndIncrement());
            act(trader, step, System.nanoTime(), () -> goOn(trader));
        }
    }

    private void act(Trader trader, OrderPlan.Step step, long due, Runnable then) {
        OrderPlan orders = java.util.Objects.requireNonNull(plan);
        String resting = step == OrderPlan.Step.CANCEL ? trader.takeResting() : null;
        if (resting != null) {
            Request cancel = new Request.CancelOrder(Request.OrderReference.byClientOrderId(resting));
            trader.member()
                    .ask(cancel, (answer, nanos) -> answered(answer, nanos - due, due, cancelled, then, () -> {}));
            return;
        }
        String id = trader.nextOrderId();
        boolean rests = step == OrderPlan.Step.REST;
        Request.PlaceOrder order = rests
                ? orders.far(id, trader.side())
                : orders.crossing(id, trader.side(), mayRest(trader.side(), step));
        Runnable accepted = () -> trader.acknowledged(id, rests);
        trader.member().ask(order, (answer, nanos) -> answered(answer, nanos - due, due, placed, then, accepted));
    }

    private boolean mayRest(Side side, OrderPlan.Step step) {
        int sign = side == Side.SELL ? 1 : -1;
        if (step == OrderPlan.Step.CANCEL || sign * unbalanced.get() > UNBALANCED) {
            return false;
        }
        unbalanced.addAndGet(sign);
        return true;
    }

    private void answered(Message answer, long took, long due, Latency latency, Runnable then, Runnable accepted) {
        if (answer.isError()) {
            refusals.computeIfAbsent(answer.errorCode(), code -> new LongAdder())
                    .increment();
        } else {
            accepted.run();
            Window measured = window;
            if (measured != null && measured.includes(due)) {
                completed.increment();
                latency.record(took);
            }
        }
        then.run();
    }

    private void report(Stage stage, Results results, Window measured) {
        double seconds = measured.seconds();
        results.figure("requests_per_second", "orders and cancels accepted", completed.sum() / seconds, "/s");
        measured.report(results);
        results.figure(
                "server_cpu_seconds_per_million_requests",
                "server CPU",
                measured.serverCpuPerMillion(completed.sum()),
                "s per million orders and cancels");
        Percentiles accepted = results.latency(placed);
        results.latency(cancelled);
        if (options.window() == 0) {
            lag.report(results, accepted);
        }
        refusals.forEach((code, count) -> {
            results.count("refused_" + code.toLowerCase(Locale.ROOT), "refused with " + code, count.sum());
            results.warn(count + " requests were refused with " + code + ": they are in no latency");
        });
        if (stage.stopped().getAsBoolean()) {
            results.warn("stopped before its time");
        }
    }

    /** Takes what rests out of the book, so that the next run finds it empty. */
    private void settle(Stage stage, List<Team> teams) throws InterruptedException {
        for (Team team : teams) {
            for (Trader trader : all) {
                if (trader.member().team().equals(team)) {
                    trader.member().ask(new Request.CancelAllOrders(null), (answer, nanos) -> {});
                    break;
                }
            }
        }
        stage.await(
                stage.drain(),
                () -> "taking back what rests",
                () -> all.stream().allMatch(trader -> trader.member().isIdle())
                        && stage.admin().book(options.symbol()).isEmpty());
    }

    private void verify(Stage stage, List<Team> teams, Ledger ledger, Results results) throws InterruptedException {
        List<Audit> audits = teams.stream()
                .map(team -> new Audit(stage, team, this::journaled))
                .toList();
        Audit.readAll(stage, audits);
        long events = 0;
        for (Audit audit : audits) {
            audit.compare(all.stream()
                    .map(Trader::member)
                    .filter(member -> member.team().equals(audit.team()))
                    .toList());
            count(Audit.wait("the balances", audit.auditor().ask(new Request.GetBalances())), ledger);
            events += audit.events();
        }
        all.forEach(trader -> trader.compare(stage.findings()));
        stage.admin().fees().forEach(ledger::found);
        ledger.compare(stage.findings());
        long acknowledged = all.stream().mapToLong(Trader::acknowledgements).sum();
        results.verified(String.format(
                Locale.ROOT,
                "%,d acknowledged orders against %,d events of %d journals, every event at every client, all money",
                acknowledged,
                events,
                teams.size()));
    }

    private void journaled(Message event) {
        if (event.type().equals("order_accepted")) {
            String id = event.text("order", "client_order_id");
            int trader = Trader.traderOf(id);
            if (trader >= 0 && trader < all.size()) {
                all.get(trader).journaled(id);
            }
        }
    }

    private static void count(JsonSlice balances, Ledger ledger) {
        JsonSlice currencies = balances.find("balances");
        if (currencies != null) {
            currencies.members((currency, balance) -> {
                JsonSlice total = balance.find("total");
                if (total != null) {
                    ledger.found(currency.text(), new BigDecimal(total.text()));
                }
            });
        }
    }
}
