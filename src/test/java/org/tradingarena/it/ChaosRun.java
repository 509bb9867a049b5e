package org.tradingarena.it;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.client.CarelessClients;
import org.tradingarena.client.ClientKey;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.ConnectionState.Transport;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;

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

    private static final List<String> COLLECTIVES = List.of("anna", "bert", "cleo");
    private static final Map<String, String> DEPOSITS = Map.of("USD", "100000", "BTC", "1000", "SOL", "1000");

    private static final int SWALLOWED_PER_THOUSAND = 5;
    private static final int SWALLOWED_OF_THE_CARELESS_PER_THOUSAND = 200;
    private static final Duration PACE = Duration.ofMillis(60);
    private static final Duration PER_CUT = Duration.ofSeconds(2);
    /** Several of the library's longest timeouts. */
    private static final Duration TO_COME_BACK = Duration.ofMinutes(3);

    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    private final Random random;
    private final boolean slow;
    private final Arena arena;
    private final ChaosProxy network;
    private final ChaosProxy networkWithoutSockets;
    private final ChaosProxy networkOfTheCareless;
    private final ChaosJudge judge;
    private final List<ChaosClient> clients = new ArrayList<>();
    private final List<ChaosTrader> traders = new ArrayList<>();
    private @Nullable ChaosClient careless;
    private final Collection<String> mishaps = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private int kills;
    private int restarts;

    /** @param slow whether there are also faults that only timeouts of half a minute find */
    ChaosRun(ArenaProcess.Setup setup, long seed, boolean slow) {
        this.random = new Random(seed);
        this.slow = slow;
        this.arena = Arena.start(setup.withConfig(KillAndResume.FEES).withConfig(HEARTBEATS));
        this.network = ChaosProxy.inFrontOf(arena.process().port(), random.nextLong(), ofSockets(slow))
                .swallowing(SWALLOWED_PER_THOUSAND);
        this.networkWithoutSockets = ChaosProxy.inFrontOf(arena.process().port(), random.nextLong(), ofPolls(slow))
                .withoutSockets();
        this.networkOfTheCareless = ChaosProxy.inFrontOf(arena.process().port(), random.nextLong(), ofSockets(slow))
                .swallowing(SWALLOWED_OF_THE_CARELESS_PER_THOUSAND);
        this.judge = new ChaosJudge(arena);
        COLLECTIVES.forEach(this::open);
    }

    private static Function<Random, FaultPlan> ofSockets(boolean slow) {
        return slow ? FaultPlan::draw : FaultPlan::drawQuick;
    }

    private static Function<Random, FaultPlan> ofPolls(boolean slow) {
        return slow
                ? FaultPlan::drawForPolls
                : each -> FaultPlan.drawForPolls(each).withoutSilence();
    }

    /** Two traders and an observer, each of another kind; and one observer whose network has no sockets. */
    private void open(String collective) {
        Identity identity = Identity.random();
        ClientKey key = ClientKey.generate();
        arena.admin().open(collective, List.of(identity.publicKey(), key.publicKey()), DEPOSITS);
        Map<String, BigDecimal> deposits = new TreeMap<>();
        DEPOSITS.forEach((currency, amount) -> deposits.put(currency, new BigDecimal(amount)));
        judge.collective(collective, identity, deposits);
        trader(client(network, collective, "bot-1", key, builder -> builder));
        switch (collective) {
            case "anna" -> {
                trader(client(network, collective, "bot-2", key, ArenaClientBuilder::gzip));
                client(
                        network,
                        collective,
                        "screen",
                        key,
                        observer(ClientType.WEB)
                                .andThen(builder -> builder.gzip().rooms(List.of(new Room.Market())))::apply);
                client(networkWithoutSockets, collective, "poller", key, observer(ClientType.CLI));
            }
            case "bert" -> {
                trader(client(network, collective, "bot-2", key, builder -> builder.resendWithin(IMPATIENCE)));
                careless = careless(collective, key);
                client(network, collective, "telephone", key, observer(ClientType.IOS));
            }
            default -> {
                Path positions = arena.process().directory().resolve(collective + ".position");
                trader(client(network, collective, "bot-2", key, builder -> builder.keepPositionIn(positions)));
                client(
                        network,
                        collective,
                        "screen",
                        key,
                        observer(ClientType.WEB)
                                .andThen(builder -> builder.rooms(List.of(new Room.MarketSymbol("BTC/USD"))))::apply);
            }
        }
    }

    /** Its record must be wrong in the end, or the judge sees nothing. */
    private ChaosClient careless(String collective, ClientKey key) {
        return new ChaosClient(
                networkOfTheCareless.address(),
                collective,
                "careless",
                key,
                new ClientRecord(collective + "/careless"),
                builder -> CarelessClients.withoutLookingForGaps(
                        observer(ClientType.CLI).apply(builder)));
    }

    private static UnaryOperator<ArenaClientBuilder> observer(ClientType type) {
        return builder -> builder.role(Role.OBSERVER).clientType(type);
    }

    private ChaosClient client(
            ChaosProxy through,
            String collective,
            String clientId,
            ClientKey key,
            UnaryOperator<ArenaClientBuilder> manners) {
        ClientRecord record = new ClientRecord(collective + "/" + clientId);
        ChaosClient client = new ChaosClient(
                through.address(),
                collective,
                clientId,
                key,
                record,
                builder -> manners.apply(builder).start());
        clients.add(client);
        return client;
    }

    private void trader(ChaosClient bot) {
        traders.add(new ChaosTrader(bot, random.nextLong()));
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
        long before = network.counts().cuts();
        await(
                goal + " cuts",
                PER_CUT.multipliedBy(Math.max(10, goal - before)),
                () -> network.counts().cuts() >= goal);
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
        network.calm();
        networkWithoutSockets.calm();
        networkOfTheCareless.calm();
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
        judge("transports", transports());
    }

    /** Everybody logs out, the server stops in order, and what is stored is what was read. */
    void end() {
        clients.forEach(ChaosClient::close);
        Objects.requireNonNull(careless).close();
        arena.process().stop();
        judge("what is stored", judge.whatIsStoredIsWhatWasRead());
    }

    /** A check that cannot fail is none: a client that looks for no gaps, on a network that swallows frames, has none of them. */
    private List<String> theCarelessIsCaught() {
        ChaosClient mutant = Objects.requireNonNull(careless);
        long swallowed = networkOfTheCareless.counts().swallowedFrames();
        boolean isCaught = judge.differences(mutant).stream().anyMatch(difference -> difference.contains("missing: "));
        return isCaught ? List.of() : List.of(mutant + " lost " + swallowed + " frames and was not caught");
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
            states.addFirst(network.counts().toString());
            throw new KillAndResume.Broken("waited " + atMost + " for this: " + what, states);
        }
        judge("while waiting for this: " + what, violations());
    }

    Arena arena() {
        return arena;
    }

    FaultCounts counts() {
        return network.counts();
    }

    /** Cuts of the one who polls. */
    FaultCounts countsWithoutSockets() {
        return networkWithoutSockets.counts();
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
        return kills + " kills, " + restarts + " restarts of a bot; " + network.counts() + "; of the poller: "
                + networkWithoutSockets.counts().otherCuts() + " cuts; " + accepted + " orders accepted ("
                + duplicates + " of them asked for again), " + refused + " refused, " + fates + " lost answers told, "
                + events + " events recorded by " + clients.size() + " clients, " + continuities;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clients.forEach(ChaosClient::close);
        Objects.requireNonNull(careless).close();
        networkOfTheCareless.close();
        network.close();
        networkWithoutSockets.close();
        arena.close();
        ClientRecord.forgetTexts();
    }
}
