package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradingarena.bench.BenchCommand;
import picocli.CommandLine;

/** The load generator against a real server: an honest one is clean, and one that loses, repeats, reorders or changes is told so. */
@ExtendWith(ShowsArenaLog.class)
class BenchIT {
    /** In every private event, and in no answer. */
    private static final String EVENT = "\"event_id\"";

    private static final String MARKET = "\"symbol\":\"BTC/USD\",\"epoch\"";

    /** What an honest server may take at the end, and how long is waited for what never comes. */
    private static final String PATIENT = "30";

    private static final String HASTY = "1";

    private static Arena arena;

    @BeforeAll
    static void start() {
        arena = Arena.start(ArenaProcess.Setup.named("bench"));
    }

    @AfterAll
    static void stop() {
        arena.close();
    }

    private record Ran(int exit, JsonNode json, String err) {
        long figure(String name) {
            assertThat(json.path("figures").has(name))
                    .as("%s in %s", name, json)
                    .isTrue();
            return json.path("figures").path(name).asLong();
        }

        long samples(String latency) {
            return json.path("latency_nanoseconds")
                    .path(latency)
                    .path("samples")
                    .asLong();
        }

        String verdict() {
            return json.path("verification").path("verdict").asText();
        }

        /** The examples of a fault, in one text; empty if it was not found. */
        String found(String fault) {
            return json.path("verification")
                    .path("faults")
                    .path(fault)
                    .path("examples")
                    .toString();
        }

        void isClean() {
            assertThat(verdict()).as("%s %s", json, err).isEqualTo("CLEAN");
            assertThat(exit).isZero();
        }

        void isLossy() {
            assertThat(verdict()).as("%s %s", json, err).isEqualTo("LOSSY");
            assertThat(exit).isOne();
        }
    }

    private static Ran bench(URI server, String drain, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--server",
                server.toString(),
                "--admin-token",
                ArenaProcess.ADMIN_TOKEN,
                "--json",
                "-",
                "--drain",
                drain));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        JsonNode json = out.toString().isEmpty() ? WireJson.object() : WireJson.parse(out.toString());
        return new Ran(exit, json, err.toString());
    }

    private static Ran honest(String... arguments) {
        return bench(arena.process().http(""), PATIENT, arguments);
    }

    private static Ran lossy(LossyProxy.Rules rules, String... arguments) {
        try (LossyProxy proxy = LossyProxy.before(arena.process(), rules)) {
            return bench(proxy.address(), HASTY, arguments);
        }
    }

    // ---- orders

    private static final String[] ORDERS = {
        "orders",
        "--clients",
        "12",
        "--collectives",
        "2",
        "--rate",
        "60",
        "--warm-up",
        "0",
        "--duration",
        "1",
        "--symbol",
        "ETH/USD"
    };

    @Test
    void orders_to_an_honest_server_are_measured_and_clean() {
        Ran ran = honest(ORDERS);
        ran.isClean();
        assertThat(ran.samples("order accepted") + ran.samples("cancel accepted"))
                .isEqualTo(60);
        assertThat(ran.samples("load generator's lag")).isEqualTo(60);
        assertThat(ran.figure("server_cpu_seconds_per_million_messages")).isPositive();
    }

    @Test
    void each_client_with_orders_under_way_all_the_time_is_clean_too() {
        Ran ran = honest(
                "orders",
                "--clients",
                "4",
                "--window",
                "1",
                "--warm-up",
                "0",
                "--duration",
                "1",
                "--symbol",
                "ETH/USD");
        ran.isClean();
        assertThat(ran.samples("order accepted")).isPositive();
    }

    @Test
    void orders_to_a_lossy_server_are_lossy() {
        Ran ran = lossy(
                client -> switch (client) {
                    case "trader-0" -> LossyProxy.loses(3, EVENT);
                    case "trader-1" -> LossyProxy.repeats(3, EVENT);
                    case "trader-2" -> LossyProxy.swaps(3, EVENT);
                    case "trader-3" -> LossyProxy.changes(3, EVENT, "\"quantity\":0", "\"quantity\":1");
                    case "trader-4" -> LossyProxy.loses(2, "\"success\":true");
                    case "trader-5" -> LossyProxy.repeats(2, "\"success\":true");
                    default -> LossyProxy.honest();
                },
                ORDERS);
        ran.isLossy();
        assertThat(ran.found("lost")).contains("trader-0 never got");
        assertThat(ran.found("gap")).contains("trader-0 got");
        assertThat(ran.found("repeated")).contains("trader-1 got").doesNotContain("trader-0");
        assertThat(ran.found("out_of_order")).contains("trader-2 got");
        assertThat(ran.found("changed")).contains("other bytes");
        assertThat(ran.found("unanswered")).contains("trader-4 got no answer");
        assertThat(ran.found("answered_twice")).contains("trader-5 got an answer");
        assertThat(ran.found("money") + ran.found("forgotten"))
                .as("what is not wrong")
                .isEmpty();
    }

    // ---- fan-out

    private static final String[] FANOUT = {
        "fanout", "--clients", "12", "--rate", "30", "--warm-up", "0", "--duration", "1", "--symbol", "BTC/USD"
    };

    @Test
    void a_fan_out_of_the_market_is_measured_and_clean() {
        Ran ran = honest(FANOUT);
        ran.isClean();
        assertThat(ran.figure("publications")).isEqualTo(30);
        assertThat(ran.samples("delivery")).isEqualTo(30 * 12);
    }

    @Test
    void a_fan_out_of_private_events_is_measured_and_clean() {
        Ran ran = honest(
                "fanout", "--clients", "8", "--room", "private", "--rate", "20", "--warm-up", "0", "--duration", "1");
        ran.isClean();
        assertThat(ran.samples("delivery")).isEqualTo(20 * 8);
    }

    @Test
    void a_fan_out_of_a_lossy_server_is_lossy() {
        Ran ran = lossy(
                client -> switch (client) {
                    case "subscriber-3" -> LossyProxy.loses(4, MARKET);
                    case "subscriber-4" -> LossyProxy.repeats(4, MARKET);
                    case "subscriber-5" -> LossyProxy.swaps(4, MARKET);
                    case "subscriber-6" -> LossyProxy.changes(4, MARKET, "\"price\":1", "\"price\":2");
                    case "subscriber-7" ->
                        LossyProxy.changes(4, "\"checksum\":", "\"checksum\":[0-9]+", "\"checksum\":1");
                    default -> LossyProxy.honest();
                },
                FANOUT);
        ran.isLossy();
        assertThat(ran.found("gap")).contains("subscriber-3 got");
        assertThat(ran.found("repeated")).contains("subscriber-4 got");
        assertThat(ran.found("out_of_order")).contains("subscriber-5 got");
        assertThat(ran.found("changed")).contains("other bytes");
        assertThat(ran.found("wrong_book")).contains("subscriber-7 has checksum");
        assertThat(ran.found("wrong_count")).contains("subscriber-3 got").doesNotContain("subscriber-4");
    }

    // ---- idling

    private static final String[] IDLE = {"idle", "--clients", "12", "--duration", "1", "--heartbeat", "0.5"};

    @Test
    void idle_sockets_are_measured_and_clean() {
        Ran ran = honest(IDLE);
        ran.isClean();
        assertThat(ran.samples("connect and sign in")).isEqualTo(12);
        assertThat(ran.samples("heartbeat")).isGreaterThanOrEqualTo(12);
        assertThat(ran.samples("event after idling")).isEqualTo(3 * 12);
        assertThat(ran.json().path("figures").has("server_heap_bytes_per_connection"))
                .as("the server's process was found by its port")
                .isTrue();
    }

    @Test
    void idle_sockets_of_a_lossy_server_are_lossy() {
        Ran ran = lossy(
                client -> switch (client) {
                    case "idler-0" -> LossyProxy.loses(1, "heartbeat_ack");
                    case "idler-1" -> LossyProxy.repeats(1, "heartbeat_ack");
                    case "idler-2" -> LossyProxy.loses(3, EVENT);
                    case "idler-3" -> LossyProxy.swaps(1, EVENT);
                    case "idler-4" -> LossyProxy.repeats(1, EVENT);
                    default -> LossyProxy.honest();
                },
                IDLE);
        ran.isLossy();
        assertThat(ran.found("unanswered")).contains("idler-0 got no answer");
        assertThat(ran.found("answered_twice")).contains("idler-1 got an answer");
        assertThat(ran.found("lost")).contains("idler-2 never got");
        assertThat(ran.found("out_of_order")).contains("idler-3 got");
        assertThat(ran.found("repeated")).contains("idler-4 got");
    }

    // ---- resuming

    private static final String[] RESUME = {
        "resume", "--clients", "12", "--collectives", "1", "--missed", "700", "--symbol", "SOL/USD"
    };

    private static final String PAGE = "reconnection_sync";

    @Test
    void a_storm_is_measured_and_clean() {
        Ran ran = honest(RESUME);
        ran.isClean();
        assertThat(ran.figure("replayed_events")).isEqualTo(700 * 12);
        assertThat(ran.figure("pages")).isGreaterThanOrEqualTo(2 * 12);
        assertThat(ran.samples("back and complete")).isEqualTo(12);
    }

    @Test
    void a_storm_of_a_lossy_server_is_lossy() {
        Ran ran = lossy(
                client -> switch (client) {
                    case "session-0" -> LossyProxy.loses(1, PAGE);
                    case "session-1" -> LossyProxy.repeats(1, PAGE);
                    case "session-2" -> LossyProxy.swaps(1, PAGE);
                    case "session-3" -> LossyProxy.changes(1, PAGE, "\"price\":10,", "\"price\":11,");
                    default -> LossyProxy.honest();
                },
                RESUME);
        ran.isLossy();
        assertThat(ran.found("lost")).contains("session-0 never got");
        assertThat(ran.found("no_page")).contains("session-0 got page", "session-1 got page", "session-2 got page");
        assertThat(ran.found("repeated")).contains("session-1 got");
        assertThat(ran.found("out_of_order")).contains("session-2 got");
        assertThat(ran.found("changed")).contains("other bytes");
    }

    // ---- what it refuses

    @Test
    void a_market_in_which_somebody_has_orders_is_left_alone() {
        WireClient somebody = arena.client("somebody", "trader", arena.open("somebody"));
        somebody.signIn();
        Orders.place(somebody, Orders.limit("somebodys", "SOL/USD", "buy", "0.01", "10"));
        Waiting.until("it is in the book", () -> isInBook("[[10,0.01]]"));
        Ran ran = honest("orders", "--symbol", "SOL/USD");
        somebody.expect("cancel_all_orders");
        Waiting.until("it is gone", () -> isInBook("\"bids\":[]"));
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("the book of SOL/USD is not empty");
    }

    private static boolean isInBook(String text) {
        return arena.admin().get("/api/v1/market/SOL-USD/book").body().contains(text);
    }
}
