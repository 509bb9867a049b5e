package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Room;
import org.tradingarena.session.ConnectionCommand.Proof;

@Tag("actor")
class ConnectionSignInTest {
    private static final ActorTestKit KIT = ActorTestKit.create(Arena.config());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final Arena arena = new Arena(KIT, 7);

    @Test
    void a_first_sign_in_begins_a_session_in_its_own_rooms_at_the_head() {
        JsonNode data = arena.socket().signIn().signedIn();
        assertThat(data.get("generation").asLong()).isEqualTo(1);
        assertThat(data.get("resumed").asBoolean()).isFalse();
        assertThat(data.get("client_id").asText()).isEqualTo(arena.client());
        assertThat(data.get("position").toString()).isEqualTo("{\"epoch\":\"epoch\",\"seq\":7}");
        assertThat(data.get("earliest_seq").asLong()).isEqualTo(1);
        assertThat(data.get("subscriptions").toString()).isEqualTo("[\"orders:alpha\",\"portfolio:alpha\"]");
        assertThat(data.get("preferences").get("max_events_per_second").asInt()).isEqualTo(1000);
        assertThat(data.get("resume_token").asText()).hasSize(43);
        assertThat(data.get("resume_token_expires_at").asText()).isEqualTo("2026-01-03T03:04:05.678Z");
    }

    @Test
    void a_session_is_known_again_and_its_rooms_are_kept_unless_replaced() {
        TestSocket first = arena.socket().in(new Room.Leaderboard());
        JsonNode before = first.signIn().signedIn();
        first.gone("connection_lost", false);
        JsonNode again = arena.socket().signIn().signedIn();
        assertThat(again.get("resumed").asBoolean()).isTrue();
        assertThat(again.get("session_id")).isEqualTo(before.get("session_id"));
        assertThat(again.get("generation").asLong()).isEqualTo(2);
        assertThat(again.get("subscriptions").toString()).isEqualTo("[\"leaderboard\"]");
        JsonNode replaced = arena.socket().in(new Room.Market()).signIn().signedIn();
        assertThat(replaced.get("subscriptions").toString()).isEqualTo("[\"market\"]");
    }

    @Test
    void a_session_survives_a_crash() {
        arena.socket().in(new Room.Market()).signIn().signedIn();
        arena.crash();
        JsonNode again = arena.socket().signIn().signedIn();
        assertThat(again.get("resumed").asBoolean()).isTrue();
        assertThat(again.get("generation").asLong()).isEqualTo(2);
        assertThat(again.get("subscriptions").toString()).isEqualTo("[\"market\"]");
    }

    @Test
    void preferences_that_nobody_chose_are_those_of_the_client_type() {
        arena.socket().of(ClientType.BOT).signIn().signedIn();
        JsonNode phone = arena.socket().of(ClientType.IOS).signIn().signedIn();
        assertThat(phone.get("preferences").toString())
                .isEqualTo("{\"delivery\":\"batched\",\"priority\":\"medium\",\"max_events_per_second\":5}");
    }

    @Test
    void the_newer_socket_wins_and_nothing_of_the_older_touches_the_session() {
        TestSocket old = arena.socket();
        old.entered();
        TestSocket young = arena.socket();
        assertThat(young.signIn().signedIn().get("generation").asLong()).isEqualTo(2);
        old.closedWith(CloseCode.SESSION_TAKEN_OVER);
        old.gone("late close", true);
        old.ask("ack", "{\"seq\":3}");
        old.credit(5);
        arena.collective.emit(1);
        assertThat(young.events()).containsExactly(8L);
        old.silent();
    }

    @Test
    void a_key_that_may_not_enter_is_refused_and_kicks_nobody() {
        TestSocket inside = arena.socket();
        inside.entered();
        TestSocket stranger = arena.socket();
        assertThat(stranger.signIn(new Proof.Key("stranger")).refused().code()).isEqualTo(ErrorCode.AUTH_FAILED);
        arena.collective.emit(1);
        assertThat(inside.events()).containsExactly(8L);
    }

    @Test
    void a_refusal_that_comes_too_late_kicks_nobody() {
        TestSocket inside = arena.socket();
        inside.entered();
        arena.collective.silence();
        TestSocket stranger = arena.socket().signIn(new Proof.Key("stranger"));
        heardAttaches(2);
        arena.pass(Duration.ofSeconds(6));
        assertThat(stranger.refused().code()).isEqualTo(ErrorCode.OVERLOADED);
        arena.collective.speak();
        arena.collective.emit(1);
        assertThat(inside.events()).containsExactly(8L);
    }

    @Test
    void a_collective_that_comes_back_is_asked_with_the_sessions_key_not_with_a_strangers() {
        TestSocket inside = arena.socket();
        inside.entered();
        arena.collective.silence();
        TestSocket stranger = arena.socket().signIn(new Proof.Key("stranger"));
        heardAttaches(2);
        arena.crashCollective();
        Awaitility.await().untilAsserted(() -> {
            arena.pass(Duration.ofMillis(200));
            assertThat(arena.collective.heard(CollectiveCommand.Attach.class)).hasSizeGreaterThan(2);
        });
        assertThat(arena.collective
                        .heard(CollectiveCommand.Attach.class)
                        .getLast()
                        .key())
                .isEqualTo("key");
        arena.collective.speak();
        arena.collective.emit(1);
        assertThat(stranger.refused().code()).isIn(ErrorCode.AUTH_FAILED, ErrorCode.OVERLOADED);
        inside.askedForAll();
        assertThat(inside.events()).containsExactly(8L);
    }

    private void heardAttaches(int count) {
        heard(CollectiveCommand.Attach.class, count);
    }

    private void heard(Class<? extends CollectiveCommand> type, int count) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(arena.collective.heard(type)).hasSize(count));
    }

    @Test
    void another_collectives_private_room_is_forbidden_and_its_sign_in_changes_nothing() {
        TestSocket inside = arena.socket();
        inside.entered();
        assertThat(arena.socket().in(new Room.Orders("beta")).signIn().refused().code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(arena.socket()
                        .in(new Room.MarketSymbol("DOGE/USD"))
                        .signIn()
                        .refused()
                        .code())
                .isEqualTo(ErrorCode.INVALID_SYMBOL);
        arena.collective.emit(1);
        assertThat(inside.events()).containsExactly(8L);
    }

    @Test
    void a_malformed_resume_is_told_after_the_sign_in_and_the_client_is_live_from_the_head() {
        TestSocket socket = arena.socket()
                .resuming(new Resume.Malformed("data.resume.seq", "seq must be an integer", java.util.Map.of()));
        socket.signIn().signedIn();
        JsonNode error = socket.answer(0);
        assertThat(error.get("id").asText()).isEqualTo("auth-1");
        assertThat(error.get("error").get("code").asText()).isEqualTo("INVALID_RESUME");
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
    }

    @Test
    void a_silent_collective_makes_a_sign_in_fail_in_time_and_the_next_one_is_tried() {
        arena.collective.silence();
        TestSocket first = arena.socket().signIn();
        heard(CollectiveCommand.CheckKey.class, 1);
        TestSocket second = arena.socket().signIn();
        arena.pass(Duration.ofSeconds(6));
        assertThat(first.refused().code()).isEqualTo(ErrorCode.OVERLOADED);
        arena.collective.speak();
        assertThat(second.signedIn().get("generation").asLong()).isEqualTo(1);
    }

    /** With the collective's node, for one. */
    @Test
    void a_question_that_was_lost_is_asked_again() {
        arena.collective.silence();
        TestSocket first = arena.socket().signIn();
        heard(CollectiveCommand.CheckKey.class, 1);
        arena.collective.speakButForget();
        arena.pass(Duration.ofSeconds(1));
        first.signedIn();

        arena.collective.silence();
        TestSocket second = arena.socket().signIn();
        heardAttaches(2);
        arena.collective.speakButForget();
        arena.pass(Duration.ofSeconds(1));
        assertThat(second.signedIn().get("generation").asLong()).isEqualTo(2);
    }

    @Test
    void a_sign_in_that_was_lost_on_its_way_is_heard_when_it_is_asked_for_again() {
        TestSocket socket = arena.socket().signIn();
        socket.signedIn();
        arena.crash();
        socket.closedWith(CloseCode.INTERNAL);
        assertThat(socket.signInAgain().signedIn().get("generation").asLong()).isEqualTo(2);
    }

    @Test
    void a_sign_in_that_its_socket_asks_for_again_is_the_same_one() {
        arena.collective.silence();
        TestSocket socket = arena.socket().signIn().signInAgain();
        heard(CollectiveCommand.CheckKey.class, 1);
        TestSocket waiting = arena.socket().signIn().signInAgain();
        arena.collective.speak();
        assertThat(socket.signedIn().get("generation").asLong()).isEqualTo(1);
        assertThat(waiting.signedIn().get("generation").asLong()).isEqualTo(2);
        socket.closedWith(CloseCode.SESSION_TAKEN_OVER);
        waiting.signInAgain().silent();
        assertThat(arena.socket().signIn().signedIn().get("generation").asLong())
                .isEqualTo(3);
    }

    @Test
    void a_socket_is_only_signed_in_once_that_is_durable() {
        TestSocket inside = arena.socket();
        inside.entered();
        PersistenceTestKit.create(KIT.system()).failNextPersisted("connection|alpha|" + arena.client());
        TestSocket next = arena.socket().signIn();
        inside.closedWith(CloseCode.INTERNAL);
        next.silent();
        arena.start();
        assertThat(arena.socket().signIn().signedIn().get("generation").asLong())
                .isEqualTo(2);
    }

    @Test
    void a_revoked_key_closes_its_socket_and_its_tokens_are_dead() {
        TestSocket inside = arena.socket();
        String token = inside.entered();
        arena.collective.revoke("key");
        inside.closedWith(CloseCode.NOT_AUTHENTICATED);
        assertThat(arena.socket().signInWith(token).refused().code()).isEqualTo(ErrorCode.AUTH_FAILED);
        arena.collective.admit("key");
        assertThat(arena.socket().signInWith(token).refused().code()).isEqualTo(ErrorCode.AUTH_FAILED);
    }
}
