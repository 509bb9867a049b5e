package org.tradingarena.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tradingarena.bench.probe.ServerProbe.Memory;
import org.tradingarena.bench.report.Latency;
import org.tradingarena.protocol.Resume;

/**
 * Sockets that do nothing: what signing in costs, what a signed-in socket costs while it only says that it lives, and whether it lives indeed.
 * At the end each collective gets deposits, whose events every one of its sockets must have.
 */
final class IdleScenario implements Scenario {
    private static final BigDecimal DEPOSIT = BigDecimal.ONE;
    private static final int DEPOSITS = 3;

    /**
     * What is asked for.
     *
     * @param signInsAtOnce how many handshakes are under way together
     * @param heartbeat each socket's period
     */
    record Options(int clients, int collectives, int signInsAtOnce, Duration heartbeat, Duration duration) {}

    private final Options options;
    private final Latency signedIn = new Latency("connect and sign in");
    private final Latency heartbeats = new Latency("heartbeat");
    private final Latency woken = new Latency("event after idling");
    private final List<Member> members = new ArrayList<>();
    private final Map<Team, Long> deposited = new ConcurrentHashMap<>();
    private final Map<Member, Long> events = new ConcurrentHashMap<>();

    IdleScenario(Options options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return String.format(
                Locale.ROOT,
                "%,d sockets of %,d collectives, idle for %d s, a heartbeat every %.1f s",
                options.clients(),
                options.collectives(),
                options.duration().toSeconds(),
                options.heartbeat().toMillis() / 1000.0);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("clients", Integer.toString(options.clients()));
        settings.put("collectives", Integer.toString(options.collectives()));
        settings.put("sign-ins-at-once", Integer.toString(options.signInsAtOnce()));
        settings.put("heartbeat", options.heartbeat().toString());
        settings.put("duration", options.duration().toString());
        return settings;
    }

    @Override
    public int sockets() {
        return options.clients() + options.collectives();
    }

    @Override
    public void run(Stage stage, Results results) throws InterruptedException {
        List<Team> teams = stage.openTeams(options.collectives(), "i", Map.of());
        for (int i = 0; i < options.clients(); i++) {
            members.add(stage.member(teams.get(i % teams.size()), "idler-" + i, new Listener()));
        }
        ScheduledExecutorService timer =
                Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory());
        try {
            Memory before = stage.probe().memory();
            OptionalDouble cpuBefore = stage.probe().cpuSeconds();
            Heartbeats meanwhile = new Heartbeats(
                    members, options.heartbeat().toMillis(), new Latency("heartbeat"), System.nanoTime());
            meanwhile.start(timer);
            signIn(stage, timer, results);
            meanwhile.stop();
            OptionalDouble cpuAfter = stage.probe().cpuSeconds();
            results.figure(
                    "server_cpu_milliseconds_per_sign_in",
                    "server CPU",
                    each(cpuBefore, cpuAfter, 1000),
                    "ms a sign-in");
            idle(stage, timer, results);
            memory(before, stage.probe().memory(), results);
            wake(stage, teams, results);
        } finally {
            timer.shutdownNow();
        }
    }

    private long events(Member member) {
        return events.getOrDefault(member, 0L);
    }

    private final class Listener implements Member.Listener {
        @Override
        public void event(Member member, org.tradingarena.bench.wire.Message event, long nanos) {
            events.merge(member, 1L, Long::sum);
            woken.record(nanos - deposited.getOrDefault(member.team(), nanos));
        }
    }

    private OptionalDouble each(OptionalDouble before, OptionalDouble after, double factor) {
        return before.isPresent() && after.isPresent()
                ? OptionalDouble.of((after.getAsDouble() - before.getAsDouble()) * factor / options.clients())
                : OptionalDouble.empty();
    }

    private void signIn(Stage stage, ScheduledExecutorService timer, Results results) throws InterruptedException {
        long began = System.nanoTime();
        Arrivals arrivals = new Arrivals(stage, timer, signedIn);
        arrivals.all(members, options.signInsAtOnce(), member -> member.signIn(null, new Resume.Absent()));
        double seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
        results.figure(
                "sign_ins_per_second",
                "sign-ins, " + options.signInsAtOnce() + " at once",
                options.clients() / seconds,
                "/s");
        results.count("sign_in_retries", "sign-ins that had to be tried again", arrivals.retries());
    }

    private void idle(Stage stage, ScheduledExecutorService timer, Results results) throws InterruptedException {
        long start = System.nanoTime();
        Heartbeats beats = new Heartbeats(members, options.heartbeat().toMillis(), heartbeats, start);
        beats.start(timer);
        Window measured = new Window(stage, start, Duration.ZERO, options.duration());
        measured.pass("idling");
        beats.stop();
        stage.await(
                stage.drain(),
                () -> "waiting for the last answers",
                () -> members.stream().allMatch(Member::isIdle));
        measured.report(results);
        results.latency(signedIn);
        results.latency(heartbeats);
        if (stage.stopped().getAsBoolean()) {
            results.warn("stopped before its time");
        }
    }

    private void memory(Memory before, Memory after, Results results) {
        each(before.liveHeap(), after.liveHeap())
                .ifPresent(kib -> results.figure(
                        "server_heap_bytes_per_connection",
                        "server memory, live heap",
                        kib * 1024,
                        "bytes a connection"));
        each(before.resident(), after.resident())
                .ifPresent(kib -> results.figure(
                        "server_resident_bytes_per_connection",
                        "server memory, resident (grows in steps)",
                        kib * 1024,
                        "bytes a connection"));
        if (before.liveHeap().isEmpty()) {
            results.warn(
                    "the server's process was not found, or is another user's: its memory is left out (--pid names it)");
        }
    }

    private OptionalDouble each(OptionalLong before, OptionalLong after) {
        return before.isPresent() && after.isPresent()
                ? OptionalDouble.of((after.getAsLong() - before.getAsLong()) / 1024.0 / options.clients())
                : OptionalDouble.empty();
    }

    /** A socket that is dead without knowing it gets no event. */
    private void wake(Stage stage, List<Team> teams, Results results) throws InterruptedException {
        for (int i = 0; i < DEPOSITS; i++) {
            long expected = i + 1L;
            for (Team team : teams) {
                deposited.put(team, System.nanoTime());
                stage.admin().deposit(team, "deposit-" + i, "USD", DEPOSIT);
            }
            stage.await(
                    stage.drain(),
                    () -> "waiting for the deposits' events",
                    () -> members.stream().allMatch(member -> events(member) >= expected || !member.isOpen()));
        }
        List<Audit> audits =
                teams.stream().map(team -> new Audit(stage, team, event -> {})).toList();
        Audit.readAll(stage, audits);
        for (Audit audit : audits) {
            audit.compare(members.stream()
                    .filter(member -> member.team().equals(audit.team()))
                    .toList());
        }
        results.latency(woken);
        results.verified(String.format(
                Locale.ROOT,
                "an answer to each heartbeat, no socket ended, and the events of %d deposits came to each of %,d sockets",
                DEPOSITS,
                members.size()));
    }
}
