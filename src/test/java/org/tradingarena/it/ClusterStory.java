package org.tradingarena.it;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Several collectives with several clients each trade at random, by all nodes of a cluster, while nodes are killed, frozen, cut off and
 * restarted. A client that loses its connection comes back by position on another node, sends again what was not answered, and trades on.
 * That can happen at any time, also while nothing fails: sessions move to a node that has come back.
 */
final class ClusterStory implements AutoCloseable {
    private static final List<String> COLLECTIVES =
            List.of("anna", "bert", "cleo", "dora", "emil", "fred", "gina", "hugo");
    private static final int OUTSTANDING = 1;
    /** Three nodes, a database and the clients share the machine: what is measured is how long clients wait, not how much it can do. */
    private static final Duration THINKING = Duration.ofMillis(150);

    private static final int ENOUGH = 8;
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final Duration TO_REST = Duration.ofSeconds(60);
    private static final Map<String, String> DEPOSITS = Map.of("USD", "100000", "BTC", "1000", "SOL", "1000");

    private final ArenaCluster cluster;
    private final Arena arena;
    private final List<Trader> traders = new ArrayList<>();
    private final Map<String, BigDecimal> deposits = new TreeMap<>();
    private final Invariants invariants;
    private final List<Thread> companions = new ArrayList<>();
    private final List<String> broken = java.util.Collections.synchronizedList(new ArrayList<>());
    private volatile boolean over;

    ClusterStory(ArenaCluster cluster, long seed) {
        this(cluster, seed, THINKING);
    }

    /** @param thinking how long a client waits after each answer */
    ClusterStory(ArenaCluster cluster, long seed, Duration thinking) {
        Random random = new Random(seed);
        this.cluster = cluster;
        this.arena = Arena.of(cluster);
        this.invariants = new Invariants(arena, traders, deposits);
        for (String collective : COLLECTIVES) {
            Identity identity = arena.open(collective, DEPOSITS);
            DEPOSITS.forEach((currency, amount) -> deposits.merge(currency, new BigDecimal(amount), BigDecimal::add));
            Trader trader = new Trader(arena.client(collective, "bot", identity), random.nextLong(), OUTSTANDING)
                    .thinking(thinking);
            Waiting.until(collective + " signs in", RECOVERY, () -> signsIn(trader));
            traders.add(trader);
        }
    }

    private static boolean signsIn(Trader trader) {
        try {
            trader.signIn();
            return true;
        } catch (WireClient.ConnectionLost cutOff) {
            return false;
        }
    }

    /** Everybody trades, and goes on whatever happens. */
    void begin() {
        traders.forEach(Trader::start);
        traders.forEach(trader -> companions.add(Thread.ofVirtual().start(() -> accompany(trader))));
        tradingGoesOn();
    }

    private void accompany(Trader trader) {
        while (!over) {
            if (trader.isConnected()) {
                Waiting.pass(Duration.ofMillis(20));
            } else {
                trader.stop();
                if (comesBack(trader)) {
                    trader.start();
                }
            }
        }
    }

    private boolean comesBack(Trader trader) {
        try {
            trader.client().begin(WireJson.object());
            broken.addAll(
                    invariants.nothingToldIsForgotten(trader, trader.client().awaitResumed()));
            trader.sendAgain();
            return true;
        } catch (RuntimeException | AssertionError notYet) {
            trader.client().close();
            Waiting.pass(Duration.ofMillis(100));
            return false;
        }
    }

    /** Every client gets answers. */
    void tradingGoesOn() {
        Map<Trader, Integer> before = new TreeMap<>(
                java.util.Comparator.comparing(trader -> trader.client().collective()));
        traders.forEach(
                trader -> before.put(trader, trader.ledger().acknowledged().size()));
        Waiting.until(
                "every client gets orders acknowledged",
                RECOVERY,
                () -> traders.stream()
                        .allMatch(trader -> trader.ledger().acknowledged().size() >= before.get(trader) + ENOUGH));
    }

    /** A fault while everybody trades, until every client gets orders acknowledged again; returns how long each was without one. */
    Outage fault(Runnable fault) {
        traders.forEach(trader -> trader.ledger().measureGaps());
        int putOff = putOff();
        fault.run();
        tradingGoesOn();
        List<Duration> gaps = traders.stream()
                .map(trader -> trader.ledger().longestGap())
                .sorted()
                .toList();
        return new Outage(gaps, putOff() - putOff);
    }

    private int putOff() {
        return traders.stream().mapToInt(trader -> trader.ledger().putOff()).sum();
    }

    /**
     * What clients saw of a fault.
     *
     * @param gaps the longest time of each client without an acknowledged order, the shortest first
     * @param putOff how many orders were answered OVERLOADED or OUTCOME_UNKNOWN
     */
    record Outage(List<Duration> gaps, int putOff) {
        Duration shortest() {
            return gaps.getFirst();
        }

        Duration longest() {
            return gaps.getLast();
        }

        @Override
        public String toString() {
            return gaps.stream().map(gap -> Long.toString(gap.toMillis())).collect(Collectors.joining(" "))
                    + " ms without an acknowledged order; " + putOff + " put off";
        }
    }

    /** The clients of a node find out that it says nothing any more, as their heartbeats tell them. */
    void leaveNode(int number) {
        cluster.shut(number);
        traders.stream()
                .filter(trader -> trader.client().isConnectedTo(cluster.node(number)))
                .forEach(trader -> trader.client().cut());
    }

    /** What clients found forgotten when they came back. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** Ends trading, comes to rest, and checks everything. */
    void end() {
        over = true;
        companions.forEach(ClusterStory::join);
        traders.forEach(Trader::stop);
        traders.forEach(Trader::awaitAnswers);
        judgeSoon("with everything sent again", () -> {
            traders.forEach(Trader::sendAgain);
            List<String> found = new ArrayList<>(invariants.theStreamIsWhole());
            traders.forEach(trader -> found.addAll(invariants.everyAcknowledgementIsKept(trader)));
            return found;
        });
        judgeSoon("at rest", invariants::atRest);
        judgeSoon("the whole history", invariants::historyIsWhatTheClientsSaw);
        judge("at the end", invariants.theStreamIsWhole());
        judge("what was told is remembered", broken);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void judge(String when, List<String> broken) {
        if (!broken.isEmpty()) {
            throw new KillAndResume.Broken(when, broken);
        }
    }

    private void judgeSoon(String when, Supplier<List<String>> check) {
        Instant end = Instant.now().plus(TO_REST);
        List<String> found = judged(check);
        while (!found.isEmpty() && Instant.now().isBefore(end)) {
            Waiting.pass(Duration.ofMillis(100));
            found = judged(check);
        }
        judge(when, found);
    }

    /** With everybody there; a judgement in the middle of which somebody is cut off, or not answered, is none. */
    private List<String> judged(Supplier<List<String>> check) {
        traders.stream()
                .filter(trader -> !trader.isConnected())
                .forEach(trader -> Waiting.until("the last are back", RECOVERY, () -> comesBack(trader)));
        try {
            return check.get();
        } catch (WireClient.ConnectionLost | AssertionError interrupted) {
            return List.of(interrupted.toString());
        }
    }

    String summary() {
        int orders = traders.stream()
                .mapToInt(trader -> trader.ledger().acknowledged().size())
                .sum();
        int events = traders.stream()
                .mapToInt(trader -> trader.client().log().size())
                .sum();
        return orders + " orders acknowledged, " + events + " events seen by " + traders.size() + " clients";
    }

    @Override
    public void close() {
        over = true;
        traders.forEach(Trader::stop);
        arena.close();
    }
}
