package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.session.ConnectionCommand.Proof;

/** A connection and the directory of sessions, and what a session tells operators. */
@Tag("actor")
class ConnectionSessionsTest {
    private static final ActorTestKit KIT = ActorTestKit.create(Arena.config());
    private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final Arena arena = new Arena(KIT, 7);

    private TestProbe<DirectoryCommand> replaceDirectory() {
        TestProbe<DirectoryCommand> probe = KIT.createTestProbe();
        arena.directory(probe.ref());
        return probe;
    }

    private String journal() {
        return "connection|alpha|" + arena.client();
    }

    // Beginning a session.

    @Test
    void a_session_is_entered_before_it_is_durable_and_leaves_when_it_is_over() {
        TestProbe<DirectoryCommand> directory = replaceDirectory();
        TestSocket socket = arena.socket().signIn();
        DirectoryCommand.Enter enter = directory.expectMessageClass(DirectoryCommand.Enter.class);
        assertThat(enter.client()).isEqualTo(arena.client());
        assertThat(enter.generation()).isEqualTo(1);
        assertThat(JOURNAL.persistedInStorage(journal())).isEmpty();
        enter.replyTo().tell(new DirectoryReply.Entered(enter.ticket()));
        socket.signedIn();
        socket.gone("connection_lost", false);
        awayForADay();
        directory.fishForMessage(
                Duration.ofSeconds(10),
                told -> told.equals(new DirectoryCommand.Leave(arena.client(), 1))
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
    }

    @Test
    void a_known_session_does_not_wait_for_the_directory() {
        arena.socket().entered();
        replaceDirectory();
        assertThat(arena.socket().signIn().signedIn().get("generation").asLong())
                .isEqualTo(2);
    }

    @Test
    void a_full_directory_refuses_the_sign_in_and_nothing_is_journaled() {
        TestProbe<DirectoryCommand> directory = replaceDirectory();
        TestSocket socket = arena.socket().signIn();
        DirectoryCommand.Enter enter = directory.expectMessageClass(DirectoryCommand.Enter.class);
        enter.replyTo().tell(new DirectoryReply.Full(enter.ticket()));
        assertThat(socket.refused().code()).isEqualTo(ErrorCode.CONNECTION_LIMIT);
        assertThat(JOURNAL.persistedInStorage(journal())).isEmpty();
        assertThat(arena.collective.hasSubscriber()).isFalse();
    }

    @Test
    void a_directory_that_is_overloaded_or_silent_makes_the_sign_in_overloaded_and_the_next_one_works() {
        ActorRef<DirectoryCommand> real = arena.directory();
        TestProbe<DirectoryCommand> directory = replaceDirectory();
        TestSocket refused = arena.socket().signIn();
        DirectoryCommand.Enter enter = directory.expectMessageClass(DirectoryCommand.Enter.class);
        enter.replyTo().tell(new DirectoryReply.Overloaded(enter.ticket()));
        assertThat(refused.refused().code()).isEqualTo(ErrorCode.OVERLOADED);
        TestSocket late = arena.socket().signIn();
        awaitTold(directory, DirectoryCommand.Enter.class);
        arena.pass(Duration.ofSeconds(6));
        assertThat(late.refused().code()).isEqualTo(ErrorCode.OVERLOADED);
        // It may have entered all the same.
        assertThat(awaitTold(directory, DirectoryCommand.Leave.class))
                .isEqualTo(new DirectoryCommand.Leave(arena.client(), 1));
        arena.directory(real);
        arena.socket().entered();
        assertThat(arena.listed()).containsExactly(arena.client());
    }

    private static DirectoryCommand awaitTold(
            TestProbe<DirectoryCommand> directory, Class<? extends DirectoryCommand> kind) {
        return directory
                .fishForMessage(
                        Duration.ofSeconds(10),
                        told -> kind.isInstance(told)
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .getFirst();
    }

    @Test
    void who_may_not_enter_never_comes_before_the_directory() {
        TestProbe<DirectoryCommand> directory = replaceDirectory();
        assertThat(arena.socket().signIn(new Proof.Key("stranger")).refused().code())
                .isEqualTo(ErrorCode.AUTH_FAILED);
        directory.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void a_sign_in_that_fails_after_it_was_entered_leaves_again() {
        arena.collective.silence();
        TestSocket socket = arena.socket().signIn();
        Awaitility.await()
                .untilAsserted(() -> assertThat(arena.collective.heard(CollectiveCommand.CheckKey.class))
                        .hasSize(1));
        TestProbe<DirectoryCommand> directory = replaceDirectory();
        arena.collective.speak();
        DirectoryCommand.Enter enter = directory.expectMessageClass(DirectoryCommand.Enter.class);
        arena.collective.revoke("key");
        enter.replyTo().tell(new DirectoryReply.Entered(enter.ticket()));
        assertThat(socket.refused().code()).isEqualTo(ErrorCode.AUTH_FAILED);
        assertThat(directory.receiveMessage()).isEqualTo(new DirectoryCommand.Leave(arena.client(), 1));
    }

    // The end of a session.

    private void awayForADay() {
        for (int hour = 0; hour < 25; hour++) {
            arena.pass(Duration.ofHours(1));
            arena.settle();
        }
    }

    @Test
    void what_is_over_is_forgotten_but_for_its_generation() {
        TestSocket socket = arena.socket();
        socket.entered();
        socket.call("set_preferences", "{\"priority\":\"low\"}");
        socket.gone("connection_lost", false);
        awayForADay();
        Awaitility.await().untilAsserted(() -> assertThat(arena.listed()).isEmpty());
        Awaitility.await()
                .untilAsserted(() -> assertThat(JOURNAL.persistedInStorage(journal()))
                        .singleElement()
                        .isInstanceOf(SessionEvent.Expired.class));
        assertThat(arena.described()).isInstanceOf(SessionReply.NoSession.class);
        arena.crash();
        JsonNode anew = arena.socket().signIn().signedIn();
        assertThat(anew.get("resumed").asBoolean()).isFalse();
        assertThat(anew.get("generation").asLong()).isEqualTo(2);
        assertThat(anew.get("preferences").get("priority").asText()).isEqualTo("high");
        assertThat(arena.listed()).containsExactly(arena.client());
    }

    @Test
    void a_session_whose_actor_is_gone_is_forgotten_when_the_sweep_asks_for_it() {
        TestSocket socket = arena.socket();
        socket.entered();
        socket.gone("connection_lost", false);
        KIT.stop(arena.connection);
        arena.pass(Duration.ofHours(25));
        assertThat(arena.listed()).containsExactly(arena.client());
        arena.start();
        arena.directory().tell(new DirectoryCommand.Sweep());
        Awaitility.await().untilAsserted(() -> assertThat(arena.listed()).isEmpty());
    }

    @Test
    void a_session_that_goes_on_says_so_when_it_is_asked() {
        arena.socket().entered();
        arena.pass(Duration.ofHours(25));
        TestProbe<DirectoryCommand> directory = replaceDirectory();
        arena.connection.tell(new ConnectionCommand.Review());
        assertThat(directory.receiveMessage())
                .isEqualTo(new DirectoryCommand.Present(
                        arena.client(), 1, arena.now().plus(Duration.ofHours(24))));
    }

    @Test
    void what_was_entered_and_never_began_leaves_when_it_is_asked() {
        TestProbe<DirectoryCommand> directory = replaceDirectory();
        arena.connection.tell(new ConnectionCommand.Review());
        assertThat(directory.receiveMessage()).isEqualTo(new DirectoryCommand.Leave(arena.client(), 1));
    }

    @Test
    void a_session_of_before_there_were_directories_enters_when_it_starts() {
        arena.socket().entered();
        TestProbe<DirectoryCommand> directory = replaceDirectory();
        arena.crash();
        assertThat(directory.receiveMessage())
                .isEqualTo(new DirectoryCommand.Present(
                        arena.client(), 1, arena.now().plus(Duration.ofHours(24))));
    }

    // What it is.

    @Test
    void a_client_without_a_session_has_no_description() {
        assertThat(arena.described()).isInstanceOf(SessionReply.NoSession.class);
    }

    @Test
    void a_live_session_is_described_as_it_is() {
        TestSocket socket = arena.socket().in(new Room.Orders("alpha"), new Room.Market());
        socket.entered();
        arena.collective.emit(2);
        assertThat(socket.events()).containsExactly(8L, 9L);
        socket.call("heartbeat", "{}");
        SessionDescription session = arena.description();
        assertThat(session.clientId()).isEqualTo(arena.client());
        assertThat(session.collectiveId()).isEqualTo("alpha");
        assertThat(session.connected()).isTrue();
        assertThat(session.since()).isEqualTo(arena.now());
        assertThat(session.generation()).isEqualTo(1);
        assertThat(session.missed()).isZero();
        assertThat(session.buffered()).isZero();
        assertThat(session.position()).isEqualTo(new StreamPosition("epoch", 9));
        assertThat(session.heartbeats()).isEqualTo(1);
        assertThat(session.lastHeartbeatAt()).isEqualTo(arena.now());
        assertThat(session.reconnects()).isZero();
        assertThat(session.preferences().maxEventsPerSecond()).isEqualTo(1000);
        assertThat(session.subscriptions()).containsExactly("orders:alpha", "market");
    }

    @Test
    void what_a_client_misses_is_counted_in_memory_and_behind_it_and_after_a_crash() {
        TestSocket socket = arena.socket();
        socket.entered();
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
        socket.gone("connection_lost", false);
        arena.collective.emit(3);
        Awaitility.await().untilAsserted(() -> {
            assertThat(arena.description().missed()).isEqualTo(3);
            assertThat(arena.description().buffered()).isEqualTo(3);
        });
        assertThat(arena.metrics.buffered).hasValue(3);
        SessionDescription away = arena.description();
        assertThat(away.connected()).isFalse();
        assertThat(away.since()).isEqualTo(arena.now());
        assertThat(away.position()).isEqualTo(new StreamPosition("epoch", 8));
        arena.pass(Duration.ofMinutes(11));
        Awaitility.await()
                .untilAsserted(() -> assertThat(arena.description().buffered()).isZero());
        assertThat(arena.metrics.buffered).hasValue(0);
        arena.collective.emit(2);
        assertThat(arena.description().missed()).isEqualTo(5);
        arena.crash();
        assertThat(arena.description().missed()).isEqualTo(5);
        assertThat(arena.description().position()).isEqualTo(new StreamPosition("epoch", 8));
    }

    @Test
    void a_socket_that_a_crash_took_with_it_had_at_least_what_it_began_with() {
        TestSocket socket = arena.socket().resuming(5);
        socket.signIn().signedIn();
        socket.page();
        arena.crash();
        SessionDescription session = arena.description();
        assertThat(session.connected()).isFalse();
        assertThat(session.position()).isEqualTo(new StreamPosition("epoch", 5));
        assertThat(session.missed()).isEqualTo(2);
    }

    @Test
    void a_client_that_reads_slowly_misses_what_waits_for_it() {
        TestSocket socket = arena.socket().withCredit(1);
        socket.entered();
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
        arena.collective.emit(4);
        Awaitility.await()
                .untilAsserted(() -> assertThat(arena.description().missed()).isEqualTo(4));
        assertThat(arena.description().position()).isEqualTo(new StreamPosition("epoch", 8));
    }

    @Test
    void an_operator_is_not_kept_waiting_by_an_overloaded_collective() {
        TestSocket socket = arena.socket();
        socket.entered();
        arena.crash();
        arena.settle();
        arena.collective.overload(true);
        assertThat(arena.described()).isInstanceOf(SessionReply.Overloaded.class);
    }

    // What operators do.

    @Test
    void a_heartbeat_of_an_operator_is_counted_and_keeps_no_session_alive() {
        TestProbe<SessionReply> operator = KIT.createTestProbe();
        arena.connection.tell(new ConnectionCommand.CountHeartbeat(operator.ref()));
        assertThat(operator.receiveMessage()).isInstanceOf(SessionReply.NoSession.class);
        TestSocket socket = arena.socket();
        socket.entered();
        socket.call("heartbeat", "{}");
        arena.connection.tell(new ConnectionCommand.CountHeartbeat(operator.ref()));
        assertThat(operator.receiveMessage()).isEqualTo(new SessionReply.HeartbeatCounted(arena.now(), 2));
        socket.gone("connection_lost", false);
        arena.pass(Duration.ofHours(23));
        arena.connection.tell(new ConnectionCommand.CountHeartbeat(operator.ref()));
        assertThat(operator.receiveMessage()).isEqualTo(new SessionReply.HeartbeatCounted(arena.now(), 3));
        arena.pass(Duration.ofHours(1).plusSeconds(1));
        Awaitility.await().untilAsserted(() -> assertThat(arena.listed()).isEmpty());
    }

    @Test
    void a_simulated_disconnect_closes_the_socket_and_the_session_buffers() {
        TestSocket socket = arena.socket();
        socket.entered();
        TestProbe<SessionReply> operator = KIT.createTestProbe();
        arena.connection.tell(new ConnectionCommand.SimulateDisconnect(operator.ref()));
        socket.closedWith(CloseCode.SIMULATED_DISCONNECT);
        assertThat(operator.receiveMessage()).isEqualTo(new SessionReply.Disconnected(true));
        arena.connection.tell(new ConnectionCommand.SimulateDisconnect(operator.ref()));
        assertThat(operator.receiveMessage()).isEqualTo(new SessionReply.Disconnected(false));
        arena.collective.emit(2);
        TestSocket back = arena.socket().resuming(7);
        back.signIn().signedIn();
        JsonNode page = back.page();
        assertThat(seqs(page)).containsExactly(8L, 9L);
        assertThat(page.get("interruption").get("reason").asText()).isEqualTo("simulated_disconnect");
        assertThat(arena.metrics.resumes).containsExactly("replayed");
        assertThat(arena.metrics.ends).containsExactly("simulated_disconnect");
        assertThat(arena.metrics.absences).hasSize(1);
        assertThat(arena.metrics.connected).hasValue(1);
        assertThat(arena.metrics.latencies).isEmpty();
        arena.collective.emit(1);
        assertThat(back.events()).containsExactly(10L);
        assertThat(arena.metrics.latencies).hasSize(1);
    }

    private static List<Long> seqs(JsonNode page) {
        List<Long> seqs = new ArrayList<>();
        page.get("events").forEach(event -> seqs.add(event.get("seq").asLong()));
        return seqs;
    }

    /** It goes to another node, which is nobody's fault. */
    @Test
    void a_connection_that_is_told_to_stop_closes_its_socket_as_going_away() {
        TestSocket socket = arena.socket();
        socket.entered();
        arena.connection.tell(new ConnectionCommand.Stop());
        socket.closedWith(CloseCode.GOING_AWAY);
    }

    @Test
    void a_connection_that_stops_takes_its_numbers_with_it() {
        TestSocket socket = arena.socket();
        socket.entered();
        assertThat(arena.metrics.connected).hasValue(1);
        KIT.stop(arena.connection);
        assertThat(List.of(arena.metrics.connected.get(), arena.metrics.buffered.get()))
                .containsExactly(0, 0);
    }
}
