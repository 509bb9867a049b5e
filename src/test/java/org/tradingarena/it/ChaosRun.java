package org.tradingarena.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.ConnectionState.Transport;

/**
 * Clients of the library trade with each other through a {@link ChaosProxy} while the server is killed and started again; then everything
 * comes to rest, and {@link ChaosJudge} holds what the clients were told against what the server has.
 */
final class ChaosRun implements AutoCloseable {
    /** Half-open connections are to be found within the run, by either side. */
    private static final String HEARTBEATS = """
            arena.gateway.heartbeat-interval = 400ms
            arena.session.heartbeat-timeout = 1500ms
            """;

    /** Whoever looks at everything in the end has time. */
    private static final String PATIENT = """
            arena.gateway.heartbeat-interval = 30s
            arena.session.heartbeat-timeout = 60s
            """;

    private static final Duration PACE = Duration.ofMillis(60);
    private static final Duration PER_CUT = Duration.ofSeconds(2);
    /** Several of the library's longest timeouts. */
    private static final Duration TO_COME_BACK = Duration.ofMinutes(3);

    private final Random random;
    private final boolean slow;
    private final Arena arena;
    private final ChaosJudge judge;
    private final ChaosCast cast;
    private final List<ChaosClient> clients;
    private final List<ChaosTrader> traders;
    private final Collection<String> mishaps = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private int kills;
    private int restarts;

    /** @param slow whether there are also faults that only timeouts of half a minute find */
    ChaosRun(ArenaProcess.Setup setup, long seed, boolean slow) {
        this.random = new Random(seed);
        this.slow = slow;
        this.arena = Arena.start(setup.withConfig(KillAndResume.FEES).withConfig(HEARTBEATS));
        this.judge = new ChaosJudge(arena);
        this.cast = new ChaosCast(arena, judge, random, slow);
        this.clients = cast.clients();
        this.traders = cast.traders();
    }

    // ---- trouble ----

    /** Trades until there were so many cuts; the server is killed so many times between, and the last trader is started again as often. */
    void trade(int cuts, int killing, int starting) {
        awaitForAll("is connected for the first time", TO_COME_BACK, client -> connections(client) > 0);
        traders.forEach(trader -> clock.scheduleWithFixedDelay(
                () -> step(trader), random.nextInt(60), PACE.toMillis(), TimeUnit.MILLISECONDS));
        int started = 0;
        for (int kill = 1; kill <= killing; kill++) {
            awaitCuts(cuts * (long) kill / (killing + 1));
            boolean startsAgain = started < starting * kill / killing;
            killWhileTheyTrade(startsAgain);
            started += startsAgain ? 1 : 0;
        }
        awaitCuts(cuts);
        judge("during the trade", violations());
    }

    private void step(ChaosTrader trader) {
        try {
            trader.step();
        } catch (RuntimeException surprise) {
            mishaps.add(trader.bot() + " could not ask: " + surprise);
        }
    }

    private void awaitCuts(long goal) {
        long before = counts().cuts();
        await(goal + " cuts", PER_CUT.multipliedBy(Math.max(10, goal - before)), () -> counts().cuts() >= goal);
    }

    private void killWhileTheyTrade(boolean alsoABot) {
        List<Integer> before = clients.stream().map(ChaosRun::connections).toList();
        kill();
        if (alsoABot) {
            traders.getLast().endAndStartAgain();
            restarts++;
        }
        arena.process().begin();
        arena.process().awaitReady();
        if (slow && random.nextInt(4) == 0) {
            await("the first is back", TO_COME_BACK, () -> clients.stream().anyMatch(ChaosRun::isLive));
            kill();
            arena.process().start();
        }
        awaitForAll(
                "has come back after kill " + kills,
                TO_COME_BACK,
                client -> connections(client) > before.get(clients.indexOf(client)));
        judge("after kill " + kills, violations());
    }

    private void kill() {
        arena.process().kill9();
        kills++;
    }

    private static int connections(ChaosClient client) {
        return client.record().continuities().values().stream()
                .mapToInt(times -> times)
                .sum();
    }

    private static boolean isLive(ChaosClient client) {
        return client.client().state() instanceof ConnectionState.Live;
    }

    // ---- rest ----

    /** Comes to rest, kills the server a last time, and holds all records against the journal that a fresh server reads. */
    void rest() {
        clock.shutdownNow();
        cast.calm();
        awaitForAll("is live", TO_COME_BACK, ChaosRun::isLive);
        await("all answers", TO_COME_BACK, () -> traders.stream().allMatch(ChaosTrader::isAnswered));
        traders.forEach(ChaosTrader::sendAgain); // what had no certain answer
        await("all answers", TO_COME_BACK, () -> traders.stream().allMatch(ChaosTrader::isAnswered));
        kill();
        arena.process().reconfigure(PATIENT);
        arena.process().start();
        awaitForAll("is live again", TO_COME_BACK, ChaosRun::isLive);
        judge.signIn(traders);
        judgeSoon("at rest", judge::atRest);
        judgeSoon("the clients' records", () -> judge.recordsEqualTheJournal(clients));
        judgeSoon("the clients' accounts", () -> judge.accountsAreTheServers(clients));
        judge("the judge", theCarelessIsCaught());
        judge("orders", judge.everyOrderHasOneFate(traders));
        judge("in the end", violations());
        judgeSoon("transports", this::transports);
    }

    /** Everybody logs out, the server stops in order, and what is stored is what was read. */
    void end() {
        cast.logOut();
        arena.process().stop();
        judge("what is stored", judge.whatIsStoredIsWhatWasRead());
    }

    /** A check that cannot fail is none: a client that looks for no gaps, on a network that swallows frames, has none of them. */
    private List<String> theCarelessIsCaught() {
        ChaosClient mutant = cast.careless();
        boolean isCaught = judge.differences(mutant).stream().anyMatch(difference -> difference.contains("missing: "));
        return isCaught
                ? List.of()
                : List.of(mutant + " was not caught, on "
                        + cast.networkOfTheCareless().counts());
    }

    private List<String> transports() {
        return clients.stream()
                .filter(client -> !(client.client().state() instanceof ConnectionState.Live live)
                        || live.transport()
                                != (client.clientId().equals("poller") ? Transport.LONG_POLL : Transport.SOCKET))
                .map(ChaosClient::toString)
                .toList();
    }

    private List<String> violations() {
        List<String> violations = new ArrayList<>(mishaps);
        clients.forEach(client -> violations.addAll(client.record().violations()));
        clients.stream()
                .filter(client -> client.client().state() instanceof ConnectionState.Ended)
                .forEach(client -> violations.add(client + ": gave up"));
        traders.forEach(trader -> violations.addAll(trader.failures()));
        return violations;
    }

    private static void judge(String when, List<String> broken) {
        if (!broken.isEmpty()) {
            throw new KillAndResume.Broken(when, broken);
        }
    }

    /** What is under way may take a moment to arrive. */
    private static void judgeSoon(String when, Supplier<List<String>> check) {
        try {
            Waiting.until(when, () -> check.get().isEmpty());
        } catch (ConditionTimeoutException late) {
            judge(when, check.get());
        }
    }

    private void awaitForAll(String what, Duration atMost, Predicate<ChaosClient> condition) {
        await("each client " + what, atMost, () -> clients.stream().allMatch(condition));
    }

    /** A wait that ends early when a promise is broken, and says how everybody is when it takes too long. */
    private void await(String what, Duration atMost, BooleanSupplier condition) {
        try {
            Waiting.until(
                    what,
                    atMost,
                    () -> condition.getAsBoolean() || !violations().isEmpty());
        } catch (ConditionTimeoutException late) {
            List<String> states =
                    new ArrayList<>(clients.stream().map(ChaosClient::toString).toList());
            states.addFirst(counts().toString());
            throw new KillAndResume.Broken("waited " + atMost + " for this: " + what, states);
        }
        judge("while waiting for this: " + what, violations());
    }

    Arena arena() {
        return arena;
    }

    FaultCounts counts() {
        return cast.network().counts();
    }

    /** Cuts of the one who polls. */
    FaultCounts countsWithoutSockets() {
        return cast.networkWithoutSockets().counts();
    }

    String summary() {
        int accepted =
                traders.stream().mapToInt(trader -> trader.accepted().size()).sum();
        int refused =
                traders.stream().mapToInt(trader -> trader.refused().size()).sum();
        int duplicates = traders.stream().mapToInt(ChaosTrader::duplicates).sum();
        long fates = clients.stream()
                .mapToLong(client -> client.record().fates().size())
                .sum();
        long events = clients.stream()
                .mapToLong(client -> client.record().entries().size())
                .sum();
        Map<String, Integer> continuities = new TreeMap<>();
        clients.forEach(client ->
                client.record().continuities().forEach((kind, times) -> continuities.merge(kind, times, Integer::sum)));
        return kills + " kills, " + restarts + " restarts of a bot; " + counts() + "; of the poller: "
                + countsWithoutSockets().otherCuts() + " cuts; " + accepted + " orders accepted ("
                + duplicates + " of them asked for again), " + refused + " refused, " + fates + " lost answers told, "
                + events + " events recorded by " + clients.size() + " clients, " + continuities;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        cast.close();
        arena.close();
        ClientRecord.forgetTexts();
    }
}
