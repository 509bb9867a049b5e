package org.tradingarena.gateway.socket;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.SignIn;
import org.tradingarena.protocol.Wire;

/**
 * What a socket is from its first message on (protocol section 3). The nonce belongs to this connection alone, and is of no use after
 * the sign-in, because a signed-in socket takes no second {@code auth}.
 */
record Greeting(String connectionId, String nonce, Instant connectedAt) {
    private static final String PROTOCOL = "arena.v1";
    private static final int NONCE_BYTES = 32;

    static Greeting create(SecureRandom random, Instant now) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Greeting(UUID.randomUUID().toString(), Base64Url.encode(nonce), now);
    }

    /** {@code connection_established}. */
    String frame(SocketSettings settings) {
        return Wire.unsolicited(
                "connection_established",
                json -> json.text("connection_id", connectionId)
                        .text("protocol", PROTOCOL)
                        .time("server_time", connectedAt)
                        .text("nonce", nonce)
                        .integer("auth_timeout_ms", settings.signIns().timeout().toMillis())
                        .integer(
                                "heartbeat_interval_ms",
                                settings.heartbeats().interval().toMillis())
                        .integer(
                                "heartbeat_timeout_ms",
                                settings.heartbeats().timeout().toMillis())
                        .integer("max_message_bytes", settings.transport().maxMessageBytes()),
                connectedAt);
    }

    /** What a client of this connection signs. */
    byte[] signedBytes(String collective, String client) {
        return SignIn.message(connectionId, nonce, collective, client);
    }
}
