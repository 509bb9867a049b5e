package org.tradingarena.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.check.Resumption;
import org.tradingarena.bench.report.Latency;
import org.tradingarena.bench.wire.Message;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume;

/**
 * A storm: all sessions lose their sockets, miss events, and come back at the same moment. Timed from that moment until each has everything; the
 * record of each must be complete, in order, once, and the same bytes as that of all others of its collective and the journal.
 */
final class ResumeScenario implements Scenario {
    private static final int SIGN_INS_AT_ONCE = 64;
    private static final int UNDER_WAY = 50;
    private static final long HEARTBEAT_MILLIS = 20_000;
    private static final BigDecimal MONEY = BigDecimal.valueOf(1_000_000_000);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * What is asked for.
     *
     * @param missed how many events each session misses, about: a multiple of what an order makes
     */
    record Options(int clients, int collectives, int missed, String symbol) {}

    /** An order that comes to rest and is cancelled makes so many events: accepted, open, asked to go, gone. */
    static final int EVENTS_OF_AN_ORDER = 4;

    private final Options options;
    private final Latency completed = new Latency("back and complete");
    private final Latency signedIn = new Latency("signed in again");
    private final Map<String, LongAdder> sources = new ConcurrentHashMap<>();
    private final LongAdder events = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder complete = new LongAdder();
    private final List<Returner> returners = new ArrayList<>();
    private volatile long storm;
    private volatile long lastComplete;

    ResumeScenario(Options options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "resume";
    }

    @Override
    public String title() {
        return String.format(
                Locale.ROOT,
                "%,d sessions of %,d collectives drop, miss about %,d events each, and come back at once",
                options.clients(),
                options.collectives(),
                options.missed());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("clients", Integer.toString(options.clients()));
        settings.put("collectives", Integer.toString(options.collectives()));
        settings.put("missed", Integer.toString(options.missed()));
        settings.put("symbol", options.symbol());
        return settings;
    }

    @Override
    public int sockets() {
        return options.clients() + 2 * options.collectives();
    }

    @Override
    public void run(Stage stage, Results results) throws InterruptedException {
        Admin.Market market = stage.admin().market(options.symbol());
        OrdersScenario.requireEmpty(stage, options.symbol());
        List<Team> teams =
                stage.openTeams(options.collectives(), "t", Map.of(market.quote(), MONEY, market.base(), MONEY));
        ScheduledExecutorService timer =
                Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory());
        try {
            List<Member> writers = new ArrayList<>();
            teams.forEach(team -> writers.add(stage.member(team, "writer", new Member.Listener() {})));
            for (int i = 0; i < options.clients(); i++) {
                returners.add(new Returner(stage, teams.get(i % teams.size()), "session-" + i));
            }
            List<Member> sessions = returners.stream().map(Returner::member).toList();
            List<Member> everybody = new ArrayList<>(writers);
            everybody.addAll(sessions);
            new Heartbeats(everybody, HEARTBEAT_MILLIS, new Latency("heartbeat"), System.nanoTime()).start(timer);
            new Arrivals(stage, timer, new Latency("sign-in"))
                    .all(everybody, SIGN_INS_AT_ONCE, member -> member.signIn(null, new Resume.Absent()));
            sessions.forEach(Member::cut);
            write(stage, writers, market);
            writers.forEach(Member::close);
            storm(stage, timer, results);
            verify(stage, teams, results);
        } finally {
            timer.shutdownNow();
        }
    }

    /** Each collective's writer places orders that rest, and cancels them, a few under way at a time. */
    private void write(Stage stage, List<Member> writers, Admin.Market market) throws InterruptedException {
        OrderPlan plan = new OrderPlan(market);
        int orders = Math.ceilDiv(options.missed(), EVENTS_OF_AN_ORDER);
        for (int from = 0; from < orders; from += UNDER_WAY) {
            int to = Math.min(orders, from + UNDER_WAY);
            List<CompletableFuture<?>> placed = new ArrayList<>();
            List<CompletableFuture<?>> cancelled = new ArrayList<>();
            for (int i = from; i < to; i++) {
                String id = "m-" + i;
                writers.forEach(writer -> placed.add(writer.ask(plan.far(id, Side.BUY))));
            }
            await("an order", placed);
            for (int i = from; i < to; i++) {
                Request cancel = new Request.CancelOrder(Request.OrderReference.byClientOrderId("m-" + i));
                writers.forEach(writer -> cancelled.add(writer.ask(cancel)));
            }
            await("a cancel", cancelled);
            stage.progress().show("events to be missed: " + to * EVENTS_OF_AN_ORDER + " of " + options.missed());
        }
    }

    private static void await(String what, List<CompletableFuture<?>> all) throws InterruptedException {
        Audit.wait(what, CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    }

    private void storm(Stage stage, ScheduledExecutorService timer, Results results) throws InterruptedException {
        storm = System.nanoTime();
        Window measured = new Window(stage, storm, Duration.ZERO, PATIENCE);
        measured.begin();
        Arrivals arrivals = new Arrivals(stage, timer, signedIn);
        for (Returner returner : returners) {
            arrivals.begin(returner.member(), member -> returner.comeBack(), () -> {});
        }
        stage.await(
                PATIENCE,
                () -> "the storm: " + complete + " of " + options.clients() + " are complete, " + events + " events",
                () -> complete.sum() == options.clients()
                        || arrivals.isFailed()
                        || stage.stopped().getAsBoolean());
        measured.end();
        double seconds = Math.max(1, lastComplete - storm) / 1e9;
        results.figure("storm_seconds", "until the last one was complete", seconds, "s");
        results.figure("sessions_per_second", "sessions back", complete.sum() / seconds, "/s");
        results.figure("replayed_events_per_second", "events replayed", events.sum() / seconds, "/s");
        results.count("replayed_events", "events replayed in all", events.sum());
        results.count("pages", "pages", pages.sum());
        sources.forEach(
                (source, count) -> results.count("from_" + source, "sessions served from the " + source, count.sum()));
        results.count("sign_in_retries", "sign-ins that had to be tried again", arrivals.retries());
        measured.report(results);
        results.latency(completed);
        results.latency(signedIn);
    }

    private void verify(Stage stage, List<Team> teams, Results results) throws InterruptedException {
        for (Returner returner : returners) {
            returner.finish();
        }
        List<Audit> audits =
                teams.stream().map(team -> new Audit(stage, team, event -> {})).toList();
        Audit.readAll(stage, audits);
        for (Audit audit : audits) {
            audit.compare(returners.stream()
                    .map(Returner::member)
                    .filter(member -> member.team().equals(audit.team()))
                    .toList());
        }
        results.verified(String.format(
                Locale.ROOT,
                "%,d records of about %,d missed events each: complete, in order, once, and the same bytes in each collective and its journal",
                returners.size(),
                options.missed()));
    }

    /** A session that goes and comes back. */
    private final class Returner implements Member.Listener {
        private final Stage stage;
        private final Member member;
        private @Nullable Resumption resumption;

        Returner(Stage stage, Team team, String clientId) {
            this.stage = stage;
            this.member = stage.member(team, clientId, this);
        }

        Member member() {
            return member;
        }

        /** From where it is: after a failed try that may be further on. */
        synchronized CompletableFuture<Void> comeBack() {
            resumption = new Resumption(stage.findings(), member.name(), member.lastSeq());
            return member.signIn(null, member.position());
        }

        @Override
        public synchronized void page(Member same, Message page, long eventsInPage, long nanos) {
            Resumption awaited = resumption;
            if (awaited == null) {
                return;
            }
            pages.increment();
            events.add(eventsInPage);
            String outcome = page.text("outcome");
            if (!outcome.equals("replayed") && !outcome.equals("up_to_date")) {
                stage.findings().found(Fault.NO_PAGE, () -> member.name() + " was answered with " + outcome);
            }
            boolean isLast = awaited.page(
                    page.integer("page"),
                    page.integer("from_seq"),
                    page.integer("to_seq"),
                    eventsInPage,
                    page.integer("missed"),
                    page.text("complete").equals("true"));
            if (isLast) {
                sources.computeIfAbsent(page.text("source"), source -> new LongAdder())
                        .increment();
                completed.record(nanos - storm);
                lastComplete = Math.max(lastComplete, nanos);
                complete.increment();
            }
        }

        synchronized void finish() {
            Resumption awaited = resumption;
            if (awaited == null) {
                stage.findings().found(Fault.NO_PAGE, () -> member.name() + " never came back");
            } else {
                awaited.finish();
            }
        }
    }
}
