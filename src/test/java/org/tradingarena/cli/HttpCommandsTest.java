package org.tradingarena.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.cli.console.KeyFile;

class HttpCommandsTest {
    private static final String ORDER = """
            {"order_id":"alpha.e.%d","client_order_id":"mine-%d","client_id":"cli","symbol":"BTC/USD","side":"%s","order_type":"limit",\
            "quantity":%s,"price":42000.5,"filled_quantity":0,"remaining_quantity":1,"average_fill_price":null,"status":"open",\
            "time_in_force":"gtc","post_only":false,"reason":null,"created_at":"2026-01-02T12:00:00.000Z",\
            "updated_at":"2026-01-02T12:00:00.000Z"}""";

    private final MadeUpArena arena = new MadeUpArena();

    @TempDir
    private Path directory;

    private Path key = Path.of("");

    @BeforeEach
    void makeAKey() throws IOException {
        key = directory.resolve("arena.key");
        KeyFile.create(key);
    }

    @AfterEach
    void stop() {
        arena.close();
    }

    private Ran run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--server", arena.url()));
        arguments.addAll(List.of(more));
        return Ran.arena(arguments.toArray(String[]::new));
    }

    private Ran asAlpha(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--collective", "alpha", "--key", key.toString()));
        arguments.addAll(List.of(more));
        return run(command, arguments.toArray(String[]::new));
    }

    private Ran asOperator(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--admin-token", "secret-token"));
        arguments.addAll(List.of(more));
        return run(command, arguments.toArray(String[]::new));
    }

    private static String orders(String cursor, String... orders) {
        return "{\"orders\":[" + String.join(",", orders) + "],\"cursor\":" + cursor + "}";
    }

    @Test
    void orders_are_a_table_with_points_beneath_each_other() {
        arena.answer(
                "GET /api/v1/collectives/alpha/orders?status=open&limit=50",
                200,
                orders("null", ORDER.formatted(9, 9, "buy", "0.25"), ORDER.formatted(7, 7, "sell", "1200")));
        Ran ran = asAlpha("orders");
        assertThat(ran.exit()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0))
                .matches("ORDER +SYMBOL +SIDE +QUANTITY +FILLED +PRICE +AVERAGE +STATUS +AGE +CLIENT ORDER ID");
        assertThat(lines.get(1)).contains("alpha.e.9  BTC/USD  buy       0.25       0  42,000.5  -        open    ");
        assertThat(lines.get(2)).contains("alpha.e.7  BTC/USD  sell  1,200.00       0  42,000.5  -        open    ");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void orders_are_read_page_by_page_and_are_one_json_object_a_line() {
        String first = "/api/v1/collectives/alpha/orders?status=all&limit=500&symbol=BTC%2FUSD";
        arena.answer("GET " + first, 200, orders("\"8\"", ORDER.formatted(9, 9, "buy", "1")));
        arena.answer("GET " + first + "&cursor=8", 200, orders("null", ORDER.formatted(7, 7, "buy", "1")));
        Ran ran = asAlpha("orders", "--json", "--status", "all", "--symbol", "btc-usd", "--limit", "0");
        assertThat(ran.jsonLines())
                .extracting(order -> order.path("order_id").asText())
                .containsExactly("alpha.e.9", "alpha.e.7");
        assertThat(arena.asked().getLast().token()).isEqualTo("Bearer client-token");
    }

    @Test
    void no_more_orders_are_shown_than_were_asked_for() {
        String base = "GET /api/v1/collectives/alpha/orders?status=open&limit=";
        arena.answer(base + 2, 200, orders("\"8\"", ORDER.formatted(9, 9, "buy", "1")));
        arena.answer(base + "1&cursor=8", 200, orders("\"6\"", ORDER.formatted(7, 7, "buy", "1")));
        assertThat(asAlpha("orders", "--json", "--limit", "2").jsonLines()).hasSize(2);
    }

    @Test
    void a_portfolio_begins_with_its_total() {
        arena.answer("GET /api/v1/collectives/alpha/state?include=portfolio", 200, """
                {"position":{"epoch":"e","seq":7},"portfolio":{"collective_id":"alpha","balances":{
                "BTC":{"currency":"BTC","total":2,"available":1.5,"reserved":0.5},
                "USD":{"currency":"USD","total":1000,"available":1000,"reserved":0}},
                "positions":{"BTC/USD":{"quantity":-0.5,"average_price":64000,"mark_price":null,"market_value":null,
                "unrealized_pnl":null,"realized_pnl":-12.25}},"total_value_usd":129000.5,"unrealized_pnl":0,"realized_pnl":-12.25}}
                """);
        assertThat(asAlpha("portfolio").out()).isEqualTo("""
                alpha  129,000.50 USD   unrealized 0.00   realized -12.25

                CURRENCY  TOTAL  AVAILABLE  RESERVED
                BTC           2        1.5       0.5
                USD       1,000    1,000.0       0.0

                POSITION  QUANTITY  AVERAGE  MARK  VALUE  UNREALIZED  REALIZED
                BTC/USD       -0.5   64,000  -     -      -             -12.25
                """);
        Ran json = asAlpha("portfolio", "--json");
        assertThat(json.json().at("/balances/BTC/available").asText()).isEqualTo("1.5");
        assertThat(json.json().at("/position/seq").asInt()).isEqualTo(7);
    }

    @Test
    void a_collective_is_registered_with_the_public_half_of_a_new_key_and_the_same_again_is_fine() throws IOException {
        Path fresh = directory.resolve("fresh.key");
        String[] terms = {
            "alpha", "--key", fresh.toString(), "--new-key", "--deposit", "usd=100000", "--deposit", "BTC=2.5"
        };
        arena.answer("GET /api/v1/admin/collectives", 200, "{\"collectives\":[]}");
        arena.answer(
                "POST /api/v1/admin/collectives",
                201,
                "{\"collective_id\":\"alpha\",\"position\":{\"epoch\":\"e\",\"seq\":3}}");
        Ran first = asOperator("register", terms);
        assertThat(first.exit()).isZero();
        assertThat(first.out()).isEqualTo("alpha is open, with 1 key and 100,000 USD, 2.5 BTC\n");
        assertThat(Files.readString(fresh)).hasSize(44);
        assertThat(arena.asked().getLast().token()).isEqualTo("Bearer secret-token");
        assertThat(arena.asked().getLast().body())
                .contains("\"deposits\":{\"USD\":100000,\"BTC\":2.5}")
                .contains(org.tradingarena.client.ClientKey.load(fresh).publicKey());

        arena.answer("GET /api/v1/admin/collectives", 200, "{\"collectives\":[{\"collective_id\":\"alpha\"}]}");
        assertThat(asOperator("register", terms).out())
                .isEqualTo("alpha is open already, with these keys and deposits\n");
        assertThat(arena.asked().getLast().body())
                .isEqualTo(arena.asked().get(1).body());
        List<String> json = new ArrayList<>(List.of(terms));
        json.add("--json");
        assertThat(asOperator("register", json.toArray(String[]::new))
                        .json()
                        .path("created")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void a_refusal_is_exit_code_1_with_its_stable_code_on_one_line() {
        arena.answer("GET /api/v1/admin/collectives", 200, "{\"collectives\":[]}");
        arena.refuse("POST /api/v1/admin/collectives", 409, "CONFLICT", "other terms");
        Ran plain = asOperator("register", "alpha", "--key", key.toString());
        assertThat(plain).isEqualTo(new Ran(1, "", "arena: CONFLICT: other terms\n"));
        Ran json = asOperator("register", "alpha", "--key", key.toString(), "--json");
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.error().path("code").asText()).isEqualTo("CONFLICT");
        assertThat(json.error().at("/details/field").asText()).isEqualTo("x");
    }

    @Test
    void a_sign_in_that_fails_says_where_to_look() {
        arena.refuse("POST /api/v1/auth/token", 401, "AUTH_FAILED", "Authentication failed");
        Ran ran = asAlpha("orders");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("arena: AUTH_FAILED: there is no collective alpha, or")
                .hasLineCount(1);
    }

    @Test
    void sessions_are_read_page_by_page_and_silent_ones_are_named() {
        String session = """
                {"client_id":"%s","collective_id":"alpha","connected":%s,"since":"2026-01-02T12:00:00.000Z","generation":3,"missed":12,
                "buffered":2,"position":{"epoch":"e","seq":41},"last_heartbeat_at":null,"heartbeats":0,"reconnects":2,
                "preferences":{},"subscriptions":["orders:alpha","market"]}""";
        arena.answer(
                "GET /reconnection/sessions?limit=500&collective=alpha",
                200,
                "{\"sessions\":[" + session.formatted("bot-1", "true")
                        + "],\"cursor\":\"alpha.bot-1\",\"unanswered\":[]}");
        arena.answer(
                "GET /reconnection/sessions?limit=500&collective=alpha&cursor=alpha.bot-1",
                200,
                "{\"sessions\":[" + session.formatted("bot-2", "false") + "],\"cursor\":null,"
                        + "\"unanswered\":[{\"collective_id\":\"alpha\",\"client_id\":\"bot-3\"}]}");
        Ran ran = asOperator("sessions", "--collective", "alpha");
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(1)).matches("alpha +bot-1 +connected +\\d+d +41 +12 +2 +2 +- +orders market");
        assertThat(lines.get(2)).matches("alpha +bot-2 +away .*");
        assertThat(ran.err()).isEqualTo("arena: alpha/bot-3 did not answer in time\n");
        assertThat(asOperator("sessions", "--collective", "alpha", "--json").jsonLines())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.path("missed").asInt()).isEqualTo(12));
        assertThat(asOperator("sessions", "--client", "bot-1").exit()).isEqualTo(2);
    }

    @Test
    void a_client_is_disconnected() {
        arena.answer(
                "POST /reconnection/simulate-disconnect/bot-1?collective=alpha",
                200,
                "{\"client_id\":\"bot-1\",\"collective_id\":\"alpha\",\"disconnected\":true}");
        Ran ran = Ran.arena(
                "sessions",
                "disconnect",
                "bot-1",
                "--collective",
                "alpha",
                "--server",
                arena.url(),
                "--admin-token",
                "t");
        assertThat(ran).isEqualTo(new Ran(0, "alpha/bot-1 is disconnected\n", ""));
    }

    @Test
    void an_arena_that_is_not_there_is_exit_code_3() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String[] arguments = {
            "portfolio", "--server", "http://127.0.0.1:" + port, "--collective", "alpha", "--key", key.toString()
        };
        Ran ran = Ran.arena(arguments);
        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err())
                .isEqualTo("arena: http://127.0.0.1:" + port
                        + " cannot be reached: connection refused; is the arena running?\n");
        List<String> json = new ArrayList<>(List.of(arguments));
        json.add("--json");
        assertThat(Ran.arena(json.toArray(String[]::new)).error().path("code").asText())
                .isEqualTo("UNREACHABLE");
    }

    @Test
    void what_is_no_arena_is_told_as_that() {
        arena.answer("GET /api/v1/collectives/alpha/state?include=portfolio", 200, "<html>hello</html>");
        Ran ran = asAlpha("portfolio");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("has no portfolio; is it an arena?").hasLineCount(1);
    }

    @Test
    void a_key_that_is_not_there_is_exit_code_2_and_says_how_to_make_one() {
        Ran ran = run(
                "orders",
                "--collective",
                "alpha",
                "--key",
                directory.resolve("none").toString());
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains("there is no key file")
                .contains("arena keygen")
                .hasLineCount(1);
        assertThat(arena.asked()).isEmpty();
    }
}
