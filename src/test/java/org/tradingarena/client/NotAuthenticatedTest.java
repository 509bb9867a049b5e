package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Role;
import org.tradingarena.reconnect.ReconnectionSettings;

/** The arena closes with 4503 whom it does not know, and also whose sign-in took too long on a slow network: only the first is for good. */
class NotAuthenticatedTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ESTABLISHED = """
            {"id":null,"type":"connection_established","success":true,"data":{"connection_id":"c","protocol":"arena.v1",\
            "server_time":"2026-01-01T00:00:00.000Z","nonce":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","auth_timeout_ms":10000,\
            "heartbeat_interval_ms":30000,"heartbeat_timeout_ms":60000,"max_message_bytes":65536},\
            "timestamp":"2026-01-01T00:00:00.000Z"}""";
    private static final String AUTHENTICATED = """
            {"id":"1","type":"authenticated","success":true,"data":{"session_id":"s","generation":1,"client_id":"bot",\
            "resumed":false,"position":{"epoch":"e","seq":4},"earliest_seq":1,"subscriptions":[],"preferences":{},\
            "resume_token":"t","resume_token_expires_at":"2026-01-02T00:00:00.000Z"},"timestamp":"2026-01-01T00:00:00.000Z"}""";

    private final ClientCore core = new ClientCore(
            new ClientSettings(
                    "alpha",
                    "bot",
                    ClientType.BOT,
                    Role.TRADER,
                    List.of(),
                    ReconnectionSettings.forClients(),
                    null,
                    -1,
                    false,
                    null,
                    true,
                    Duration.ofSeconds(30),
                    null),
            ClientKey.generate(),
            () -> 0);

    private void connect() {
        core.on(new ClientInput.Started(), NOW);
        core.on(new ClientInput.Opened(1), NOW);
        core.on(new ClientInput.Received(1, ESTABLISHED), NOW);
    }

    private void closedByTheArena() {
        core.on(new ClientInput.Lost(1, CloseCode.NOT_AUTHENTICATED.number(), ""), NOW);
    }

    @Test
    void a_sign_in_that_took_too_long_is_tried_again() {
        connect();
        closedByTheArena();
        assertThat(core.state()).isInstanceOf(ConnectionState.Waiting.class);
    }

    @Test
    void who_was_signed_in_and_is_no_more_stays_away() {
        connect();
        core.on(new ClientInput.Received(1, AUTHENTICATED), NOW);
        closedByTheArena();
        assertThat(core.state()).isInstanceOf(ConnectionState.Ended.class);
    }
}
