package org.tradingarena.it;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Several collectives with several clients each trade at random; the server is killed in the middle, again and again; everybody resumes by
 * position, sends again what was not answered, and trades on. Everything random comes from the seed, save the moments in time.
 */
final class KillAndResume implements AutoCloseable {
    private static final List<String> COLLECTIVES = List.of("anna", "bert", "cleo");
    private static final int CLIENTS_EACH = 2;
    private static final int OUTSTANDING = 4;
    private static final int FEWEST_ANSWERS = 40;
    private static final int MOST_ANSWERS = 600;
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final Duration TO_REST = Duration.ofSeconds(20);

    private static final Map<String, String> DEPOSITS = Map.of("USD", "100000", "BTC", "1000", "SOL", "1000");

    /** Fees that do not divide evenly, so that conservation has something to say about rounding. */
    static final String FEES = "arena.instrument-defaults { maker-fee = \"0.0007\", taker-fee = \"0.0013\" }";

    /** Something that must hold did not. */
    static final class Broken extends AssertionError {
        private final List<String> violations;

        Broken(String when, List<String> violations) {
            super(when + ": " + violations.size() + " violations:\n"
                    + String.join("\n", violations.subList(0, Math.min(20, violations.size()))));
            this.violations = List.copyOf(violations);
        }

        List<String> violations() {
            return violations;
        }
    }

    private final Random random;
    private final Arena arena;
    private final List<Trader> traders = new ArrayList<>();
    private final Map<String, BigDecimal> deposits = new TreeMap<>();
    private final Invariants invariants;
    private int kills;

    KillAndResume(ArenaProcess.Setup setup, long seed) {
        this.random = new Random(seed);
        this.arena = Arena.start(setup.withConfig(FEES));
        this.invariants = new Invariants(arena, traders, deposits);
        COLLECTIVES.forEach(this::open);
    }

    private void open(String collective) {
        Identity identity = arena.open(collective, DEPOSITS);
        DEPOSITS.forEach((currency, amount) -> deposits.merge(currency, new BigDecimal(amount), BigDecimal::add));
        for (int client = 1; client <= CLIENTS_EACH; client++) {
            Trader trader =
                    new Trader(arena.client(collective, "bot-" + client, identity), random.nextLong(), OUTSTANDING);
            trader.signIn();
            traders.add(trader);
        }
    }

    /** Trade, kill, start, resume, check. */
    void round() {
        tradeAndKill();
        arena.process().begin();
        if (random.nextInt(4) == 0) {
            killAgainWhileTheyResume();
        }
        arena.process().awaitReady();
        resume();
        sendAgain();
    }

    private void tradeAndKill() {
        int goal = answers() + FEWEST_ANSWERS + random.nextInt(MOST_ANSWERS - FEWEST_ANSWERS);
        traders.forEach(Trader::start);
        Waiting.until(
                "the traders get answers",
                () -> answers() >= goal || traders.stream().noneMatch(Trader::isConnected));
        kill();
        traders.forEach(Trader::stop);
    }

    private void killAgainWhileTheyResume() {
        arena.process().awaitReady();
        CompletableFuture<Void> resuming = CompletableFuture.runAsync(
                () -> traders.forEach(trader -> trader.client().begin(WireJson.object())));
        Waiting.until(
                "the first is back", () -> resuming.isDone() || traders.stream().anyMatch(Trader::isConnected));
        kill();
        resuming.exceptionally(failed -> null).join();
        arena.process().begin();
    }

    private void kill() {
        arena.process().kill9();
        kills++;
        Waiting.until("everybody has noticed", () -> traders.stream().noneMatch(Trader::isConnected));
    }

    private int answers() {
        return traders.stream().mapToInt(trader -> trader.ledger().answers()).sum();
    }

    private void resume() {
        traders.forEach(trader -> trader.client().begin(WireJson.object()));
        judgeResumed("after kill " + kills);
    }

    private void judgeResumed(String when) {
        List<String> broken = new ArrayList<>();
        for (Trader trader : traders) {
            broken.addAll(
                    invariants.nothingToldIsForgotten(trader, trader.client().awaitResumed()));
        }
        traders.forEach(trader -> broken.addAll(invariants.everyAcknowledgementIsKept(trader)));
        broken.addAll(invariants.theStreamIsWhole());
        judge(when, broken);
    }

    private void sendAgain() {
        traders.forEach(Trader::sendAgain);
        judgeSoon("after kill " + kills + ", with everything sent again", () -> {
            List<String> broken = new ArrayList<>(invariants.theStreamIsWhole());
            traders.forEach(trader -> broken.addAll(invariants.everyAcknowledgementIsKept(trader)));
            return broken;
        });
    }

    /** What the arena stores in goes away while everybody trades, and comes back. */
    void outage(Runnable away, Duration howLong, Runnable back) {
        traders.forEach(Trader::start);
        int before = answers();
        Waiting.until("the traders get answers", () -> answers() >= before + FEWEST_ANSWERS);
        int putOff = putOff();
        away.run();
        Waiting.until("orders are put off", OUTAGE, () -> putOff() > putOff);
        Waiting.pass(howLong);
        back.run();
        traders.forEach(Trader::stop);
        traders.forEach(trader -> trader.client().cut());
        traders.forEach(trader -> Waiting.until(
                "the server takes " + trader.client().clientId() + " in again",
                OUTAGE,
                () -> !trader.client()
                        .tryToSignIn(
                                WireJson.object().set("resume", trader.client().position()))
                        .isError()));
        judgeResumed("after the outage");
        sendAgain();
        traders.forEach(Trader::start);
        int again = answers();
        Waiting.until("the traders get answers again", OUTAGE, () -> answers() >= again + FEWEST_ANSWERS);
        traders.forEach(Trader::stop);
        traders.forEach(Trader::awaitAnswers);
        sendAgain();
    }

    private int putOff() {
        return traders.stream().mapToInt(trader -> trader.ledger().putOff()).sum();
    }

    /** Pays in while the server is killed, and again with the same id: it counts once. */
    void depositAcrossAKill() {
        String path = "/api/v1/admin/collectives/" + COLLECTIVES.getFirst() + "/deposits";
        String body = "{\"deposit_id\":\"across-" + kills + "\",\"currency\":\"USD\",\"amount\":1234.56}";
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> arena.admin().post(path, body));
        tradeAndKill();
        first.exceptionally(failed -> null).join();
        arena.process().start();
        resume();
        AdminApi.expect(200, arena.admin().post(path, body));
        HttpResponse<String> third = arena.admin().post(path, body);
        judge(
                "a deposit sent again",
                AdminApi.expect(200, third).path("duplicate").asBoolean() ? List.of() : List.of(third.body()));
        deposits.merge("USD", new BigDecimal("1234.56"), BigDecimal::add);
        sendAgain();
    }

    /** Comes to rest, and checks everything; then cancels all orders, and checks everything again. */
    void atRest() {
        judgeSoon("at rest", invariants::atRest);
        traders.forEach(trader -> trader.client().expect("cancel_all_orders"));
        judgeSoon("with all orders cancelled", () -> {
            List<String> broken = new ArrayList<>(invariants.atRest());
            traders.forEach(
                    trader -> trader.fold().working().values().forEach(order -> broken.add("still there: " + order)));
            traders.forEach(trader -> trader.fold().balances().values().stream()
                    .filter(balance -> balance.path("reserved").decimalValue().signum() != 0)
                    .forEach(balance -> broken.add("still reserved: " + balance)));
            return broken;
        });
        judge("the whole history", invariants.historyIsWhatTheClientsSaw());
        judge("at the end", invariants.theStreamIsWhole());
    }

    private static void judge(String when, List<String> broken) {
        if (!broken.isEmpty()) {
            throw new Broken(when, broken);
        }
    }

    /** What is under way may take a moment to arrive. */
    private static void judgeSoon(String when, java.util.function.Supplier<List<String>> check) {
        try {
            Waiting.until(when, TO_REST, () -> check.get().isEmpty());
        } catch (ConditionTimeoutException late) {
            judge(when, check.get());
        }
    }

    Arena arena() {
        return arena;
    }

    String summary() {
        long events = traders.stream()
                .mapToLong(trader -> trader.client().log().size())
                .sum();
        int orders = traders.stream()
                .mapToInt(trader -> trader.ledger().acknowledged().size())
                .sum();
        int trades = traders.stream()
                        .mapToInt(trader -> trader.fold().fills().size())
                        .sum()
                / CLIENTS_EACH
                / 2;
        return kills + " kills, " + orders + " orders acknowledged, " + trades + " trades, " + events
                + " events seen by " + traders.size() + " clients";
    }

    @Override
    public void close() {
        arena.close();
    }
}
