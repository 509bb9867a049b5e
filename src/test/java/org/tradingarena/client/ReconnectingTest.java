package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.client.ConnectionState.Connecting;
import org.tradingarena.client.ConnectionState.Ended;
import org.tradingarena.client.ConnectionState.Live;
import org.tradingarena.client.ConnectionState.Transport;
import org.tradingarena.client.ConnectionState.Waiting;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume;
import org.tradingarena.reconnect.ReconnectionSettings;
import org.tradingarena.reconnect.ReconnectionStrategy;

/** How a client comes back, on virtual time. */
class ReconnectingTest {
    private static UnaryOperator<ClientSettings> socketsOnly(ReconnectionSettings reconnection) {
        return settings -> new ClientSettings(
                settings.collectiveId(),
                settings.clientId(),
                settings.type(),
                settings.role(),
                settings.rooms(),
                reconnection,
                settings.from(),
                settings.preferStateAbove(),
                settings.gzip(),
                settings.resendWithin(),
                true,
                settings.socketProbe(),
                settings.heartbeatEvery());
    }

    private static List<Duration> seconds(double... seconds) {
        List<Duration> durations = new ArrayList<>();
        for (double each : seconds) {
            durations.add(Duration.ofMillis(Math.round(each * 1000)));
        }
        return durations;
    }

    @Test
    void attempts_follow_the_settings_to_the_millisecond_and_the_breaker_stops_them() {
        ClientHarness harness = new ClientHarness(socketsOnly(ReconnectionSettings.forClients()));
        harness.transport.refuseSockets(true);
        harness.lose(1006); // the socket that the start opened
        harness.time.pass(Duration.ofMinutes(20));

        assertThat(harness.transport.openedAt)
                // Doubling up to 30 s; the tenth failure opens the breaker for 5 minutes, and so does each trial that
                // fails.
                .isEqualTo(seconds(0, 1, 3, 7, 15, 31, 61, 91, 121, 151, 452, 753, 1054));
        assertThat(harness.states)
                .contains(
                        new Waiting(Duration.ofSeconds(1), 1, false, ""),
                        new Waiting(Duration.ofSeconds(2), 2, false, "status 426"),
                        new Waiting(Duration.ofSeconds(30), 9, false, "status 426"),
                        new Waiting(Duration.ofSeconds(301), 10, true, "status 426"));
    }

    @Test
    void chance_takes_its_part_of_each_wait() {
        ClientHarness harness = new ClientHarness(socketsOnly(ReconnectionSettings.forClients()), 0.5);
        harness.transport.refuseSockets(true);
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(10));

        assertThat(harness.transport.openedAt).isEqualTo(seconds(0, 0.9, 2.7, 6.3));
    }

    @Test
    void a_connection_that_was_good_lets_all_begin_anew() {
        ClientHarness harness = new ClientHarness();
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(1));
        harness.live();
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(5));

        assertThat(harness.transport.openedAt).isEqualTo(seconds(0, 1, 2));
        assertThat(harness.states)
                .containsExactly(
                        new Connecting(1),
                        new Waiting(Duration.ofSeconds(1), 1, false, ""),
                        new Connecting(1),
                        new Live(Transport.SOCKET),
                        new Waiting(Duration.ofSeconds(1), 1, false, ""),
                        new Connecting(1));
    }

    @Test
    void by_hand_means_that_nothing_happens_until_it_is_asked_for() {
        ClientHarness harness = new ClientHarness(
                socketsOnly(ReconnectionSettings.forClients().withStrategy(ReconnectionStrategy.MANUAL)));
        harness.lose(1006);
        harness.time.pass(Duration.ofHours(1));
        assertThat(harness.transport.sockets).hasSize(1);
        assertThat(harness.state()).isInstanceOf(ConnectionState.WaitingByHand.class);

        harness.client.reconnectNow();
        harness.time.settle();
        assertThat(harness.transport.sockets).hasSize(2);
    }

    @Test
    void reconnect_now_passes_over_an_open_breaker_and_does_nothing_while_connected() {
        ClientHarness harness =
                new ClientHarness(socketsOnly(ReconnectionSettings.forClients().withBreaker(1, Duration.ofMinutes(5))));
        harness.lose(1006);
        assertThat(harness.state()).isEqualTo(new Waiting(Duration.ofSeconds(301), 1, true, ""));

        harness.client.reconnectNow();
        harness.time.settle();
        harness.live();
        harness.client.reconnectNow();
        harness.time.settle();

        assertThat(harness.transport.sockets).hasSize(2);
        assertThat(harness.state()).isEqualTo(new Live(Transport.SOCKET));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1007, 1008, 1009, 4501, 4503, 4504, 4999})
    void a_server_that_says_not_to_come_back_is_obeyed_until_the_owner_says_otherwise(int code) {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.lose(code);
        harness.time.pass(Duration.ofDays(1));

        assertThat(harness.transport.sockets).hasSize(1);
        assertThat(harness.state())
                .isInstanceOfSatisfying(
                        Ended.class, ended -> assertThat(ended.closeCode()).isEqualTo(code));

        harness.client.reconnectNow();
        harness.time.settle();
        assertThat(harness.transport.sockets).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1005, 1006, 1011, 4008, 4010, 4029, 4090, 4499})
    void every_other_close_is_come_back_from(int code) {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.lose(code);
        harness.time.pass(Duration.ofSeconds(1));
        assertThat(harness.transport.sockets).hasSize(2);
    }

    @Test
    void a_network_that_is_half_open_is_noticed_after_the_heartbeat_timeout() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.time.pass(Duration.ofSeconds(59));
        assertThat(harness.sent().filter(each -> each.request() instanceof Request.Heartbeat))
                .hasSize(1);
        assertThat(harness.socket().aborted).isFalse();

        harness.time.pass(Duration.ofSeconds(1));
        assertThat(harness.transport.sockets.getFirst().aborted).isTrue();
        assertThat(harness.state()).isEqualTo(new Waiting(Duration.ofSeconds(1), 1, false, "nothing heard for 60 s"));
    }

    @Test
    void a_socket_on_which_the_arena_does_not_let_anybody_in_is_given_up() {
        ClientHarness harness = new ClientHarness();
        harness.established();
        harness.time.pass(SocketLine.SIGN_IN);
        assertThat(harness.socket().aborted).isTrue();
        assertThat(harness.state()).isInstanceOf(Waiting.class);
    }

    @Test
    void it_comes_back_with_its_position_and_the_token_of_before() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.lose(1001);
        harness.time.pass(Duration.ofSeconds(1));
        harness.established();

        Request.Auth auth = (Request.Auth) harness.asked("auth").request();
        assertThat(auth.credentials()).isEqualTo(new Credentials.ResumeToken("token-1"));
        assertThat(auth.resume())
                .isInstanceOfSatisfying(
                        Resume.Position.class,
                        resume -> assertThat(resume.seq()).isEqualTo(harness.arena.head()));

        harness.authenticated();
        harness.sync(List.of(), harness.arena.head());
        assertThat(harness.continuity.getLast().describe()).isEqualTo("resumed, nothing was missed");
        assertThat(harness.state()).isEqualTo(new Live(Transport.SOCKET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH_FAILED", "TOKEN_EXPIRED"})
    void where_the_token_is_refused_the_key_is_shown_on_the_same_socket(String code) {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.lose(1001);
        harness.time.pass(Duration.ofSeconds(1));
        harness.established();
        harness.refuse(harness.asked("auth"), ArenaError.of(ErrorCode.valueOf(code), "no"));

        Request.Auth again = (Request.Auth) harness.asked("auth").request();
        assertThat(again.credentials()).isInstanceOf(Credentials.Signature.class);
        harness.authenticated();
        harness.sync(List.of(), harness.arena.head());
        assertThat(harness.state()).isEqualTo(new Live(Transport.SOCKET));
    }

    @Test
    void a_key_that_is_refused_ends_it() {
        ClientHarness harness = new ClientHarness();
        harness.established();
        harness.refuse(harness.asked("auth"), ArenaError.of(ErrorCode.AUTH_FAILED, "no"));
        harness.time.pass(Duration.ofDays(1));

        assertThat(harness.transport.sockets).hasSize(1);
        assertThat(harness.state()).isEqualTo(new Ended("the sign-in was refused: AUTH_FAILED: no", null));
    }

    @Test
    void an_arena_that_has_no_time_for_a_sign_in_is_asked_later() {
        ClientHarness harness = new ClientHarness();
        harness.established();
        harness.refuse(harness.asked("auth"), ArenaError.of(ErrorCode.OVERLOADED, "too much to do"));
        assertThat(harness.state()).isInstanceOf(Waiting.class);
    }

    @Test
    void what_is_no_message_of_the_protocol_costs_the_connection_and_nothing_else() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.say("{\"type\": 3}");
        assertThat(harness.transport.sockets.getFirst().aborted).isTrue();
        assertThat(harness.state()).isInstanceOf(Waiting.class);
    }

    @Test
    void late_words_of_an_older_socket_are_not_heard() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        FakeTransport.FakeSocket old = harness.socket();
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(1));
        harness.resumed();

        old.events.received("nonsense");
        old.events.lost(4501, "taken over");
        harness.time.settle();
        assertThat(harness.state()).isEqualTo(new Live(Transport.SOCKET));
    }

    @Test
    void closing_logs_out_and_is_final() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.client.close();
        harness.time.settle();
        assertThat(harness.socket().closedWith).isEqualTo(1000);
        assertThat(harness.state()).isEqualTo(new Ended("closed by its owner", null));

        harness.client.reconnectNow();
        harness.time.pass(Duration.ofHours(1));
        assertThat(harness.transport.sockets).hasSize(1);
        assertThat(harness.client.place(NewOrder.limit("BTC/USD", Side.BUY, "1", "1")))
                .isCompletedExceptionally();
    }
}
