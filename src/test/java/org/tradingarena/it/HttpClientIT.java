package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients without a socket get what those with one get, and keep it through a crash (protocol section 10). */
@ExtendWith(ShowsArenaLog.class)
class HttpClientIT {
    private static final int ORDERS = 60;

    @Test
    void a_socket_a_poller_and_a_stream_see_the_same_bytes_of_the_same_events_once_through_a_kill() {
        try (Arena arena = Arena.start(ArenaProcess.Setup.named("http-followers"))) {
            Identity annas = arena.open("anna");
            Identity berts = arena.open("bert");
            WireClient socket = arena.client("anna", "socket", annas);
            WireClient other = arena.client("bert", "bot", berts);
            socket.signIn(WireJson.object());
            other.signIn();
            HttpMember poller = new HttpMember(arena, "anna", "poller", annas).signIn();
            HttpMember streamer = new HttpMember(arena, "anna", "streamer", annas).signIn();
            try (HttpFollower polls = HttpFollower.polling(poller);
                    HttpFollower stream =
                            HttpFollower.streaming(streamer, socket.log().epoch())) {
                trade(socket, other);
                arena.admin().post(BadCalls.COLLECTIVES + "/anna/keys", keys());
                Waiting.until("the first events", () -> polls.position() > 20 && stream.position() > 20);
                arena.process().kill9();
                arena.process().start();
                socket.resume();
                other.resume();
                trade(socket, other);
                long head = Orders.head(socket);
                socket.settle();
                NavigableMap<Long, String> seen = everything(socket);
                assertThat(seen.lastKey()).isEqualTo(head);
                Waiting.until("all at the head", () -> polls.position() == head && stream.position() == head);
                assertThat(polls.texts()).isEqualTo(seen);
                assertThat(stream.texts()).isEqualTo(seen);
                assertThat(polls.violations()).isEmpty();
                assertThat(stream.violations()).isEmpty();
                assertThat(stream.connections()).as("connections of the stream").isGreaterThan(1);
                assertThat(arena.violations()).isEmpty();
            }
        }
    }

    private static String keys() {
        return "{\"public_keys\":[\"" + Identity.random().publicKey() + "\"]}";
    }

    private static void trade(WireClient socket, WireClient other) {
        for (int i = 0; i < 3; i++) {
            Orders.trade(socket, other, "0.5", "2000");
            Orders.trade(other, socket, "0.25", "1999.5");
        }
        Orders.grow(socket, 10);
    }

    /** What the socket was told, and what was before its sign-in. */
    private static NavigableMap<Long, String> everything(WireClient socket) {
        long next = 0;
        boolean more = true;
        while (more) {
            JsonNode page = socket.expect("replay", WireJson.object().put("after_seq", next));
            next = page.path("next_after_seq").asLong();
            more = page.path("has_more").asBoolean();
        }
        return socket.log().texts();
    }

    @Test
    void an_order_that_is_sent_until_it_is_answered_is_placed_once_whenever_the_server_dies() {
        try (Arena arena = Arena.start(ArenaProcess.Setup.named("http-orders"))) {
            Identity identity = arena.open("anna");
            HttpMember member = new HttpMember(arena, "anna", "bot", identity).signIn();
            AtomicInteger answered = new AtomicInteger();
            Map<String, String> ids = new HashMap<>();
            CompletableFuture<Integer> trading = CompletableFuture.supplyAsync(() -> {
                int repeats = 0;
                for (int i = 0; i < ORDERS; i++) {
                    ObjectNode order = Orders.limit("http-" + i, "ETH/USD", "buy", "0.01", "10");
                    int tries = placeUntilAnswered(member, order, ids);
                    repeats += tries - 1;
                    answered.incrementAndGet();
                }
                return repeats;
            });
            for (int kill = 1; kill <= 2; kill++) {
                int goal = kill * ORDERS / 3;
                Waiting.until("some orders", () -> answered.get() >= goal);
                arena.process().kill9();
                arena.process().start();
            }
            assertThat(Waiting.on("all orders", trading)).as("repeats").isPositive();
            JsonNode orders = AdminApi.expect(200, member.get("/orders?status=all&limit=500"))
                    .path("orders");
            Map<String, String> placed = new HashMap<>();
            orders.forEach(order -> assertThat(placed.put(
                            order.path("client_order_id").asText(),
                            order.path("order_id").asText()))
                    .as("another order of the same id")
                    .isNull());
            assertThat(placed).isEqualTo(ids).hasSize(ORDERS);
            HttpResponse<String> again = member.place(Orders.limit("http-0", "ETH/USD", "buy", "0.01", "10"));
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(member.place(Orders.limit("http-0", "ETH/USD", "buy", "0.02", "10"))
                            .statusCode())
                    .isEqualTo(409);
        }
    }

    private static int placeUntilAnswered(HttpMember member, ObjectNode order, Map<String, String> ids) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int tries = 1; ; tries++) {
                try {
                    HttpResponse<String> response = client.send(
                            member.request("/orders")
                                    .POST(HttpRequest.BodyPublishers.ofString(order.toString()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    if (response.statusCode() == 200 || response.statusCode() == 201) {
                        JsonNode placed = WireJson.parse(response.body()).path("order");
                        ids.put(
                                order.path("client_order_id").asText(),
                                placed.path("order_id").asText());
                        return tries;
                    }
                    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
                } catch (IOException gone) {
                    Waiting.pass(HttpFollower.AWAY);
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }
        }
    }

    @Test
    void a_token_outlives_the_server_but_not_its_key() {
        try (Arena arena = Arena.start(ArenaProcess.Setup.named("http-tokens"))) {
            Identity identity = arena.open("anna");
            HttpMember member = new HttpMember(arena, "anna", "bot", identity).signIn();
            JsonNode unused = member.challenge();
            HttpResponse<String> state = member.get("/state");
            String tag = state.headers().firstValue("ETag").orElseThrow();
            arena.process().kill9();
            arena.process().start();
            assertThat(member.get("/state?include=balances").statusCode()).isEqualTo(200);
            HttpResponse<String> same =
                    arena.admin().send(member.request("/state").header("If-None-Match", tag));
            assertThat(same.statusCode()).isEqualTo(304);
            HttpResponse<String> stale = member.answer(unused, "trader");
            assertThat(stale.statusCode())
                    .as("a challenge of before the restart")
                    .isEqualTo(401);
            try (HttpFollower stream = HttpFollower.streaming(member, epoch(state))) {
                Waiting.until("the stream", () -> stream.position() > 0);
                arena.admin().delete(BadCalls.COLLECTIVES + "/anna/keys/" + identity.publicKey());
                for (String path : new String[] {"/state", "/events", "/orders", "/stream"}) {
                    HttpResponse<String> dead = member.get(path);
                    assertThat(dead.statusCode()).as(path).isEqualTo(401);
                    assertThat(dead.body()).contains("AUTH_FAILED");
                }
            }
        }
    }

    private static String epoch(HttpResponse<String> state) {
        return WireJson.parse(state.body()).path("position").path("epoch").asText();
    }
}
