package org.tradingarena.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.ConnectionCommand.Proof;
import org.tradingarena.session.SocketCommand;

/** A socket until it has signed in (protocol section 3). */
@Tag("actor")
class SocketSignInTest {
    private static final ArenaError AUTH_FAILED = ArenaError.of(ErrorCode.AUTH_FAILED, "whatever the session says");
    private static final Duration FAILURE_TIME = Duration.ofMillis(100);

    private SocketBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new SocketBench();
    }

    @AfterEach
    void shut() {
        bench.close();
    }

    private void refuse() {
        bench.expectSignIn().socket().tell(new SocketCommand.SignInRefused(AUTH_FAILED));
        bench.settle();
    }

    @Test
    void the_greeting_says_what_a_client_must_know() {
        assertThat(SocketBench.text(bench.greeting(), "protocol")).isEqualTo("arena.v1");
        assertThat(Base64Url.decode(bench.nonce()).orElseThrow()).hasSize(32);
        assertThat(bench.greeting().members().keySet())
                .containsExactly(
                        "connection_id",
                        "protocol",
                        "server_time",
                        "nonce",
                        "auth_timeout_ms",
                        "heartbeat_interval_ms",
                        "heartbeat_timeout_ms",
                        "max_message_bytes");
        assertThat(bench.greeting().get("max_message_bytes")).hasToString("JsonNumber[text=65536]");
    }

    @Test
    void a_good_signature_is_asked_for_with_its_key_and_signs_in() throws Exception {
        bench.sink.send(bench.auth(""));
        ConnectionCommand.SignIn asked = bench.expectSignIn();
        assertThat(asked.proof()).isEqualTo(new Proof.Key(bench.publicKey()));
        assertThat(asked.connectionId()).isEqualTo(bench.connectionId());
        assertThat(asked.requestId()).isEqualTo("a");
        assertThat(asked.credit()).isEqualTo(SignInDesk.FIRST_CREDIT);
        asked.socket()
                .tell(new SocketCommand.SignedIn(
                        1, true, List.of(), Preferences.defaults(ClientType.BOT), "welcome", null));
        assertThat(bench.sink.next()).isEqualTo("welcome");
        assertThat(bench.count("arena.gateway.sign.ins")).isEqualTo(1);
    }

    @Test
    void a_bad_signature_takes_the_same_way_with_nobodys_key() throws Exception {
        bench.sink.send(bench.auth(bench.connectionId(), "another nonce", ""));
        assertThat(bench.expectSignIn().proof()).isEqualTo(new Proof.Key(bench.signatures.keyOfNobody()));
    }

    @Test
    void a_signature_for_another_connection_is_bad() {
        bench.sink.send(bench.auth("00000000-0000-0000-0000-000000000000", bench.nonce(), ""));
        assertThat(bench.expectSignIn().proof()).isEqualTo(new Proof.Key(bench.signatures.keyOfNobody()));
    }

    @Test
    void keys_and_signatures_of_a_wrong_form_take_the_same_way() {
        String identity = Base64Url.encode(identityPoint());
        bench.sink.send(SocketBench.rawAuth(identity, Base64Url.encode(new byte[64]), ""));
        assertThat(bench.expectSignIn().proof()).isEqualTo(new Proof.Key(bench.signatures.keyOfNobody()));
    }

    private static byte[] identityPoint() {
        byte[] point = new byte[32];
        point[0] = 1;
        return point;
    }

    @Test
    void a_failure_is_told_in_one_way_and_not_before_its_time() throws Exception {
        bench.sink.send(bench.auth(""));
        refuse();
        bench.pass(FAILURE_TIME.minusMillis(1));
        bench.settle();
        assertThat(bench.sink.isQuiet()).isTrue();
        bench.pass(Duration.ofMillis(1));
        String frame = bench.sink.next();
        assertThat(frame).contains("\"id\":\"a\"", "AUTH_FAILED", "Authentication failed");
        assertThat(frame).doesNotContain("whatever the session says");
    }

    @Test
    void after_a_failure_the_same_nonce_is_good_for_another_try() throws Exception {
        bench.sink.send(bench.auth("wrong", bench.nonce(), ""));
        refuse();
        bench.pass(FAILURE_TIME);
        assertThat(bench.nextError()).isEqualTo("AUTH_FAILED");
        bench.signIn();
    }

    @Test
    void three_failures_close_with_4503() throws Exception {
        for (int i = 0; i < 3; i++) {
            bench.sink.send(bench.auth(""));
            refuse();
            bench.pass(FAILURE_TIME);
            assertThat(bench.nextError()).isEqualTo("AUTH_FAILED");
        }
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.NOT_AUTHENTICATED);
        bench.connection.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void a_session_too_many_is_told_and_closed_with_4504() throws Exception {
        bench.sink.send(bench.auth(""));
        ArenaError full = ArenaError.of(ErrorCode.CONNECTION_LIMIT, "too many sessions");
        bench.expectSignIn().socket().tell(new SocketCommand.SignInRefused(full));
        bench.settle();
        bench.pass(FAILURE_TIME);
        assertThat(bench.nextError()).isEqualTo("CONNECTION_LIMIT");
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.CONNECTION_LIMIT);
    }

    @Test
    void whoever_does_not_sign_in_within_ten_seconds_is_closed_with_4503() throws Exception {
        bench.pass(Duration.ofMillis(9_999));
        bench.settle();
        assertThat(bench.sink.isOpen()).isTrue();
        bench.pass(Duration.ofMillis(1));
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.NOT_AUTHENTICATED);
    }

    @Test
    void a_heartbeat_is_answered_with_the_time_alone() throws Exception {
        bench.sink.send("{\"id\":\"h\",\"type\":\"heartbeat\"}");
        assertThat(bench.sink.next())
                .isEqualTo("{\"id\":\"h\",\"type\":\"heartbeat_ack\",\"success\":true,\"data\":"
                        + "{\"server_time\":\"2026-01-01T00:00:00.000Z\"},\"timestamp\":\"2026-01-01T00:00:00.000Z\"}");
    }

    @Test
    void everything_else_needs_a_sign_in_well_formed_or_not() throws Exception {
        for (String text : List.of(
                "{\"id\":\"1\",\"type\":\"get_portfolio\"}",
                "{\"id\":\"1\",\"type\":\"place_order\",\"data\":{}}",
                "{\"id\":\"1\",\"type\":\"no_such_type\"}",
                "{\"id\":\"1\"}")) {
            bench.sink.send(text);
            assertThat(bench.sink.next()).contains("UNAUTHENTICATED", "\"id\":\"1\"");
        }
        bench.sink.send("{");
        assertThat(bench.nextError()).isEqualTo("INVALID_JSON");
        bench.sink.send("{\"type\":\"auth\",\"data\":{}}");
        assertThat(bench.nextError()).isEqualTo("INVALID_MESSAGE");
        bench.sink.tell(new Inbound.Binary());
        assertThat(bench.nextError()).isEqualTo("INVALID_MESSAGE");
        bench.sink.tell(new Inbound.TooLarge());
        assertThat(bench.nextError()).isEqualTo("MESSAGE_TOO_LARGE");
        assertThat(bench.sink.isOpen()).isTrue();
    }

    @Test
    void messages_behind_an_auth_wait_until_it_is_decided() throws Exception {
        bench.sink.send(bench.auth(""));
        bench.sink.send("{\"id\":\"b\",\"type\":\"get_portfolio\"}");
        ActorRef<SocketCommand> replies = bench.expectSignIn().socket();
        assertThat(bench.sink.isQuiet()).isTrue();
        replies.tell(
                new SocketCommand.SignedIn(3, true, List.of(), Preferences.defaults(ClientType.BOT), "welcome", null));
        assertThat(bench.sink.next()).isEqualTo("welcome");
        ConnectionCommand.Ask ask = bench.connection.expectMessageClass(ConnectionCommand.Ask.class);
        assertThat(ask.generation()).isEqualTo(3);
        assertThat(ask.envelope().id()).isEqualTo("b");
    }

    @Test
    void a_resume_token_is_asked_for_by_its_hash() {
        bench.sink.send("{\"type\":\"auth\",\"data\":{\"client_id\":\"client\",\"resume_token\":\"abc\"}}");
        assertThat(bench.expectSignIn().proof())
                .isEqualTo(new Proof.Token("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void where_too_many_signatures_wait_the_client_is_told_to_come_again() throws Exception {
        bench.signatures.close();
        bench.sink.send(bench.auth(""));
        assertThat(bench.sink.next()).contains("OVERLOADED", "retry_after_ms");
        assertThat(bench.sink.isOpen()).isTrue();
        assertThat(bench.count("arena.gateway.sign.ins.overloaded")).isEqualTo(1);
    }

    @Test
    void a_session_that_does_not_answer_closes_with_1011() throws Exception {
        bench.sink.send(bench.auth(""));
        bench.expectSignIn();
        bench.pass(Duration.ofSeconds(10));
        assertThat(bench.nextError()).isEqualTo("OVERLOADED");
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.INTERNAL);
    }

    /** The question may be lost with the node that it was for. */
    @Test
    void a_session_that_does_not_answer_is_asked_the_same_again() throws Exception {
        bench.sink.send(bench.auth(""));
        ConnectionCommand.SignIn first = bench.expectSignIn();
        bench.pass(Duration.ofSeconds(1));
        bench.connection.expectMessage(new ConnectionCommand.SignInAgain(first));
        bench.pass(Duration.ofSeconds(1));
        bench.connection.expectMessage(new ConnectionCommand.SignInAgain(first));
        assertThat(bench.count("arena.gateway.sign.ins.asked.again")).isEqualTo(2);
        first.socket()
                .tell(new SocketCommand.SignedIn(
                        1, true, List.of(), Preferences.defaults(ClientType.BOT), "welcome", null));
        assertThat(bench.sink.next()).isEqualTo("welcome");
        bench.pass(Duration.ofSeconds(1));
        bench.settle();
        bench.connection.expectMessageClass(ConnectionCommand.Credit.class);
        bench.connection.expectNoMessage(Duration.ofMillis(50));
    }

    /** What comes of its other questions would be taken for the answer to another try. */
    @Test
    void a_refusal_of_a_sign_in_that_was_asked_for_again_is_told_and_closes_with_1011() throws Exception {
        bench.sink.send(bench.auth(""));
        ActorRef<SocketCommand> replies = bench.expectSignIn().socket();
        bench.pass(Duration.ofSeconds(1));
        bench.connection.expectMessageClass(ConnectionCommand.SignInAgain.class);
        replies.tell(new SocketCommand.SignInRefused(AUTH_FAILED));
        bench.settle();
        bench.pass(FAILURE_TIME);
        assertThat(bench.nextError()).isEqualTo("AUTH_FAILED");
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.INTERNAL);
    }

    @Test
    void a_sign_in_that_comes_too_late_is_given_back() throws Exception {
        bench.sink.send(bench.auth(""));
        ActorRef<SocketCommand> replies = bench.expectSignIn().socket();
        bench.sink.tell(new Inbound.Ended(Inbound.LOST, true));
        replies.tell(
                new SocketCommand.SignedIn(9, true, List.of(), Preferences.defaults(ClientType.BOT), "welcome", null));
        ConnectionCommand.SocketGone gone = bench.connection.expectMessageClass(ConnectionCommand.SocketGone.class);
        assertThat(gone.generation()).isEqualTo(9);
        bench.connection.expectTerminated(bench.socket);
    }

    @Test
    void a_crowded_collective_leaves_a_stranger_three_seconds() throws Exception {
        try (SocketBench crowded = crowded()) {
            crowded.pass(Duration.ofMillis(2_999));
            assertThat(crowded.sink.isOpen()).isTrue();
            crowded.pass(Duration.ofMillis(1));
            assertThat(crowded.nextError()).isEqualTo("CONNECTION_LIMIT");
            assertThat(crowded.sink.closedWith()).isEqualTo(CloseCode.CONNECTION_LIMIT);
        }
    }

    @Test
    void strangers_cannot_lock_a_client_out() throws Exception {
        try (SocketBench crowded = crowded()) {
            crowded.signIn();
            assertThat(crowded.sink.isOpen()).isTrue();
        }
    }

    private static SocketBench crowded() throws Exception {
        SocketLimits limits = new SocketLimits(1, 200, 1000);
        assertThat(limits.admit("alpha", InetAddress.getLoopbackAddress())).isPresent();
        return new SocketBench(limits);
    }

    @Test
    void beyond_the_collectives_clients_a_sign_in_is_given_back_and_closed_with_4504() throws Exception {
        SocketLimits limits = new SocketLimits(1, 200, 1000);
        limits.admit("alpha", InetAddress.getLoopbackAddress()).orElseThrow().enter("another");
        try (SocketBench full = new SocketBench(limits)) {
            full.sink.send(full.auth(""));
            full.expectSignIn()
                    .socket()
                    .tell(new SocketCommand.SignedIn(
                            4, true, List.of(), Preferences.defaults(ClientType.BOT), "welcome", null));
            assertThat(full.nextError()).isEqualTo("CONNECTION_LIMIT");
            assertThat(full.sink.closedWith()).isEqualTo(CloseCode.CONNECTION_LIMIT);
            assertThat(full.connection
                            .expectMessageClass(ConnectionCommand.SocketGone.class)
                            .generation())
                    .isEqualTo(4);
        }
    }

    @Test
    void at_the_limit_a_client_can_take_its_own_session_over() throws Exception {
        SocketLimits limits = new SocketLimits(1, 200, 1000);
        limits.admit("alpha", InetAddress.getLoopbackAddress()).orElseThrow().enter("client");
        try (SocketBench newer = new SocketBench(limits)) {
            newer.signIn();
            assertThat(newer.sink.isOpen()).isTrue();
        }
    }
}
