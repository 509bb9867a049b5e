package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tradingarena.client.ConnectionState.Live;
import org.tradingarena.client.ConnectionState.Transport;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Wire;

/** The record of events, and the state that is kept by it. */
class StreamTest {
    private static void happen(ClientHarness harness, int events) {
        long until = harness.arena.head() + events;
        while (harness.arena.head() < until) {
            deposit(harness);
        }
    }

    private static void deposit(ClientHarness harness) {
        harness.arena.submit(new CollectiveIntent.Deposit("d" + harness.arena.head(), "USD", 100_000_000));
    }

    private static List<String> texts(ClientHarness harness, long... seqs) {
        return LongStream.of(seqs).mapToObj(harness.arena::text).toList();
    }

    private static List<Long> told(ClientHarness harness) {
        return harness.events.stream().map(PrivateEvent::seq).toList();
    }

    private static void replay(ClientHarness harness, long after, long to, boolean more) {
        RequestEnvelope asked = harness.asked("replay");
        assertThat(((Request.Replay) asked.request()).afterSeq()).isEqualTo(after);
        List<String> events = LongStream.rangeClosed(after + 1, to)
                .mapToObj(harness.arena::text)
                .toList();
        harness.answer(
                asked,
                "replay",
                json -> json.raws("events", events)
                        .integer("next_after_seq", to)
                        .flag("has_more", more));
    }

    private static void acknowledge(ClientHarness harness, long head, long lastSent, String hash) {
        harness.answer(
                harness.asked("heartbeat"),
                "heartbeat_ack",
                json -> json.object("position", new StreamPosition(harness.arena.epoch(), head).body())
                        .integer("last_sent_seq", lastSent)
                        .text("state_hash", hash));
    }

    @Test
    void events_are_told_once_in_their_own_bytes_alone_or_in_batches() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        long before = harness.arena.head();
        happen(harness, 3);
        harness.say(harness.arena.text(before + 1));
        harness.say(Wire.events(texts(harness, before + 1, before + 2, before + 3)));
        harness.say(harness.arena.text(before + 2));

        assertThat(told(harness)).containsExactly(before + 1, before + 2, before + 3);
        assertThat(harness.events)
                .extracting(PrivateEvent::text)
                .isEqualTo(texts(harness, before + 1, before + 2, before + 3));
        assertThat(harness.events).noneMatch(PrivateEvent::replayed);
        assertThat(harness.client.position()).contains(new StreamPosition(harness.arena.epoch(), before + 3));
    }

    @Test
    void a_gap_is_filled_before_what_follows_it_is_told() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        long before = harness.arena.head();
        happen(harness, 5);
        harness.say(harness.arena.text(before + 4));
        harness.say(harness.arena.text(before + 5));
        assertThat(harness.events).isEmpty();

        replay(harness, before, before + 2, true);
        replay(harness, before + 2, before + 4, false);

        assertThat(told(harness)).containsExactly(before + 1, before + 2, before + 3, before + 4, before + 5);
        assertThat(harness.events).extracting(PrivateEvent::replayed).containsExactly(true, true, true, true, false);
        assertThat(harness.continuity.getLast().describe()).isEqualTo("gap filled, 4 events replayed");
        assertThat(harness.warnings).isEmpty();
    }

    @Test
    void a_heartbeat_tells_of_a_gap_that_no_event_follows() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        long before = harness.arena.head();
        happen(harness, 1);
        harness.time.pass(Duration.ofSeconds(30));
        acknowledge(harness, before + 1, before + 1, harness.arena.hashAt(before + 1));
        replay(harness, before, before + 1, false);
        assertThat(told(harness)).containsExactly(before + 1);
    }

    @Test
    void what_waits_for_a_gap_is_bounded_and_comes_from_the_journal_beyond_that() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        long before = harness.arena.head();
        int events = GapFiller.HELD + 2;
        happen(harness, events);
        for (long seq = before + 2; seq <= before + events; seq++) {
            harness.say(harness.arena.text(seq));
        }
        long last = before;
        while (last < before + events) {
            long to = Math.min(last + 500, before + events);
            replay(harness, last, to, to < before + events);
            last = to;
        }
        assertThat(told(harness))
                .isEqualTo(LongStream.rangeClosed(before + 1, before + events)
                        .boxed()
                        .toList());
        assertThat(harness.continuity.getLast()).isInstanceOf(Continuity.GapFilled.class);
    }

    @Test
    void a_replay_that_brings_nothing_three_times_costs_the_connection() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        long before = harness.arena.head();
        happen(harness, 2);
        harness.say(harness.arena.text(before + 2));
        for (int i = 0; i < 3; i++) {
            replay(harness, before, before, false);
        }
        assertThat(harness.socket().aborted).isTrue();
    }

    @Test
    void missed_events_come_before_live_ones_and_are_counted_over_interrupted_catch_ups() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        long before = harness.arena.head();
        happen(harness, 4);
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(1));
        harness.established();
        harness.authenticated();
        harness.unasked(
                "reconnection_sync",
                json -> json.text("outcome", "replayed")
                        .integer("to_seq", before + 2)
                        .raws("events", texts(harness, before + 1, before + 2))
                        .flag("complete", false));
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(2));
        harness.established();
        harness.authenticated();
        harness.sync(texts(harness, before + 2, before + 3, before + 4), before + 4);

        assertThat(told(harness)).containsExactly(before + 1, before + 2, before + 3, before + 4);
        assertThat(harness.continuity.getLast().describe()).isEqualTo("resumed, 4 events replayed");
    }

    @Test
    void a_reset_brings_a_state_in_place_of_the_events() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.lose(1006);
        harness.arena.begin();
        harness.time.pass(Duration.ofSeconds(1));
        harness.established();
        harness.authenticated();
        harness.unasked(
                "reconnection_sync",
                json -> json.text("outcome", "reset")
                        .text("reason", "EPOCH_CHANGED")
                        .integer("to_seq", harness.arena.head())
                        .raws("events", List.of())
                        .flag("complete", true));
        harness.unasked("initial_state", harness.full());

        StreamPosition here = new StreamPosition(harness.arena.epoch(), harness.arena.head());
        assertThat(harness.continuity.getLast()).isEqualTo(new Continuity.Reset(here, "EPOCH_CHANGED"));
        assertThat(harness.client.account())
                .hasValueSatisfying(account -> assertThat(account.position()).isEqualTo(here));
        harness.time.pass(PositionKeeper.EVERY);
        assertThat(harness.kept).contains(here);
        assertThat(harness.state()).isEqualTo(new Live(Transport.SOCKET));
    }

    @Test
    void the_position_is_kept_after_it_was_told_at_most_every_50_ms_and_at_the_end() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.time.pass(Duration.ofSeconds(1));
        harness.kept.clear();
        long before = harness.arena.head();
        happen(harness, 3);
        harness.say(harness.arena.text(before + 1));
        harness.say(harness.arena.text(before + 2));
        assertThat(harness.kept).isEmpty();
        harness.time.pass(PositionKeeper.EVERY);
        assertThat(harness.kept).containsExactly(new StreamPosition(harness.arena.epoch(), before + 2));

        harness.say(harness.arena.text(before + 3));
        harness.client.close();
        harness.time.settle();
        assertThat(harness.kept).hasSize(2).last().isEqualTo(new StreamPosition(harness.arena.epoch(), before + 3));
    }

    @Test
    void the_state_follows_the_events_and_agrees_with_the_hash() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.time.pass(Duration.ofSeconds(30));
        long before = harness.arena.head();
        happen(harness, 2);
        harness.say(harness.arena.text(before + 1));
        acknowledge(harness, before, before, harness.arena.hashAt(before)); // of before the event
        harness.say(harness.arena.text(before + 2));
        harness.time.pass(Duration.ofSeconds(30));
        acknowledge(harness, before + 2, before + 2, harness.arena.hashAt(before + 2));

        assertThat(harness.warnings).isEmpty();
        assertThat(harness.sent().filter(each -> each.request() instanceof Request.GetInitialState))
                .hasSize(1);
    }

    @Test
    void a_state_that_drifted_is_warned_of_and_asked_for_as_a_whole() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.time.pass(Duration.ofSeconds(30));
        long head = harness.arena.head();
        acknowledge(harness, head, head, "0".repeat(64));

        assertThat(harness.warnings).singleElement().asString().contains("drifted");
        Request.GetInitialState asked =
                (Request.GetInitialState) harness.asked("get_initial_state").request();
        assertThat(asked.base()).isNull();
        harness.state(harness.asked("get_initial_state"));
        harness.time.pass(Duration.ofSeconds(30));
        acknowledge(harness, head, head, harness.arena.hashAt(head));
        assertThat(harness.warnings).hasSize(1);
    }

    @Test
    void a_head_that_moves_without_an_event_is_no_drift_and_costs_a_small_difference() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        long before = harness.arena.head();
        harness.arena.submit(new CollectiveIntent.AddKeys(List.of("other")));
        for (int i = 0; i < 2; i++) {
            harness.time.pass(Duration.ofSeconds(30));
            acknowledge(harness, before + 1, before, harness.arena.hashAt(before + 1));
        }
        Request.GetInitialState asked =
                (Request.GetInitialState) harness.asked("get_initial_state").request();
        assertThat(asked.base()).isEqualTo(new Request.StateBase(before, harness.arena.hashAt(before)));
        harness.answer(
                harness.asked("get_initial_state"),
                "initial_state",
                json -> json.object("position", harness.here())
                        .text("state_hash", harness.arena.hashAt(before + 1))
                        .text("mode", "diff")
                        .raw(
                                "patch",
                                "[{\"op\":\"replace\",\"path\":\"/portfolio/last_updated\",\"value\":\""
                                        + Times.text(harness) + "\"}]"));

        assertThat(harness.warnings).isEmpty();
        assertThat(harness.client.account())
                .hasValueSatisfying(
                        account -> assertThat(account.position().seq()).isEqualTo(before + 1));
    }

    private static final class Times {
        static String text(ClientHarness harness) {
            return org.tradingarena.protocol.Times.text(harness.arena.state().lastUpdated());
        }
    }

    @Test
    void a_listener_that_throws_loses_nothing() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        long before = harness.arena.head();
        happen(harness, 2);
        harness.failOn(before + 1);
        harness.say(Wire.events(texts(harness, before + 1, before + 2)));
        assertThat(told(harness)).containsExactly(before + 2);
        assertThat(harness.client.position()).contains(new StreamPosition(harness.arena.epoch(), before + 2));
    }

    @Test
    void a_client_in_one_private_room_keeps_no_state_and_is_live_without_it() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.client.unsubscribe(List.of(new Room.Portfolio("alpha")));
        harness.time.settle();
        harness.answer(
                harness.asked("unsubscribe"),
                "unsubscribed",
                json -> json.texts("rooms", List.of("orders:alpha")).object("position", harness.here()));
        assertThat(harness.client.account()).isEmpty();

        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(1));
        harness.established();
        assertThat(((Request.Auth) harness.asked("auth").request()).subscriptions())
                .containsExactly(new Room.Orders("alpha"));
        harness.authenticated();
        harness.sync(List.of(), harness.arena.head());
        assertThat(harness.state()).isEqualTo(new Live(Transport.SOCKET));
        assertThat(harness.sent()).noneMatch(each -> each.request() instanceof Request.GetInitialState);
    }

    @Test
    void each_message_that_is_done_with_makes_room_for_another() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        int before = harness.socket().mores;
        harness.unasked("server_shutdown", JsonBody.EMPTY);
        assertThat(harness.socket().mores).isEqualTo(before + 1);
    }
}
