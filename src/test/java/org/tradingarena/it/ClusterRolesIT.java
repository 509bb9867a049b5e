package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One node has the entities, two others take clients; one of those was there before any node with entities. */
@Tag("slow")
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterRolesIT {
    private static final int CORE = 0;
    private static final int GATEWAY = 1;
    private static final int OTHER_GATEWAY = 2;
    private static final String SYMBOL = "BTC/USD";
    private static final int WATCHERS = 20;
    private static final int TRADES = 10;
    private static final Duration START = Duration.ofSeconds(90);
    private static final List<String> COLLECTIVES = List.of("anna", "bert", "cleo", "dora", "emil", "fred");

    private ArenaCluster cluster;
    private Arena arena;
    private Identity annas;
    private final List<WireClient> traders = new ArrayList<>();

    @BeforeAll
    void begin(@TempDir Path directory) {
        cluster = new ArenaCluster("cluster-roles", directory, 3, 1, "");
        arena = Arena.of(cluster);
        cluster.node(GATEWAY).reconfigure("arena.cluster.roles = [gateway]");
        cluster.node(CORE).reconfigure("arena.cluster.roles = [core]");
        cluster.node(OTHER_GATEWAY).reconfigure("arena.cluster.roles = [gateway]");
        cluster.node(GATEWAY).begin();
        Waiting.until(
                "it says what it waits for",
                START,
                () -> cluster.node(GATEWAY).logLines().stream()
                        .anyMatch(line -> line.contains(
                                "waiting for one of the nodes in arena.cluster.seeds to take this one in")));
        cluster.node(CORE).begin();
        cluster.node(OTHER_GATEWAY).begin();
        Stream.of(GATEWAY, CORE, OTHER_GATEWAY)
                .forEach(node -> cluster.node(node).awaitReady());
        by(GATEWAY);
        for (String collective : COLLECTIVES) {
            Identity identity = arena.open(collective);
            annas = collective.equals("anna") ? identity : annas;
            WireClient trader = arena.client(collective, "bot", identity);
            trader.signIn();
            traders.add(trader);
        }
    }

    @AfterAll
    void end() {
        arena.close();
    }

    /** From now on everybody comes by this node. */
    private void by(int node) {
        Stream.of(GATEWAY, CORE, OTHER_GATEWAY).forEach(cluster::shut);
        cluster.open(node);
    }

    private HttpResponse<String> get(int node, String path) {
        by(node);
        return arena.admin().get(path);
    }

    /** A number of a node's {@code /metrics}; 0 if there is none. */
    private double metric(int node, String begins) {
        return get(node, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(begins))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    @Order(1)
    void a_node_without_the_role_gateway_tells_health_and_metrics_alone() {
        assertThat(get(CORE, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(CORE, "/health/ready").statusCode()).isEqualTo(200);
        assertThat(get(CORE, "/metrics").body()).contains("arena_market_heard_snapshots_total");
        for (String path : List.of("/api/v1/instruments", "/api/v1/admin/collectives", "/ws/v1/anna", "/")) {
            HttpResponse<String> refused = get(CORE, path);
            assertThat(refused.statusCode()).as(path).isEqualTo(404);
            JsonNode error = WireJson.parse(refused.body()).path("error");
            assertThat(error.path("code").asText()).isEqualTo("NOT_FOUND");
            assertThat(error.path("message").asText()).contains("This node serves no clients", "role gateway");
        }
        assertThatThrownBy(() -> WireSocket.open(cluster.node(CORE).webSocket("anna"), frame -> {}))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .hasRootCauseMessage("Unexpected HTTP response status code 404");
    }

    @Test
    @Order(2)
    void entities_live_where_the_role_is_core() {
        traders.forEach(trader -> Orders.place(trader, Orders.limit("buy", "0.01", "10")));
        traders.forEach(WireClient::settle);
        for (String counter : List.of("arena_session_events_delivered_total", "arena_market_instructions_total")) {
            assertThat(metric(CORE, counter)).as(counter).isPositive();
            assertThat(metric(GATEWAY, counter) + metric(OTHER_GATEWAY, counter))
                    .as(counter)
                    .isZero();
        }
    }

    @Test
    @Order(3)
    void market_data_comes_to_a_node_once_however_many_clients_listen() {
        by(GATEWAY);
        List<WireClient> watchers = new ArrayList<>(List.of(watcher(0)));
        assertHeardOnce(watchers);
        for (int i = 1; i < WATCHERS; i++) {
            watchers.add(watcher(i));
        }
        assertHeardOnce(watchers);
        assertThat(watchers.getLast().inbox().ofType("trade")).isNotEmpty();
        assertThat(arena.violations()).isEmpty();
    }

    private WireClient watcher(int number) {
        WireClient watcher = arena.client("anna", "watcher-" + number, annas);
        watcher.signIn(WireJson.rooms("market:" + SYMBOL));
        Waiting.until("the book", () -> watcher.book(SYMBOL).snapshots() == 1);
        return watcher;
    }

    /** Trades; each watcher hears all of it, and their node was told it once. */
    private void assertHeardOnce(List<WireClient> watchers) {
        String counter = "arena_market_heard_updates_total{symbol=\"" + SYMBOL + "\"";
        double heard = metric(GATEWAY, counter);
        long seq = bookSeq();
        int deltas = deltas(watchers);
        WireClient first = watchers.getFirst();
        int before = first.book(SYMBOL).deltas();
        int trades = first.inbox().ofType("trade").size();
        for (int i = 0; i < TRADES; i++) {
            String price = Integer.toString(1000 + i);
            traders.get(0).expect("place_order", Orders.limit(Orders.newId(), SYMBOL, "sell", "0.01", price));
            traders.get(1).expect("place_order", Orders.limit(Orders.newId(), SYMBOL, "buy", "0.01", price));
        }
        Waiting.until("the trades", () -> first.inbox().ofType("trade").size() == trades + TRADES);
        long end = bookSeq();
        watchers.forEach(
                each -> Waiting.until("all of it", () -> each.book(SYMBOL).seq() == end));
        assertThat(end).isGreaterThanOrEqualTo(seq + 3 * TRADES);
        assertThat(metric(GATEWAY, counter) - heard)
                .as("updates told to the node")
                .isEqualTo((double) (end - seq));
        assertThat(deltas(watchers) - deltas)
                .as("deltas told to clients")
                .isEqualTo((first.book(SYMBOL).deltas() - before) * watchers.size());
    }

    private static int deltas(List<WireClient> watchers) {
        return watchers.stream()
                .mapToInt(watcher -> watcher.book(SYMBOL).deltas())
                .sum();
    }

    /** The number of what the node knows of the book. A trade and what it moves come in one message, so a number after a trade is whole. */
    private long bookSeq() {
        return traders.getFirst()
                .expect("get_order_book", WireJson.object().put("symbol", SYMBOL))
                .path("seq")
                .asLong();
    }

    @Test
    @Order(4)
    void a_token_is_good_on_every_node_and_a_challenge_on_its_own() {
        by(GATEWAY);
        HttpMember member = new HttpMember(arena, "anna", "caller", annas).signIn();
        JsonNode challenge = member.challenge();
        by(OTHER_GATEWAY);
        JsonNode placed = AdminApi.expect(201, member.place(Orders.limit("buy", "0.01", "10")));
        by(GATEWAY);
        HttpResponse<String> page = member.get("/events?wait=5&limit=500");
        assertThat(HttpMember.events(page))
                .anyMatch(event ->
                        event.contains(placed.path("order").path("order_id").asText()));
        by(OTHER_GATEWAY);
        HttpResponse<String> elsewhere = member.answer(challenge, "trader");
        assertThat(elsewhere.statusCode()).isEqualTo(401);
        assertThat(elsewhere.body()).contains("AUTH_FAILED", "challenge_id");
        by(GATEWAY);
        assertThat(member.answer(challenge, "trader").statusCode()).isEqualTo(200);
        assertThat(member.answer(challenge, "trader").statusCode())
                .as("the second time")
                .isEqualTo(401);
    }

    @Test
    @Order(5)
    void a_resume_token_is_good_on_every_node() {
        by(GATEWAY);
        WireClient client = arena.client("bert", "wanderer", traders.get(1).identity());
        String token = client.signIn().path("resume_token").asText();
        client.cut();
        by(OTHER_GATEWAY);
        ObjectNode fields = client.resumeFields().put("resume_token", token);
        assertThat(client.tryToSignIn(fields).type()).isEqualTo("authenticated");
        client.awaitResumed();
    }

    @Test
    @Order(6)
    void the_loss_of_a_gateway_loses_its_sockets_and_nothing_else() {
        List<Long> heads = traders.stream().map(Orders::head).toList();
        cluster.node(GATEWAY).kill9();
        Waiting.until("they notice", () -> traders.stream().noneMatch(WireClient::isConnected));
        by(OTHER_GATEWAY);
        for (int i = 0; i < traders.size(); i++) {
            WireClient trader = traders.get(i);
            assertThat(trader.resume().first().path("outcome").asText()).isEqualTo("up_to_date");
            assertThat(trader.log().position()).isEqualTo(heads.get(i));
            Orders.place(trader, Orders.limit("buy", "0.01", "10"));
        }
        assertThat(arena.violations()).isEmpty();
    }
}
