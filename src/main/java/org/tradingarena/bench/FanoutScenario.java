package org.tradingarena.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.tradingarena.bench.check.SharedRecord;
import org.tradingarena.bench.report.Latency;
import org.tradingarena.bench.report.Percentiles;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Room;

/**
 * One publication to many subscribers: a trade, timed from the moment at which its order was to be sent until each subscriber has it. A seller
 * offers much at one price beforehand; each publication is one buy order against that, of a quantity that tells it from all others under way.
 */
final class FanoutScenario implements Scenario {
    private static final int SIGN_INS_AT_ONCE = 64;
    private static final int ORDERS_OF_A_PUBLISHER = 400;
    private static final int SAMPLED_BOOKS = 10;
    private static final long LOOK_NANOS = 100_000;
    private static final long HEARTBEAT_MILLIS = 20_000;
    private static final BigDecimal MONEY = BigDecimal.valueOf(5_000_000_000L);

    /**
     * What is asked for.
     *
     * @param isPrivate whether subscribers are clients of the collectives that trade, and get their events, or follow the market
     * @param rate publications a second
     */
    record Options(
            int clients,
            int collectives,
            boolean isPrivate,
            double rate,
            Duration warmUp,
            Duration duration,
            String symbol) {
        int publishers() {
            return Math.max((int) Math.ceil(rate / ORDERS_OF_A_PUBLISHER), isPrivate ? collectives : 1);
        }
    }

    private final Options options;
    private final Latency accepted = new Latency("order accepted");
    private final Lag lag = new Lag();
    private final DueTimes dues = new DueTimes();
    private final Deliveries deliveries;
    private final LongAdder refused = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LongAdder trades = new LongAdder();
    private final List<Member> subscribers = new ArrayList<>();
    private final List<Member> publishers = new ArrayList<>();

    FanoutScenario(Options options) {
        this.options = options;
        this.deliveries = new Deliveries(options.isPrivate(), dues);
    }

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public String title() {
        return String.format(
                Locale.ROOT,
                "%,d subscribers of %s, %,.0f trades/s (open loop) for %d s after %d s of warm-up",
                options.clients(),
                options.isPrivate()
                        ? "private rooms of " + options.collectives() + " collectives"
                        : "market:" + options.symbol(),
                options.rate(),
                options.duration().toSeconds(),
                options.warmUp().toSeconds());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("clients", Integer.toString(options.clients()));
        settings.put("collectives", Integer.toString(options.collectives()));
        settings.put("room", options.isPrivate() ? "private" : "market");
        settings.put("rate", Double.toString(options.rate()));
        settings.put("warm-up", options.warmUp().toString());
        settings.put("duration", options.duration().toString());
        settings.put("symbol", options.symbol());
        return settings;
    }

    @Override
    public int sockets() {
        return options.clients() + options.publishers() + options.collectives() + 1;
    }

    @Override
    public void run(Stage stage, Results results) throws InterruptedException {
        Admin.Market market = stage.admin().market(options.symbol());
        OrdersScenario.requireEmpty(stage, options.symbol());
        Map<String, BigDecimal> deposits = Map.of(market.quote(), MONEY, market.base(), MONEY);
        Team sellers = stage.openTeams(1, "s", deposits).getFirst();
        List<Team> buyers = stage.openTeams(options.isPrivate() ? options.collectives() : 1, "b", deposits);
        List<Team> audience = options.isPrivate() ? buyers : stage.openTeams(options.collectives(), "r", Map.of());
        long seq = stage.admin().book(options.symbol()).seq();
        deliveries.expect(buyers, seq, market.lot());
        ScheduledExecutorService timer =
                Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory());
        Member seller = stage.member(sellers, "seller", new Member.Listener() {});
        Offer offer = new Offer(seller, market);
        try {
            hire(stage, buyers, audience, new SharedRecord(stage.findings(), options.symbol(), seq));
            List<Member> everybody = new ArrayList<>(subscribers);
            everybody.addAll(publishers);
            everybody.add(seller);
            new Heartbeats(everybody, HEARTBEAT_MILLIS, new Latency("heartbeat"), System.nanoTime()).start(timer);
            signInPublishers(stage, timer, seller);
            offer.make(options.rate()
                    * (options.warmUp().toSeconds() + options.duration().toSeconds())
                    * DueTimes.TAGS
                    / 2);
            signInSubscribers(stage, timer);
            Window measured = load(stage, offer);
            verify(stage, buyers, results); // waits for the last deliveries, which count as well
            report(stage, measured, results);
        } finally {
            offer.takeBack(stage);
            timer.shutdownNow();
        }
    }

    private void hire(Stage stage, List<Team> buyers, List<Team> audience, SharedRecord record) {
        for (int i = 0; i < options.publishers(); i++) {
            publishers.add(stage.member(buyers.get(i % buyers.size()), "publisher-" + i, deliveries.publisher()));
        }
        for (int i = 0; i < options.clients(); i++) {
            Member member = stage.member(audience.get(i % audience.size()), "subscriber-" + i, deliveries.subscriber());
            if (!options.isPrivate()) {
                member.follow(new MarketWatch(stage.findings(), member.name(), record, i < SAMPLED_BOOKS));
            }
            subscribers.add(member);
        }
    }

    private void signInPublishers(Stage stage, ScheduledExecutorService timer, Member seller)
            throws InterruptedException {
        List<Member> members = new ArrayList<>(publishers);
        members.add(seller);
        new Arrivals(stage, timer, new Latency("sign-in"))
                .all(members, SIGN_INS_AT_ONCE, member -> member.signIn(null, new Resume.Absent()));
    }

    private void signInSubscribers(Stage stage, ScheduledExecutorService timer) throws InterruptedException {
        List<Room> rooms = options.isPrivate() ? null : List.of(new Room.MarketSymbol(options.symbol()));
        new Arrivals(stage, timer, new Latency("sign-in"))
                .all(subscribers, SIGN_INS_AT_ONCE, member -> member.signIn(rooms, new Resume.Absent()));
        boolean inTime = stage.await(
                Duration.ofSeconds(20),
                () -> "waiting for the books",
                () -> subscribers.stream().allMatch(FanoutScenario::hasBook));
        if (!inTime) {
            throw new BenchException("not every subscriber got a book_snapshot");
        }
    }

    private static boolean hasBook(Member member) {
        MarketWatch watch = member.market();
        return watch == null || watch.hasBegun();
    }

    private Window load(Stage stage, Offer offer) throws InterruptedException {
        long start = System.nanoTime();
        Window measured = new Window(stage, start, options.warmUp(), options.duration());
        deliveries.measure(measured);
        Pacer pacer = new Pacer(new Timeline(start, options.rate()), lag.latency(), measured::includes);
        Thread sender = Thread.ofPlatform().daemon().name("bench-pacer").start(() -> {
            try {
                pacer.run(
                        measured.closes(), stage.stopped(), (number, due) -> publish(stage, offer, pacer, number, due));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        measured.pass("fanout");
        sender.join(Duration.ofSeconds(1));
        sender.interrupt();
        sender.join();
        stage.await(
                stage.drain(),
                () -> "waiting for the last answers",
                () -> publishers.stream().allMatch(Member::isIdle));
        return measured;
    }

    private void publish(Stage stage, Offer offer, Pacer pacer, long number, long due) {
        while (!dues.sent(number, due)) { // an earlier one with this quantity is still on its way to everybody
            if (stage.stopped().getAsBoolean() || Thread.interrupted()) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        Member publisher = publishers.get((int) (number % publishers.size()));
        publisher.ask(offer.taking("p-" + number, DueTimes.tag(number) + 1L), (answer, nanos) -> {
            pacer.answered();
            if (answer.isError()) {
                refused.increment();
                dues.forget(number);
            } else {
                published.increment();
                if (deliveries.includes(due)) {
                    accepted.record(nanos - due);
                }
            }
        });
    }

    private void report(Stage stage, Window measured, Results results) {
        results.figure("deliveries_per_second", "deliveries", measured.traffic().numbered() / measured.seconds(), "/s");
        results.figure(
                "deliveries_per_second_per_subscriber",
                "of a subscriber",
                measured.traffic().numbered() / measured.seconds() / options.clients(),
                "/s");
        results.count("publications", "trades published, warm-up included", published.sum());
        measured.report(results);
        results.figure(
                "server_cpu_seconds_per_million_deliveries",
                "server CPU",
                measured.serverCpuPerMillion(measured.traffic().numbered()),
                "s per million deliveries");
        long conflated =
                subscribers.stream().mapToLong(FanoutScenario::conflated).sum();
        results.count("conflated", "messages that stood for others", conflated);
        Percentiles delivered = results.latency(deliveries.latency());
        results.latency(accepted);
        lag.report(results, delivered);
        warn(stage, results, conflated);
    }

    private void warn(Stage stage, Results results, long conflated) {
        if (conflated > 0) {
            results.warn("subscribers were too slow, or over their rate, " + conflated
                    + " times: what was summed up for them is in no latency");
        }
        if (refused.sum() > 0) {
            results.warn(refused.sum() + " publications were refused: they are in no latency");
        }
        if (deliveries.untimed() > 0) {
            results.warn(deliveries.untimed() + " deliveries could not be told apart: they are in no latency");
        }
        if (stage.stopped().getAsBoolean()) {
            results.warn("stopped before its time");
        }
    }

    private static long conflated(Member member) {
        MarketWatch watch = member.market();
        return watch == null ? 0 : watch.conflated();
    }

    private static long last(Member member) {
        MarketWatch watch = member.market();
        return watch == null ? member.lastSeq() : watch.last();
    }

    private void verify(Stage stage, List<Team> buyers, Results results) throws InterruptedException {
        List<Audit> audits = buyers.stream()
                .map(team -> new Audit(stage, team, event -> {
                    if (event.type().equals("order_filled")) {
                        trades.increment();
                    }
                }))
                .toList();
        Audit.readAll(stage, audits);
        for (Audit audit : audits) {
            List<Member> members = new ArrayList<>(publishers);
            members.addAll(options.isPrivate() ? subscribers : List.of());
            members.removeIf(member -> !member.team().equals(audit.team()));
            audit.compare(members);
        }
        if (!options.isPrivate()) {
            long head = stage.admin().book(options.symbol()).seq();
            stage.await(
                    stage.drain(),
                    () -> "waiting for the last deliveries",
                    () -> subscribers.stream().allMatch(member -> last(member) >= head || !member.isOpen()));
            for (Member member : subscribers) {
                MarketWatch watch = member.market();
                if (watch != null && member.isOpen()) {
                    watch.finish(head, trades.sum());
                }
            }
        }
        results.verified(String.format(
                Locale.ROOT,
                "%,d messages; each subscriber's chain, the same bytes for all, and all %,d trades%s",
                stage.findings().checked(),
                trades.sum(),
                options.isPrivate()
                        ? ""
                        : "; the book of " + Math.min(SAMPLED_BOOKS, options.clients()) + " by its checksums"));
    }
}
