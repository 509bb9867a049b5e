package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A running node is backed up while it trades, goes on, and is lost; its backup takes over, and nobody believes what is gone. */
@ExtendWith(ShowsArenaLog.class)
class RestoreIT {
    private static final Map<String, String> DEPOSITS = Map.of("USD", "100000", "BTC", "1000", "SOL", "1000");
    private static final int ANSWERS = 150;

    private final List<Trader> traders = new ArrayList<>();
    private final Map<String, BigDecimal> deposits = new TreeMap<>();
    private Arena arena;

    @Test
    void after_a_restore_every_client_begins_again_and_the_money_is_there() throws IOException {
        try (Arena started = Arena.start(ArenaProcess.Setup.named("restore")
                .withConfig(KillAndResume.FEES + "\narena.collective.snapshot-every = 50"))) {
            arena = started;
            List.of("anna", "bert").forEach(this::open);
            story();
        }
    }

    private void open(String collective) {
        Identity identity = arena.open(collective, DEPOSITS);
        DEPOSITS.forEach((currency, amount) -> deposits.merge(currency, new BigDecimal(amount), BigDecimal::add));
        Trader trader = new Trader(arena.client(collective, "bot", identity), collective.hashCode(), 4);
        trader.signIn();
        traders.add(trader);
    }

    private void story() throws IOException {
        Path backup = arena.process().directory().resolve("elsewhere/backup");
        traders.forEach(Trader::start);
        awaitAnswers(ANSWERS);
        List<ObjectNode> before =
                traders.stream().map(trader -> trader.client().position()).toList();
        ArenaProcess.Ran saved = arena.process().run("journal", "backup", "--json", backup.toString());
        assertThat(saved.exit()).as(saved.err()).isZero();
        assertThat(WireJson.parse(saved.out()).path("online").asBoolean()).isTrue();
        int then = answers();
        awaitAnswers(then + ANSWERS);
        traders.forEach(Trader::stop);
        traders.forEach(Trader::awaitAnswers);
        List<ObjectNode> lost =
                traders.stream().map(trader -> trader.client().position()).toList();
        traders.forEach(trader -> trader.client().cut());
        arena.process().stop();

        ArenaProcess.Ran over = arena.process().run("journal", "restore", backup.toString());
        assertThat(over.exit()).isEqualTo(4);
        assertThat(over.err()).contains("has journal already").hasLineCount(1);
        Path data = arena.process().dataDirectory();
        Files.move(data, data.resolveSibling("lost"));
        ArenaProcess.Ran restored = arena.process().run("journal", "restore", backup.toString());
        assertThat(restored.exit()).as(restored.err()).isZero();
        ArenaProcess.Ran verified = arena.process().run("journal", "verify", "--json");
        assertThat(verified.exit()).as(verified.out()).isZero();

        arena.process().start();
        List<String> epochs = epochsAfter(before, lost);
        assertThat(epochs).doesNotContainAnyElementsOf(epochsOf(before)).doesNotHaveDuplicates();
        tradeOn();

        arena.process().kill9();
        arena.process().start();
        assertThat(traders.stream()
                        .map(trader ->
                                trader.client().resume().first().path("outcome").asText()))
                .as("the new epoch is there to stay")
                .allMatch(outcome -> outcome.equals("up_to_date") || outcome.equals("replayed"));
    }

    /** Whoever comes with an old position, be it of an event that is lost or of one that is still there, is told to begin again. */
    private List<String> epochsAfter(List<ObjectNode> before, List<ObjectNode> lost) {
        List<String> epochs = new ArrayList<>();
        for (int i = 0; i < traders.size(); i++) {
            WireClient client = traders.get(i).client();
            for (ObjectNode old : List.of(before.get(i), lost.get(i))) {
                ObjectNode fields = WireJson.object();
                fields.set("resume", old);
                JsonNode authenticated = client.signIn(fields);
                JsonNode sync = client.awaitResumed().first();
                assertThat(sync.path("outcome").asText()).isEqualTo("reset");
                assertThat(sync.path("reason").asText()).isEqualTo("EPOCH_CHANGED");
                if (old.equals(lost.get(i))) {
                    epochs.add(authenticated.path("position").path("epoch").asText());
                } else {
                    client.cut();
                }
            }
        }
        return epochs;
    }

    private static List<String> epochsOf(List<ObjectNode> positions) {
        return positions.stream()
                .map(position -> position.path("epoch").asText())
                .toList();
    }

    /** New clients of the same collectives trade; then all is at rest, and everything adds up, from the first event on. */
    private void tradeOn() {
        List<Trader> old = List.copyOf(traders);
        traders.clear();
        old.forEach(trader -> {
            WireClient client = trader.client();
            client.cut();
            Trader next = new Trader(
                    arena.client(client.collective(), "bot-again", client.identity()),
                    client.collective().hashCode() + 1,
                    4);
            next.signIn();
            traders.add(next);
        });
        Invariants invariants = new Invariants(arena, traders, deposits);
        assertThat(invariants.moneyIsConserved()).isEmpty();
        traders.forEach(Trader::start);
        awaitAnswers(ANSWERS);
        traders.forEach(Trader::stop);
        traders.forEach(Trader::awaitAnswers);
        Awaitility.await()
                .atMost(Waiting.PATIENCE)
                .untilAsserted(() -> assertThat(invariants.atRest()).isEmpty());
        traders.forEach(trader ->
                assertThat(invariants.everyAcknowledgementIsKept(trader)).isEmpty());
        assertThat(invariants.theStreamIsWhole()).isEmpty();
    }

    private int answers() {
        return traders.stream().mapToInt(trader -> trader.ledger().answers()).sum();
    }

    private void awaitAnswers(int goal) {
        Waiting.until("the traders get " + goal + " answers", () -> answers() >= goal);
    }
}
