package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Resume;

@Tag("actor")
class ConnectionDeliveryTest {
    private static final ActorTestKit KIT = ActorTestKit.create(Arena.config());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final Arena arena = new Arena(KIT, 7);

    @Test
    void live_events_go_out_as_they_come_and_those_that_come_together_in_one_frame() {
        TestSocket socket = arena.socket();
        socket.entered();
        arena.collective.emit(1);
        JsonNode alone = socket.delivered();
        assertThat(alone.get("type").asText()).isEqualTo("order_accepted");
        assertThat(alone.get("prev_seq").asLong()).isEqualTo(7);
        arena.collective.emit(3);
        JsonNode together = socket.delivered();
        assertThat(together.get("type").asText()).isEqualTo("events");
        assertThat(TestSocket.seqs(together)).containsExactly(9L, 10L, 11L);
    }

    @Test
    void a_client_that_was_away_gets_what_it_missed_from_the_buffer_even_if_the_collective_has_forgotten_it() {
        TestSocket first = arena.socket();
        first.entered();
        first.gone("heartbeat_timeout", false);
        arena.collective.emit(4);
        arena.pass(Duration.ofSeconds(90));
        arena.collective.forgetMemory();
        TestSocket second = arena.socket().resuming(7);
        JsonNode word = second.signIn().signedIn();
        assertThat(word.get("position").get("seq").asLong()).isEqualTo(11);
        JsonNode page = second.page();
        assertThat(page.get("outcome").asText()).isEqualTo("replayed");
        assertThat(page.get("source").asText()).isEqualTo("buffer");
        assertThat(page.get("from_seq").asLong()).isEqualTo(7);
        assertThat(page.get("to_seq").asLong()).isEqualTo(11);
        assertThat(page.get("missed").asLong()).isEqualTo(4);
        assertThat(page.get("complete").asBoolean()).isTrue();
        assertThat(page.get("interruption").toString())
                .isEqualTo("{\"disconnected_at\":\"2026-01-02T03:04:05.678Z\",\"reason\":\"heartbeat_timeout\","
                        + "\"duration_ms\":90000}");
        assertThat(page.get("summary").get("counts").toString()).isEqualTo("{\"order_accepted\":4}");
        assertThat(page.get("events")).hasSize(4);
        arena.collective.emit(1);
        assertThat(second.events()).containsExactly(12L);
        assertThat(arena.collective.reads()).isZero();
    }

    @Test
    void replayed_events_are_the_same_bytes_as_live_ones() {
        TestSocket live = arena.socket();
        live.entered();
        arena.collective.emit(1);
        JsonNode sent = live.delivered();
        TestSocket again = arena.socket().resuming(7);
        again.signIn().signedIn();
        assertThat(again.page().get("events").get(0).toString()).isEqualTo(sent.toString());
    }

    @Test
    void what_nobody_has_in_memory_comes_from_the_journal_page_by_page_as_the_client_reads() {
        arena.collective.emit(1193);
        arena.collective.forgetMemory();
        TestSocket socket = arena.socket().resuming(0).withCredit(1);
        socket.signIn().signedIn();
        JsonNode first = socket.page();
        assertThat(first.get("source").asText()).isEqualTo("journal");
        assertThat(first.get("page").asInt()).isEqualTo(1);
        assertThat(first.get("complete").asBoolean()).isFalse();
        socket.silent();
        assertThat(arena.collective.reads()).isEqualTo(1);
        long known = first.get("to_seq").asLong();
        long count = first.get("events").size();
        for (int page = 2; known < 1200; page++) {
            socket.credit(1);
            JsonNode next = socket.page();
            assertThat(next.get("page").asInt()).isEqualTo(page);
            assertThat(next.get("from_seq").asLong()).isEqualTo(known);
            known = next.get("to_seq").asLong();
            count += next.get("events").size();
        }
        socket.credit(1);
        JsonNode last = socket.page();
        assertThat(last.get("complete").asBoolean()).isTrue();
        assertThat(last.get("missed").asLong()).isEqualTo(1200).isEqualTo(count);
        socket.credit(1);
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(1201L);
    }

    @Test
    void a_client_that_comes_back_while_its_session_attaches_again_goes_on_to_hear_what_is_new() {
        TestSocket first = arena.socket();
        first.entered();
        arena.collective.silence();
        arena.crashCollective();
        awaitAttaches(2);
        first.gone("connection_lost", false);
        TestSocket second = arena.socket().resuming(7);
        second.signIn();
        awaitAttaches(3);
        arena.collective.speak();
        second.signedIn();
        assertThat(second.page().get("outcome").asText()).isEqualTo("up_to_date");
        arena.collective.emit(1);
        assertThat(second.events()).containsExactly(8L);
        assertThat(arena.collective.heard(CollectiveCommand.Detach.class)).isEmpty();
    }

    private void awaitAttaches(int count) {
        Awaitility.await().until(() -> {
            arena.pass(Duration.ofMillis(100));
            return arena.collective.heard(CollectiveCommand.Attach.class).size() >= count;
        });
    }

    @Test
    void nothing_missed_is_told_too() {
        TestSocket socket = arena.socket().resuming(7);
        socket.signIn().signedIn();
        JsonNode page = socket.page();
        assertThat(page.get("outcome").asText()).isEqualTo("up_to_date");
        assertThat(page.get("source").asText()).isEqualTo("none");
        assertThat(page.get("interruption").isNull()).isTrue();
        assertThat(page.get("complete").asBoolean()).isTrue();
    }

    @Test
    void a_position_of_another_epoch_is_reset_with_a_state() {
        TestSocket socket = arena.socket().resuming(new Resume.Position("other", 3, false, 1000, Map.of()));
        socket.signIn().signedIn();
        JsonNode page = socket.page();
        assertThat(page.get("outcome").asText()).isEqualTo("reset");
        assertThat(page.get("reason").asText()).isEqualTo("EPOCH_CHANGED");
        assertThat(page.get("to_seq").asLong()).isEqualTo(7);
        assertThat(page.get("summary").isNull()).isTrue();
        JsonNode state = socket.answer(0);
        assertThat(state.get("type").asText()).isEqualTo("initial_state");
        assertThat(state.get("id").isNull()).isTrue();
        assertThat(state.get("data").get("position").get("seq").asLong()).isEqualTo(7);
        assertThat(state.get("data").has("commands")).isTrue();
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
    }

    @Test
    void a_state_that_the_collective_could_not_tell_at_once_is_asked_again() {
        arena.collective.silence();
        TestSocket socket = arena.socket().resuming(new Resume.Position("other", 3, false, 1000, Map.of()));
        socket.signIn();
        heard(CollectiveCommand.CheckKey.class, 1);
        arena.collective.speak();
        socket.signedIn();
        // The answer may be here already: then there is nothing to show.
        assertThat(socket.page().get("outcome").asText()).isEqualTo("reset");
    }

    @Test
    void a_future_position_is_reset() {
        TestSocket socket = arena.socket().resuming(99);
        socket.signIn().signedIn();
        assertThat(socket.page().get("reason").asText()).isEqualTo("FUTURE_POSITION");
    }

    @Test
    void a_snapshot_takes_the_place_of_more_than_the_client_wants() {
        TestSocket socket = arena.socket().resuming(new Resume.Position("epoch", 2, true, 4, Map.of()));
        socket.signIn().signedIn();
        JsonNode page = socket.page();
        assertThat(page.get("outcome").asText()).isEqualTo("snapshot");
        assertThat(page.get("missed").asLong()).isEqualTo(5);
        assertThat(page.get("events")).isEmpty();
        assertThat(socket.answer(0).get("type").asText()).isEqualTo("initial_state");
        TestSocket patient = arena.socket().resuming(new Resume.Position("epoch", 2, true, 5, Map.of()));
        patient.signIn().signedIn();
        assertThat(patient.page().get("outcome").asText()).isEqualTo("replayed");
    }

    @Test
    void a_slow_socket_gets_everything_later_in_batches() {
        TestSocket socket = arena.socket().withCredit(1);
        socket.entered();
        LongStream.rangeClosed(8, 12).forEach(seq -> arena.collective.emit(1));
        assertThat(socket.events()).containsExactly(8L);
        socket.silent();
        socket.credit(1);
        assertThat(socket.events()).containsExactly(9L, 10L, 11L, 12L);
    }

    @Test
    void a_socket_that_reads_nothing_costs_a_bounded_buffer_and_goes_on_from_the_journal() {
        TestSocket socket = arena.socket().withCredit(1);
        socket.entered();
        for (int i = 0; i < 12; i++) {
            arena.collective.emit(100);
        }
        assertThat(socket.events()).hasSize(100).startsWith(8L);
        heard(CollectiveCommand.Detach.class, 1);
        arena.collective.forgetMemory();
        long known = 107;
        for (int frame = 0; known < 1207; frame++) {
            socket.credit(1);
            List<Long> next = socket.events();
            assertThat(next.getFirst()).isEqualTo(known + 1);
            known = next.getLast();
        }
        socket.credit(1);
        Awaitility.await().until(arena.collective::hasSubscriber);
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(1208L);
    }

    @Test
    void a_state_stands_in_order_with_the_events() {
        TestSocket socket = arena.socket().withCredit(1);
        socket.entered();
        arena.collective.emit(1);
        arena.collective.emit(1);
        long ticket = socket.ask("get_initial_state", "{\"include\":[\"balances\",\"connection\"]}");
        heard(CollectiveCommand.GetState.class, 1);
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
        socket.silent();
        socket.credit(2);
        assertThat(socket.events()).containsExactly(9L);
        JsonNode state = socket.answer(ticket).get("data");
        assertThat(state.get("position").get("seq").asLong()).isEqualTo(9);
        assertThat(state.get("mode").asText()).isEqualTo("full");
        assertThat(state.has("portfolio")).isFalse();
        assertThat(state.get("connection").get("orders_received").asLong()).isEqualTo(2);
        assertThat(state.get("connection").get("message_count").asLong()).isEqualTo(1);
        assertThat(socket.events()).containsExactly(10L);
    }

    @Test
    void a_state_that_is_asked_for_in_a_catch_up_waits_until_live() {
        arena.collective.forgetMemory();
        arena.collective.holdReads();
        TestSocket socket = arena.socket().resuming(3);
        socket.signIn().signedIn();
        long ticket = socket.ask("get_initial_state", "{}");
        socket.silent();
        assertThat(socket.errorOf("replay", "{\"after_seq\":0}")).isEqualTo("REPLAY_IN_PROGRESS");
        arena.collective.releaseReads();
        assertThat(socket.page().get("to_seq").asLong()).isEqualTo(7);
        assertThat(socket.page().get("complete").asBoolean()).isTrue();
        assertThat(socket.answer(ticket).get("data").get("position").get("seq").asLong())
                .isEqualTo(7);
    }

    @Test
    void only_so_many_requests_for_the_state_may_wait() {
        arena.collective.forgetMemory();
        arena.collective.holdReads();
        TestSocket socket = arena.socket().resuming(3);
        socket.signIn().signedIn();
        for (int i = 0; i < 16; i++) {
            socket.ask("get_initial_state", "{}");
        }
        assertThat(socket.errorOf("get_initial_state", "{}")).isEqualTo("OVERLOADED");
    }

    @Test
    void an_overloaded_collective_costs_no_place_in_the_queue_of_states() {
        TestSocket socket = arena.socket();
        socket.entered();
        arena.collective.overload(true);
        for (int i = 0; i < 40; i++) {
            assertThat(socket.errorOf("get_initial_state", "{}")).isEqualTo("OVERLOADED");
        }
        arena.collective.overload(false);
        assertThat(socket.call("get_initial_state", "{}").get("type").asText()).isEqualTo("initial_state");
    }

    @Test
    void a_collective_that_starts_again_is_attached_to_where_the_session_stands() {
        TestSocket socket = arena.socket();
        socket.entered();
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
        arena.crashCollective();
        arena.collective.emit(2);
        Awaitility.await().untilAsserted(() -> {
            arena.pass(Duration.ofMillis(100));
            assertThat(arena.collective.hasSubscriber()).isTrue();
        });
        assertThat(socket.events()).containsExactly(9L, 10L);
        assertThat(arena.collective
                        .heard(CollectiveCommand.Attach.class)
                        .getLast()
                        .after())
                .isEqualTo(8);
        socket.askedForAll();
    }

    @Test
    void one_connection_reads_the_journal_once_at_a_time() {
        arena.collective.emit(2000);
        arena.collective.forgetMemory();
        arena.collective.holdReads();
        for (int i = 0; i < 4; i++) {
            TestSocket socket = arena.socket().resuming(i);
            socket.signIn().signedIn();
        }
        arena.collective.releaseReads();
        Awaitility.await().until(() -> arena.collective.reads() >= 2);
        assertThat(arena.collective.mostReading()).isEqualTo(1);
    }

    @Test
    void after_the_hot_time_nothing_is_kept_and_the_collective_is_left() {
        TestSocket socket = arena.socket();
        socket.entered();
        socket.gone("connection_lost", false);
        arena.collective.emit(1);
        Awaitility.await().untilAsserted(() -> {
            arena.pass(Duration.ofMinutes(11));
            assertThat(arena.collective.hasSubscriber()).isFalse();
        });
        TestSocket again = arena.socket().resuming(7);
        again.signIn().signedIn();
        assertThat(again.page().get("events")).hasSize(1);
    }

    @Test
    void a_stream_of_another_epoch_closes_the_socket_so_that_it_resumes() {
        TestSocket socket = arena.socket();
        socket.entered();
        arena.connection.tell(new ConnectionCommand.FromCollective(
                new org.tradingarena.collective.CollectiveReply.Events(List.of(new Streams("other").accepted()))));
        socket.closedWith(CloseCode.INTERNAL);
        TestSocket again = arena.socket().resuming(7);
        again.signIn().signedIn();
        assertThat(again.page().get("interruption").get("reason").asText()).isEqualTo("stream_changed");
    }

    private void heard(Class<? extends CollectiveCommand> type, int count) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(arena.collective.heard(type)).hasSize(count));
    }
}
