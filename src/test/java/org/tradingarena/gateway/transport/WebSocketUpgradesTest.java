package org.tradingarena.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradingarena.gateway.transport.RawWebSocket.ServerFrame;
import org.tradingarena.protocol.CloseCode;

/** Frames over real sockets, with a client of bare bytes and with the JDK's. */
@Tag("actor")
class WebSocketUpgradesTest {
    private static final int MAX = 65_536;
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private static ActorTestKit kit;
    private static FrameServer server;

    @BeforeAll
    static void bind() throws Exception {
        kit = ActorTestKit.create();
        server = new FrameServer(kit, new TransportSettings(MAX, 16L * MAX, 65_536, CLOSE_TIMEOUT));
    }

    @AfterAll
    static void unbind() throws Exception {
        server.close();
        kit.shutdownTestKit();
    }

    private static RawWebSocket connect() throws Exception {
        return RawWebSocket.connect(server.port(), "/");
    }

    /** The JDK's client, remembering what it saw. */
    private static final class Jdk implements WebSocket.Listener {
        final CompletableFuture<String> text = new CompletableFuture<>();
        final CompletableFuture<String> closed = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        static WebSocket open(Jdk listener, String... subprotocols) throws Exception {
            var builder = HttpClient.newHttpClient().newWebSocketBuilder();
            if (subprotocols.length > 0) {
                builder.subprotocols(subprotocols[0]);
            }
            return builder.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/"), listener)
                    .get(10, TimeUnit.SECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                text.complete(parts.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
            closed.completeExceptionally(error);
        }
    }

    @Test
    void the_subprotocol_is_accepted_when_offered_and_left_out_when_not() throws Exception {
        assertThat(Jdk.open(new Jdk(), "arena.v1").getSubprotocol()).isEqualTo("arena.v1");
        assertThat(Jdk.open(new Jdk()).getSubprotocol()).isEmpty();
        assertThat(Jdk.open(new Jdk(), "other").getSubprotocol()).isEmpty();
        server.accept();
        server.accept();
        server.accept();
    }

    @Test
    void a_large_text_goes_both_ways() throws Exception {
        Jdk listener = new Jdk();
        WebSocket client = Jdk.open(listener);
        FrameServer.Connection connection = server.accept();
        connection.pipe().read(1);
        String large = "ä€😀".repeat(7000);
        client.sendText(large, true).get(10, TimeUnit.SECONDS);
        connection.echo(1);
        assertThat(listener.text.get(10, TimeUnit.SECONDS)).isEqualTo(large);
        client.abort();
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void the_jdk_client_sees_each_close_code_with_its_reason(CloseCode code) throws Exception {
        Jdk listener = new Jdk();
        WebSocket client = Jdk.open(listener);
        FrameServer.Connection connection = server.accept();
        connection.pipe().offer(Frame.text("before the close"));
        connection.pipe().close(code);
        assertThat(listener.text.get(10, TimeUnit.SECONDS)).isEqualTo("before the close");
        assertThat(listener.closed.get(10, TimeUnit.SECONDS)).isEqualTo(code.number() + " " + code.reason());
        connection.owner().expectMessage(new Inbound.Ended(code.number(), false));
        assertThat(client.isInputClosed()).isTrue();
    }

    @Test
    void a_close_of_the_client_is_answered_with_its_code_and_ends_the_connection() throws Exception {
        RawWebSocket client = connect();
        FrameServer.Connection connection = server.accept();
        client.sendClose(1000);
        connection.owner().expectMessage(new Inbound.Ended(1000, true));
        assertThat(client.next().closeCode()).isEqualTo(1000);
        assertThat(client.next().opcode()).isEqualTo(-1);
        connection.owner().expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void a_reset_and_an_end_without_a_close_are_a_lost_connection() throws Exception {
        RawWebSocket first = connect();
        FrameServer.Connection reset = server.accept();
        first.reset();
        reset.owner().expectMessage(new Inbound.Ended(Inbound.LOST, true));
        RawWebSocket second = connect();
        FrameServer.Connection ended = server.accept();
        second.close();
        ended.owner().expectMessage(new Inbound.Ended(Inbound.LOST, true));
    }

    @Test
    void a_client_that_does_not_answer_the_close_is_cut_off() throws Exception {
        RawWebSocket client = connect();
        FrameServer.Connection connection = server.accept();
        connection.pipe().close(CloseCode.SESSION_TAKEN_OVER);
        assertThat(client.next().closeCode()).isEqualTo(4501);
        assertThat(client.next().opcode()).isEqualTo(-1);
    }

    @Test
    void a_text_over_the_limit_is_told_and_the_socket_stays() throws Exception {
        try (RawWebSocket client = connect()) {
            FrameServer.Connection connection = server.accept();
            connection.pipe().read(10);
            client.text("x".repeat(MAX + 1));
            client.text("still here");
            connection.owner().expectMessage(new Inbound.TooLarge());
            connection.owner().expectMessage(new Inbound.Text("still here"));
        }
    }

    @Test
    void a_text_over_sixteen_times_the_limit_closes_with_1009_while_it_is_still_being_sent() throws Exception {
        try (RawWebSocket client = connect()) {
            FrameServer.Connection connection = server.accept();
            client.send(RawWebSocket.head(0x81, 64L * MAX));
            client.send(new byte[300_000]);
            ServerFrame close = client.next();
            assertThat(close.closeCode()).isEqualTo(1009);
            assertThat(close.closeReason()).isEqualTo("message too large");
            connection.owner().expectMessage(new Inbound.Ended(1009, false));
        }
    }

    @Test
    void bad_utf8_closes_with_1007_and_unmasked_frames_with_1002() throws Exception {
        try (RawWebSocket client = connect();
                RawWebSocket other = connect()) {
            server.accept().pipe().read(1);
            server.accept().pipe().read(1);
            client.frame(0x81, new byte[] {(byte) 0xc3, 0x28});
            assertThat(client.next().closeCode()).isEqualTo(1007);
            other.send(new byte[] {(byte) 0x81, 1, 'a'});
            assertThat(other.next().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void binary_fragments_and_pings_are_told_apart() throws Exception {
        try (RawWebSocket client = connect()) {
            FrameServer.Connection connection = server.accept();
            connection.pipe().read(10);
            client.frame(0x82, new byte[5]);
            client.frame(0x01, "a".getBytes(UTF_8));
            client.frame(0x89, "ping".getBytes(UTF_8));
            client.frame(0x80, "b".getBytes(UTF_8));
            connection.owner().expectMessage(new Inbound.Binary());
            connection.owner().expectMessage(new Inbound.Text("ab"));
            ServerFrame pong = client.next();
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.text()).isEqualTo("ping");
        }
    }

    @Test
    void no_more_messages_are_handed_up_than_were_asked_for() throws Exception {
        try (RawWebSocket client = connect()) {
            FrameServer.Connection connection = server.accept();
            for (int i = 0; i < 5; i++) {
                client.text("message " + i);
            }
            connection.pipe().read(2);
            connection.owner().expectMessage(new Inbound.Text("message 0"));
            connection.owner().expectMessage(new Inbound.Text("message 1"));
            connection.owner().expectNoMessage(Duration.ofMillis(100));
            connection.pipe().read(3);
            connection.owner().expectMessage(new Inbound.Text("message 2"));
        }
    }

    @Test
    void a_client_that_does_not_read_costs_what_was_offered_and_no_credit_comes_back() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(server.port(), "/", 4096)) {
            FrameServer.Connection connection = server.accept();
            String frame = "x".repeat(100_000);
            int offered = 0;
            long passed;
            do {
                for (int i = 0; i < 10; i++) {
                    connection.pipe().offer(Frame.text(frame));
                    offered++;
                }
                passed = whenNothingMovesAnyMore(connection);
            } while (connection.pipe().pendingBytes() < 1_000_000 && offered < 1000);
            assertThat(connection.pipe().pendingBytes()).isGreaterThanOrEqualTo(1_000_000);
            connection.pipe().reportBelow(500_000);
            connection.owner().expectNoMessage(Duration.ofMillis(100));
            assertThat(connection.pipe().passedBytes()).isEqualTo(passed);
            for (int i = 0; i < offered; i++) {
                assertThat(client.next().length()).isEqualTo(100_000);
            }
            connection.owner().expectMessage(new Inbound.Room());
            assertThat(connection.pipe().pendingBytes()).isZero();
        }
    }

    /** What the pipe has passed on when the network's buffers are full. */
    private static long whenNothingMovesAnyMore(FrameServer.Connection connection) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            long now = connection.pipe().passedBytes();
            return before.getAndSet(now) == now;
        });
        return before.get();
    }

    @Test
    void a_client_that_never_reads_is_cut_off_after_a_close() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(server.port(), "/", 4096)) {
            FrameServer.Connection connection = server.accept();
            for (int i = 0; i < 100; i++) {
                connection.pipe().offer(Frame.text("x".repeat(100_000)));
            }
            connection.pipe().closeNow(CloseCode.NO_PROGRESS);
            connection.owner().expectMessage(new Inbound.Ended(4010, false));
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                try {
                    client.text("are you there?");
                    return false;
                } catch (SocketException cut) {
                    return true;
                }
            });
        }
    }

    @Test
    void frames_after_the_close_are_dropped() throws Exception {
        try (RawWebSocket client = connect()) {
            FrameServer.Connection connection = server.accept();
            connection.pipe().close(CloseCode.GOING_AWAY);
            connection.pipe().offer(Frame.text("too late"));
            assertThat(client.next().closeCode()).isEqualTo(1001);
            client.sendClose(1001);
            assertThat(client.next().opcode()).isEqualTo(-1);
        }
    }
}
