package org.tradingarena.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.gateway.transport.RawWebSocket;
import org.tradingarena.gateway.transport.RawWebSocket.ServerFrame;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.Ed25519Keys;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.SignIn;
import org.tradingarena.protocol.StrictJson;

/** Sockets from the wire to the session, over a real port. */
@Tag("actor")
class GatewaySocketsTest {
    private final KeyPair keys = Ed25519Keys.generate();
    private Gateway gateway;

    @BeforeEach
    void bind() throws Exception {
        gateway = new Gateway(
                "arena.gateway.sockets.per-node = 3",
                "arena.gateway.requests { per-second = 10, burst = 100, flood-factor = 1, flood-seconds = 20 }",
                "arena.gateway.shutdown-grace = 100ms");
        gateway.sessions.know(publicKey());
    }

    @AfterEach
    void unbind() {
        gateway.close();
    }

    private String publicKey() {
        return Base64Url.encode(Ed25519Keys.encode(keys.getPublic()));
    }

    private RawWebSocket connect() throws Exception {
        return RawWebSocket.connect(gateway.port(), "/ws/v1/alpha", "Sec-WebSocket-Protocol: arena.v1");
    }

    private RawWebSocket signIn(String client, String more) throws Exception {
        RawWebSocket socket = connect();
        socket.text(auth(socket.next().text(), client, more));
        assertThat(socket.next().text()).contains("\"type\":\"authenticated\"");
        return socket;
    }

    private String auth(String greeting, String client, String more) {
        JsonObject message = (JsonObject) StrictJson.parse(greeting);
        if (!(message.get("data") instanceof JsonObject data
                && data.get("connection_id") instanceof JsonText(String connection)
                && data.get("nonce") instanceof JsonText(String nonce))) {
            throw new AssertionError("no greeting: " + greeting);
        }
        byte[] signature = Ed25519Keys.sign(keys.getPrivate(), SignIn.message(connection, nonce, "alpha", client));
        return """
                {"id":"a","type":"auth","data":{"client_id":"%s","public_key":"%s","signature":"%s"%s}}""".formatted(client, publicKey(), Base64Url.encode(signature), more);
    }

    private static void assertClosed(ServerFrame close, int code, String reason) {
        assertThat(close.closeCode()).isEqualTo(code);
        assertThat(close.closeReason()).isEqualTo(reason);
    }

    @Test
    void a_client_signs_in_talks_and_logs_out() throws Exception {
        RawWebSocket socket = signIn("bot", "");
        assertThat(socket.statusLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
        assertThat(socket.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(socket.header("Sec-WebSocket-Protocol")).isEqualTo("arena.v1");
        socket.text("{\"id\":\"h\",\"type\":\"heartbeat\"}");
        assertThat(socket.next().text()).contains("heartbeat_ack", "\"id\":\"h\"");
        socket.sendClose(1000);
        assertThat(socket.next().closeCode()).isEqualTo(1000);
        assertThat(gateway.sessions.nextGone().logout()).isTrue();
    }

    @Test
    void a_newer_socket_takes_over_and_the_older_sees_4501() throws Exception {
        RawWebSocket older = signIn("bot", "");
        RawWebSocket newer = signIn("bot", "");
        assertClosed(older.nextClose(), 4501, "session taken over");
        newer.text("{\"type\":\"heartbeat\"}");
        assertThat(newer.next().text()).contains("heartbeat_ack");
    }

    @Test
    void market_data_flows_from_the_hub() throws Exception {
        RawWebSocket socket = signIn("bot", ",\"subscriptions\":[\"market\",\"market:BTC/USD\"]");
        assertThat(socket.next().text()).contains("\"type\":\"book_snapshot\"", "\"seq\":41");
        socket.text("{\"type\":\"get_order_book\",\"data\":{\"symbol\":\"BTC/USD\",\"depth\":1}}");
        assertThat(socket.next().text()).contains("\"type\":\"order_book\"", "[[100,1]]");
    }

    @Test
    void bad_input_gets_its_code_and_the_socket_stays() throws Exception {
        RawWebSocket socket = signIn("bot", "");
        socket.text("{");
        assertThat(socket.next().text()).contains("INVALID_JSON");
        socket.frame(0x82, new byte[3]);
        assertThat(socket.next().text()).contains("INVALID_MESSAGE");
        socket.text(" ".repeat(65_537));
        assertThat(socket.next().text()).contains("MESSAGE_TOO_LARGE");
        socket.text("{\"type\":\"heartbeat\"}" + " ".repeat(65_000));
        assertThat(socket.next().text()).contains("heartbeat_ack");
    }

    @Test
    void whoever_ignores_the_rate_limit_sees_4029() throws Exception {
        RawWebSocket socket = signIn("bot", "");
        for (int i = 0; i < 250; i++) {
            socket.text("{\"type\":\"heartbeat\"}");
        }
        ServerFrame frame = socket.next();
        boolean limited = false;
        while (frame.opcode() == 1) {
            limited |= frame.text().contains("RATE_LIMITED");
            frame = socket.next();
        }
        assertThat(limited).isTrue();
        assertClosed(frame, 4029, "rate limit ignored");
    }

    @Test
    void over_the_nodes_limit_a_socket_is_told_and_closed_with_4504() throws Exception {
        for (int i = 0; i < 3; i++) {
            connect();
        }
        RawWebSocket fourth = connect();
        assertThat(fourth.next().text()).contains("CONNECTION_LIMIT");
        assertClosed(fourth.next(), 4504, "connection limit");
        RawWebSocket refused = connect();
        refused.reset();
    }

    @Test
    void a_socket_that_is_gone_makes_room() throws Exception {
        for (int i = 0; i < 10; i++) {
            connect().reset();
            await().until(() -> gateway.get("/metrics").body().contains("arena_gateway_sockets 0.0"));
        }
    }

    @Test
    void a_malformed_id_is_404_at_the_upgrade() {
        CompletableFuture<WebSocket> upgrade = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + gateway.port() + "/ws/v1/Not%20An%20Id"),
                        new WebSocket.Listener() {});
        assertThat(upgrade)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        failure ->
                                assertThat(failure.getResponse().statusCode()).isEqualTo(404));
    }

    @Test
    void a_planned_stop_is_announced_and_then_closes_with_1001() throws Exception {
        RawWebSocket signedIn = signIn("bot", "");
        RawWebSocket unauthenticated = connect();
        assertThat(unauthenticated.next().text()).contains("connection_established");
        CompletableFuture<Done> stopped = gateway.gateway.stop().toCompletableFuture();
        assertThat(signedIn.next().text()).contains("\"type\":\"server_shutdown\"", "\"grace_ms\":100");
        assertClosed(signedIn.next(), 1001, "server going away");
        assertThat(unauthenticated.next().text()).contains("server_shutdown");
        assertClosed(unauthenticated.next(), 1001, "server going away");
        signedIn.sendClose(1001);
        unauthenticated.sendClose(1001);
        assertThat(stopped).succeedsWithin(15, TimeUnit.SECONDS);
        assertThat(gateway.sessions.nextGone().reason()).isEqualTo("server_shutdown");
        assertThat(catchThrowable(this::connect)).isInstanceOf(ConnectException.class);
    }
}
