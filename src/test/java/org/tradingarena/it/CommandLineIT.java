package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code bin/arena} as its users meet it: against a real arena that is killed with {@code kill -9} meanwhile. */
class CommandLineIT {
    private static @Nullable ArenaProcess arena;
    private @Nullable Shell shell;

    @BeforeAll
    static void start() {
        arena = ArenaProcess.start(ArenaProcess.Setup.named("command-line"));
    }

    @AfterAll
    static void stop() {
        arena().close();
    }

    @AfterEach
    void leave() {
        if (shell != null) {
            shell.close();
        }
    }

    private static ArenaProcess arena() {
        return java.util.Objects.requireNonNull(arena);
    }

    private Shell member(String collective) {
        Shell member = new Shell(arena(), collective);
        shell = member;
        Shell.Ran registered =
                member.arena("register", collective, "--new-key", "--deposit", "USD=100000", "--deposit", "BTC=2");
        assertThat(registered.err()).isEmpty();
        assertThat(registered.out()).isEqualTo(collective + " is open, with 1 key and 100,000 USD, 2 BTC\n");
        return member;
    }

    private static List<Long> seqs(Shell.Running watch) {
        return watch.lines().stream()
                .map(line -> WireJson.parse(line).path("seq").asLong())
                .toList();
    }

    @Test
    void events_go_on_in_order_in_a_pipe_while_the_arena_is_killed_and_comes_back() {
        Shell alpha = member("alpha");
        Shell.Running watch = alpha.begin("watch", "--json", "--from", "start");
        Shell.Ran placed = alpha.arena("trade", "buy", "btc-usd", "0.5", "--price", "40000", "--id", "mine", "--json");
        assertThat(placed.exit()).as(placed.err()).isZero();
        assertThat(placed.json().at("/order/status").asText()).isEqualTo("pending");
        Waiting.until("the order is open", () -> watch.out().contains("\"order_open\""));

        arena().kill9();
        Shell.Running again = alpha.begin(
                "trade", "buy", "BTC/USD", "0.5", "--price", "40000", "--id", "mine", "--timeout", "50s", "--json");
        Waiting.until("the loss is told", () -> watch.err().contains("\"connection\":\"waiting\""));
        arena().start();
        assertThat(again.await()).as(again.err()).isZero();
        assertThat(WireJson.parse(again.out()).path("duplicate").asBoolean())
                .as("placed once")
                .isTrue();

        assertThat(alpha.arena("trade", "cancel", "--id", "mine").out())
                .startsWith("cancelling  buy 0.5 BTC/USD at 40,000");
        Waiting.until("the cancel is seen", () -> watch.out().contains("\"order_cancelled\""));
        List<Long> seqs = seqs(watch);
        assertThat(seqs)
                .as("each once, in order")
                .isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
        assertThat(watch.err()).contains("\"continuity\":\"resumed, ");
        assertThat(watch.process().isAlive()).isTrue();
        readsOver(alpha);
    }

    /** What the reading commands say of it. */
    private static void readsOver(Shell alpha) {
        JsonNode order =
                alpha.arena("orders", "--status", "all", "--json").jsonLines().getFirst();
        assertThat(order.path("client_order_id").asText()).isEqualTo("mine");
        assertThat(order.path("status").asText()).isEqualTo("cancelled");
        assertThat(alpha.arena("portfolio", "--json")
                        .json()
                        .at("/balances/USD/available")
                        .asText())
                .isEqualTo("100000");
        Shell.Ran sessions = alpha.arena("sessions", "--collective", "alpha");
        assertThat(sessions.out()).containsPattern("alpha +cli +away").containsPattern("alpha +cli-watch +connected");
        Shell.Ran broke = alpha.arena("trade", "buy", "BTC/USD", "5", "--price", "40000", "--json");
        assertThat(broke.exit()).isEqualTo(1);
        assertThat(WireJson.parse(broke.err()).at("/error/code").asText()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(broke.out()).isEmpty();
    }

    @Test
    void the_screen_survives_the_arena_and_gives_the_terminal_back() {
        Shell beta = member("beta");
        PseudoTerminal terminal = beta.onTerminal(
                100, 30, "arena watch BTC/USD; echo first exit $?; arena watch; echo second exit $?; stty -a");
        terminal.awaitShown(" LIVE   beta/cli-watch");
        assertThat(terminal.isTaken()).isTrue();
        assertThat(terminal.isCursorVisible()).isFalse();
        Shell.Ran placed = beta.arena("trade", "sell", "btc-usd", "0.25", "--price", "70000", "--id", "my-ask");
        assertThat(placed.exit()).as(placed.err()).isZero();
        terminal.awaitShown("sell      0.25       0  70,000  open");
        terminal.awaitShown("•70,000.00");
        terminal.awaitShown("open  sell 0.25 BTC/USD at 70,000");

        arena().kill9();
        terminal.awaitShown(" RECONNECTING   beta/cli-watch");
        terminal.awaitShown("my-ask");
        arena().start();
        terminal.awaitShown(" LIVE   beta/cli-watch");
        terminal.awaitShown("resumed, nothing was missed");
        terminal.awaitShown("•70,000.00");

        terminal.type("q");
        terminal.awaitShown("first exit 0");
        assertThat(terminal.isTaken()).isFalse();
        assertThat(terminal.isCursorVisible()).isTrue();
        terminal.awaitShown(" LIVE   beta/cli-watch");
        terminal.type("\u0003");
        terminal.awaitShown("second exit 130");
        assertThat(terminal.exit()).isZero();
        assertThat(terminal.shown())
                .containsPattern("[^-]isig")
                .containsPattern("[^-]icanon")
                .containsPattern("[^-]echo ");
    }
}
