package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The state that a client can ask for, and whether it is the one that its events lead to (protocol sections 5 and 9). */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateIT {
    private final Arena arena = Arena.start(ArenaProcess.Setup.named("state"));
    private Identity identity = Identity.random();
    private WireClient client = arena.client("none", "none", identity);
    private WireClient stranger = client;
    private int collectives;

    @BeforeEach
    void newCollectives() {
        String collective = "team-" + ++collectives;
        identity = arena.open(collective);
        client = arena.client(collective, "client", identity);
        client.signIn();
        String other = "other-" + collectives;
        stranger = arena.client(other, "stranger", arena.open(other));
        stranger.signIn();
    }

    @AfterAll
    void end() {
        try {
            assertThat(arena.violations()).isEmpty();
            WireContract.published().hold(arena.transcript());
        } finally {
            arena.close();
        }
    }

    /** Orders of all kinds, a trade, a position. */
    private void trade() {
        Orders.grow(client, 1);
        Orders.trade(client, stranger, "1.5", "2000.01");
        Orders.place(client, Orders.limit("buy", "1", "50"));
        Orders.place(client, Orders.limit("quoted \"\\ ~'<>", "ETH/USD", "sell", "0.001", "9000.1"));
        Orders.place(client, Orders.limit(Orders.newId(), "SOL/USD", "sell", "0.01", "9000"));
        Waiting.until(
                "all orders rest",
                () -> client.expect("get_orders", WireJson.object("{'status':'pending'}"))
                        .path("orders")
                        .isEmpty());
        client.settle();
    }

    private JsonNode state() {
        return client.expect("get_initial_state");
    }

    @Test
    void the_state_hash_is_what_a_client_computes_from_what_it_sees() {
        assertThat(ClientState.hash(ClientState.document(state())))
                .as("of a new collective")
                .isEqualTo(state().path("state_hash").asText());
        trade();
        JsonNode state = state();
        assertThat(ClientState.hash(ClientState.document(state)))
                .isEqualTo(state.path("state_hash").asText());
        assertThat(state.path("mode").asText()).isEqualTo("full");
        assertThat(client.expect("heartbeat").path("state_hash")).isEqualTo(state.path("state_hash"));
        assertThat(client.expect("get_initial_state", WireJson.object("{'include':['connection']}"))
                        .path("state_hash"))
                .isEqualTo(state.path("state_hash"));
    }

    @Test
    void the_state_hash_does_not_move_with_the_market() {
        trade();
        JsonNode before = state();
        Orders.place(client, Orders.limit("sell", "1", "3000"));
        String third = "third-" + collectives;
        WireClient one = arena.client(third, "one", arena.open(third));
        one.signIn();
        JsonNode quiet = client.settle().expect("heartbeat");
        Orders.trade(one, stranger, "0.5", "2500");
        Waiting.until(
                "the mark has moved",
                () -> state().path("portfolio")
                                .path("positions")
                                .path("ETH/USD")
                                .path("mark_price")
                                .asInt()
                        == 2500);
        assertThat(client.expect("heartbeat").path("state_hash"))
                .isEqualTo(quiet.path("state_hash"))
                .isNotEqualTo(before.path("state_hash"));
    }

    @Test
    void the_state_is_one_moment_of_the_stream() {
        trade();
        StreamFold fold = new StreamFold();
        List<String> wrong = new ArrayList<>();
        client.log().events().forEach(fold::apply);
        int mark = client.inbox().mark();
        List<CompletableFuture<Frame>> load = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            load.add(client.ask(
                    "place_order",
                    Orders.limit(
                            i % 2 == 0 ? "buy" : "sell", "0.01", Integer.toString(i % 2 == 0 ? 40 + i : 5000 + i))));
            load.add(client.ask("get_initial_state", WireJson.object("{'include':['orders','balances','portfolio']}")));
            if (i % 10 == 9) {
                load.add(client.ask("cancel_all_orders", WireJson.object("{'symbol':'ETH/USD'}")));
            }
        }
        load.forEach(answer -> Waiting.on("an answer", answer));
        client.settle();
        int states = 0;
        for (Frame frame : client.inbox().all().subList(mark, client.inbox().mark())) {
            if (frame.isPrivateEvent()) {
                fold.apply(frame.json());
            } else if (frame.type().equals("initial_state") && frame.data().has("orders")) {
                states++;
                compare(frame, fold, wrong);
            }
        }
        assertThat(states).isEqualTo(60);
        assertThat(wrong).isEmpty();
    }

    /** At the place in the frames where the state stands, the events before it add up to it. */
    private static void compare(Frame frame, StreamFold fold, List<String> wrong) {
        JsonNode orders = frame.data().path("orders").path("open_orders");
        List<JsonNode> folded = new ArrayList<>(fold.working().values());
        if (orders.size() != folded.size() || !orders.valueStream().allMatch(folded::contains)) {
            wrong.add("orders by events " + folded + ", by the state " + frame.text());
        }
        fold.balances().forEach((currency, balance) -> {
            if (!frame.data().path("balances").path(currency).equals(balance)) {
                wrong.add(currency + " by events " + balance + ", by the state " + frame.text());
            }
        });
        if (!ClientState.hash(ClientState.document(frame.data()))
                .equals(frame.data().path("state_hash").asText())) {
            wrong.add("hash of " + frame.text());
        }
    }

    @Test
    void only_what_was_asked_for_is_there() {
        trade();
        for (String component : List.of("portfolio", "balances", "orders", "subscriptions", "connection", "commands")) {
            JsonNode state = client.expect("get_initial_state", WireJson.object("{'include':['" + component + "']}"));
            assertThat(state.propertyStream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder("position", "state_hash", "mode", component);
        }
        JsonNode all = client.expect("get_initial_state", WireJson.object("{'include':[]}"));
        assertThat(all.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "position",
                        "state_hash",
                        "mode",
                        "portfolio",
                        "balances",
                        "orders",
                        "subscriptions",
                        "connection",
                        "commands");
        assertThat(all.path("connection").path("client_id").asText()).isEqualTo("client");
        assertThat(all.path("connection").path("orders_received").asLong()).isPositive();
        assertThat(all.path("connection").path("message_count").asLong()).isPositive();
    }

    @Test
    void what_became_of_commands_is_told_newest_first() {
        ObjectNode first = Orders.limit("buy", "1", "50");
        ObjectNode second = Orders.limit("buy", "1000", "90000");
        Orders.place(client, first);
        assertThat(client.request("place_order", second).code()).isEqualTo("INSUFFICIENT_FUNDS");
        JsonNode commands = state().path("commands");
        assertThat(commands.valueStream()
                        .map(command -> command.path("client_order_id").asText()))
                .containsExactly(
                        second.path("client_order_id").asText(),
                        first.path("client_order_id").asText());
        assertThat(commands.path(0).path("status").asText()).isEqualTo("rejected");
        assertThat(commands.path(0).path("code").asText()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(commands.path(1).path("status").asText()).isEqualTo("accepted");
    }

    @Test
    void open_orders_are_oldest_first_and_listed_orders_newest_first() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(Orders.place(client, Orders.limit("buy", "1", "5" + i))
                    .path("order_id")
                    .asText());
        }
        assertThat(state().path("orders")
                        .path("open_orders")
                        .valueStream()
                        .map(order -> order.path("order_id").asText()))
                .containsExactlyElementsOf(ids);
        List<String> listed = new ArrayList<>();
        ObjectNode ask = WireJson.object("{'limit':2}");
        JsonNode cursor;
        do {
            JsonNode page = client.expect("get_orders", ask);
            page.path("orders")
                    .forEach(order -> listed.add(order.path("order_id").asText()));
            cursor = page.path("cursor");
            ask.set("cursor", cursor);
        } while (!cursor.isNull());
        assertThat(listed.reversed()).isEqualTo(ids);
    }

    @Test
    void who_names_a_state_that_is_still_known_gets_the_difference() {
        trade();
        JsonNode base = state();
        JsonNode same = diff(base);
        assertThat(same.path("mode").asText()).isEqualTo("diff");
        assertThat(same.path("patch")).isEmpty();
        assertLeadsTo(base, same);
        Orders.trade(client, stranger, "0.25", "2100");
        Orders.place(client, Orders.limit("buy", "2", "51"));
        client.expect("cancel_order", WireJson.object().put("client_order_id", "quoted \"\\ ~'<>"));
        client.settle();
        JsonNode difference = diff(base);
        assertThat(difference.path("mode").asText()).isEqualTo("diff");
        assertThat(difference.path("patch")).isNotEmpty();
        assertLeadsTo(base, difference);
    }

    private static void assertLeadsTo(JsonNode base, JsonNode answer) {
        boolean isDiff = answer.path("mode").asText().equals("diff");
        assertThat(answer.has("patch")).isEqualTo(isDiff);
        assertThat(answer.has("orders") && answer.has("balances") && answer.has("portfolio"))
                .isNotEqualTo(isDiff);
        JsonNode document = isDiff
                ? ClientState.patched(ClientState.document(base), answer.path("patch"))
                : ClientState.document(answer);
        assertThat(ClientState.hash(document))
                .isEqualTo(answer.path("state_hash").asText());
    }

    @Test
    void a_base_that_the_server_does_not_know_gets_the_whole_state() {
        trade();
        JsonNode base = state();
        for (String wrong : List.of(
                "{'seq':9007199254740991,'state_hash':'"
                        + base.path("state_hash").asText() + "'}",
                "{'seq':" + base.path("position").path("seq").asLong() + ",'state_hash':'" + "0".repeat(64) + "'}")) {
            ObjectNode ask = WireJson.object();
            ask.set("base", WireJson.object(wrong));
            JsonNode answer = client.expect("get_initial_state", ask);
            assertThat(answer.path("mode").asText()).isEqualTo("full");
            assertThat(answer.has("portfolio")).isTrue();
        }
    }

    private JsonNode diff(JsonNode base) {
        ObjectNode ask = WireJson.object();
        ask.putObject("base")
                .put("seq", base.path("position").path("seq").asLong())
                .put("state_hash", base.path("state_hash").asText());
        return client.expect("get_initial_state", ask);
    }

    @Test
    void a_heartbeat_tells_where_the_stream_is() {
        Orders.grow(client, 2);
        client.settle();
        JsonNode ack = client.expect(
                "heartbeat", WireJson.object().put("ack_seq", client.log().position()));
        assertThat(ack.path("position").path("epoch").asText())
                .isEqualTo(client.log().epoch());
        assertThat(ack.path("position").path("seq").asLong())
                .isEqualTo(client.log().position());
        assertThat(ack.path("last_sent_seq").asLong()).isEqualTo(client.log().position());
    }

    @Test
    void the_same_order_again_is_the_same_order() {
        ObjectNode order = Orders.limit("buy", "1", "50");
        JsonNode first = client.expect("place_order", order);
        assertThat(first.path("duplicate").asBoolean()).isFalse();
        Orders.awaitEvent(client, "order_open", first.path("order"));
        order.put("price", "50.00").put("quantity", "1.000");
        JsonNode second = client.expect("place_order", order);
        assertThat(second.path("duplicate").asBoolean())
                .as("the same terms, written in another way")
                .isTrue();
        assertThat(second.path("order").path("order_id"))
                .isEqualTo(first.path("order").path("order_id"));
        assertThat(second.path("order").path("status").asText()).isEqualTo("open");
        ObjectNode hopeless = Orders.limit("buy", "1000", "90000");
        assertThat(client.request("place_order", hopeless).code()).isEqualTo("INSUFFICIENT_FUNDS");
        long head = Orders.head(client);
        assertThat(client.request("place_order", hopeless).code())
                .as("the same refusal again")
                .isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(Orders.head(client)).isEqualTo(head);
    }
}
