package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.domain.Atoms;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Room;

@Tag("actor")
class ConnectionRequestsTest {
    private static final ActorTestKit KIT = ActorTestKit.create(Arena.config());
    private static final String ORDER =
            "{\"client_order_id\":\"a\",\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"order_type\":\"limit\",\"quantity\":1,\"price\":%s}";

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final Arena arena = new Arena(KIT, 7);
    private final TestSocket socket = arena.socket();

    @Test
    void an_order_goes_to_the_collective_in_atoms_and_its_answer_straight_to_the_socket() {
        socket.entered();
        long ticket = socket.ask("place_order", ORDER.formatted("100.5"));
        CollectiveReply answer = socket.replies().receiveMessage();
        assertThat(answer.ticket()).isEqualTo(ticket);
        assertThat(submitted()).singleElement().satisfies(submit -> {
            CollectiveIntent.PlaceOrder place = (CollectiveIntent.PlaceOrder) submit.intent();
            assertThat(place.clientId()).isEqualTo(arena.client());
            assertThat(place.quantity()).isEqualTo(Atoms.ONE);
            assertThat(place.price()).isEqualTo(Atoms.of("100.5"));
        });
    }

    @Test
    void terms_off_the_grid_are_refused_and_leave_no_trace() {
        socket.entered();
        assertThat(socket.errorOf("place_order", ORDER.formatted("100.001"))).isEqualTo("INVALID_PRICE");
        assertThat(socket.errorOf("cancel_all_orders", "{\"symbol\":\"DOGE/USD\"}"))
                .isEqualTo("INVALID_SYMBOL");
        assertThat(submitted()).isEmpty();
    }

    @Test
    void an_observer_reads_everything_and_may_not_trade() {
        socket.observing().signIn().signedIn();
        for (String request :
                List.of("place_order", "cancel_all_orders", "cancel_all_after", "set_cancel_on_disconnect")) {
            String data = switch (request) {
                case "place_order" -> ORDER.formatted("100");
                case "cancel_all_after" -> "{\"timeout_ms\":5}";
                case "set_cancel_on_disconnect" -> "{\"enabled\":true}";
                default -> "{}";
            };
            assertThat(socket.errorOf(request, data)).as(request).isEqualTo("FORBIDDEN");
        }
        assertThat(submitted()).isEmpty();
        assertThat(socket.call("get_portfolio", "{}").get("type").asText()).isEqualTo("portfolio");
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
    }

    @Test
    void state_orders_and_balances_are_answered() {
        socket.entered();
        JsonNode portfolio = socket.call("get_portfolio", "{}");
        assertThat(portfolio.get("id").asText()).isEqualTo("get_portfolio-1");
        assertThat(portfolio.get("data").get("collective_id").asText()).isEqualTo("alpha");
        assertThat(socket.call("get_balances", "{}").get("data").get("balances").isObject())
                .isTrue();
        JsonNode orders = socket.call("get_orders", "{\"limit\":3}").get("data");
        assertThat(orders.get("cursor").asText()).isEqualTo("7");
        JsonNode rest = socket.call("get_orders", "{\"cursor\":\"7\"}").get("data");
        assertThat(rest.get("cursor").isNull()).isTrue();
        assertThat(socket.errorOf("get_orders", "{\"cursor\":\"x\"}")).isEqualTo("INVALID_MESSAGE");
        assertThat(socket.errorOf("get_orders", "{\"cursor\":\"-4\"}")).isEqualTo("INVALID_MESSAGE");
    }

    @Test
    void an_overloaded_collective_is_told_and_names_the_wait() {
        socket.entered();
        arena.collective.overload(true);
        JsonNode error = socket.call("get_balances", "{}").get("error");
        assertThat(error.get("code").asText()).isEqualTo("OVERLOADED");
        assertThat(error.get("details").get("retry_after_ms").asLong()).isPositive();
    }

    @Test
    void what_was_asked_of_a_collective_that_has_stopped_is_to_be_asked_again_and_is_one_request() {
        socket.entered();
        arena.collective.silence();
        long ticket = socket.ask("place_order", ORDER.formatted("100"));
        awaitSubmitted(1);
        arena.crashCollective();
        arena.collective.speakButForget();
        attached();
        socket.askedForAll();
        socket.askAgain(ticket, "place_order", ORDER.formatted("100"));
        assertThat(socket.replies().receiveMessage().ticket()).isEqualTo(ticket);
        assertThat(submitted()).hasSize(2);
        JsonNode connection = socket.call("get_initial_state", "{\"include\":[\"connection\"]}");
        assertThat(connection.at("/data/connection/message_count").asLong()).isEqualTo(2);
    }

    private void attached() {
        Awaitility.await().until(() -> {
            arena.pass(Duration.ofMillis(100));
            return arena.collective.hasSubscriber();
        });
    }

    private void awaitSubmitted(int count) {
        Awaitility.await().until(() -> submitted().size() >= count);
    }

    @Test
    void rooms_change_behind_the_baseline_that_is_told() {
        socket.in(new Room.Leaderboard()).signIn().signedIn();
        arena.collective.emit(2);
        JsonNode subscribed = socket.call("subscribe", "{\"rooms\":[\"orders:alpha\",\"market:BTC/USD\"]}");
        assertThat(subscribed.get("type").asText()).isEqualTo("subscribed");
        JsonNode data = subscribed.get("data");
        assertThat(data.get("rooms").toString()).isEqualTo("[\"leaderboard\",\"orders:alpha\",\"market:BTC/USD\"]");
        assertThat(data.get("position").get("seq").asLong()).isEqualTo(9);
        assertThat(socket.roomsChanged()).hasSize(3);
        arena.collective.emit(Streams::deposited);
        arena.collective.emit(1);
        JsonNode event = socket.delivered();
        assertThat(event.get("seq").asLong()).isEqualTo(11);
        assertThat(event.get("prev_seq").asLong()).isEqualTo(9);
        assertThat(event.get("data").has("balances")).isFalse();
        JsonNode left = socket.call("unsubscribe", "{\"rooms\":[\"orders:alpha\"]}");
        assertThat(left.get("type").asText()).isEqualTo("unsubscribed");
        assertThat(left.get("data").get("rooms").toString()).isEqualTo("[\"leaderboard\",\"market:BTC/USD\"]");
        assertThat(socket.roomsChanged()).hasSize(2);
        arena.collective.emit(1);
        socket.silent();
    }

    @Test
    void rooms_that_may_not_be_entered_change_nothing() {
        socket.entered();
        assertThat(socket.errorOf("subscribe", "{\"rooms\":[\"market\",\"orders:beta\"]}"))
                .isEqualTo("FORBIDDEN");
        assertThat(socket.errorOf("subscribe", "{\"rooms\":[\"market:DOGE/USD\"]}"))
                .isEqualTo("INVALID_SYMBOL");
        JsonNode state = socket.call("get_initial_state", "{\"include\":[\"subscriptions\"]}");
        assertThat(state.get("data").get("subscriptions").get("rooms").toString())
                .isEqualTo("[\"orders:alpha\",\"portfolio:alpha\"]");
    }

    @Test
    void a_heartbeat_tells_head_state_and_what_was_sent() {
        socket.withCredit(1).entered();
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
        arena.collective.emit(1);
        JsonNode ack = socket.call("heartbeat", "{\"ack_seq\":8}");
        assertThat(ack.get("type").asText()).isEqualTo("heartbeat_ack");
        assertThat(ack.get("data").get("position").get("seq").asLong()).isEqualTo(9);
        assertThat(ack.get("data").get("last_sent_seq").asLong()).isEqualTo(8);
        assertThat(ack.get("data").get("state_hash").asText()).isEqualTo("hash-9");
        assertThat(ack.get("data").get("server_time").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void an_ack_is_confirmed() {
        socket.entered();
        assertThat(socket.call("ack", "{\"seq\":5}").get("data").get("seq").asLong())
                .isEqualTo(5);
    }

    @Test
    void history_comes_page_by_page() {
        socket.entered();
        JsonNode first = socket.call("replay", "{\"after_seq\":0,\"limit\":4}").get("data");
        assertThat(first.get("events")).hasSize(4);
        assertThat(first.get("next_after_seq").asLong()).isEqualTo(4);
        assertThat(first.get("has_more").asBoolean()).isTrue();
        JsonNode second = socket.call("replay", "{\"after_seq\":4,\"limit\":3}").get("data");
        assertThat(second.get("events").get(2).get("seq").asLong()).isEqualTo(7);
        assertThat(second.get("has_more").asBoolean()).isFalse();
        JsonNode none = socket.call("replay", "{\"after_seq\":7}").get("data");
        assertThat(none.get("events")).isEmpty();
        assertThat(none.get("next_after_seq").asLong()).isEqualTo(7);
    }

    @Test
    void two_pages_of_history_at_once_are_too_many() {
        socket.entered();
        arena.collective.holdReads();
        long ticket = socket.ask("replay", "{\"after_seq\":0}");
        Awaitility.await().until(() -> arena.collective.reads() == 1);
        assertThat(socket.errorOf("replay", "{\"after_seq\":0}")).isEqualTo("REPLAY_IN_PROGRESS");
        arena.collective.releaseReads();
        assertThat(socket.answer(ticket).get("data").get("events")).hasSize(7);
    }

    @Test
    void preferences_are_kept_and_outlive_a_crash_and_another_client_type() {
        socket.entered();
        JsonNode changed = socket.call("set_preferences", "{\"max_events_per_second\":3}");
        assertThat(changed.get("data").toString())
                .isEqualTo("{\"delivery\":\"immediate\",\"priority\":\"high\",\"max_events_per_second\":3}");
        arena.crash();
        JsonNode again = arena.socket()
                .of(org.tradingarena.protocol.ClientType.IOS)
                .signIn()
                .signedIn();
        assertThat(again.get("preferences").get("max_events_per_second").asInt())
                .isEqualTo(3);
    }

    @Test
    void questions_that_are_never_answered_do_not_pile_up() {
        socket.entered();
        arena.collective.silence();
        for (int i = 0; i < Questions.MOST; i++) {
            socket.ask("get_balances", "{}");
        }
        assertThat(socket.errorOf("get_balances", "{}")).isEqualTo(ErrorCode.OVERLOADED.name());
        arena.pass(Duration.ofSeconds(31));
        arena.collective.speakButForget();
        assertThat(socket.call("get_balances", "{}").get("type").asText()).isEqualTo("balances");
    }

    private List<CollectiveCommand.Submit> submitted() {
        return arena.collective.heard(CollectiveCommand.Submit.class);
    }
}
