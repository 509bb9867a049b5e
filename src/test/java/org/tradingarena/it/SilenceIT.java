package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who says nothing is gone, whatever a proxy answers for them (protocol section 9). The timeout is 2 s here. */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilenceIT {
    private static final int TIMED_OUT = 4008;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(500);
    private static final int PING = 9;

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("silence")
            .withConfig("arena.session.heartbeat-timeout = " + TIMEOUT.toMillis() + "ms"));
    private final Identity identity = arena.open("team");

    @AfterAll
    void end() {
        try {
            assertThat(arena.violations()).isEmpty();
        } finally {
            arena.close();
        }
    }

    @Test
    void who_says_nothing_is_closed_and_misses_nothing() {
        WireClient silent = arena.client("team", "silent", identity);
        WireClient sibling = arena.client("team", "sibling", identity);
        silent.signIn();
        sibling.signIn();
        Waiting.until("the silent one is closed", () -> {
            Orders.head(sibling);
            return !silent.isConnected();
        });
        assertThat(silent.socket().awaitEnd().code()).isEqualTo(TIMED_OUT);
        Orders.grow(sibling, 3);
        ResumeRecord resume = silent.resume();
        assertThat(resume.events()).hasSize(12);
        assertThat(resume.first().path("interruption").path("reason").asText()).isNotEmpty();
    }

    @Test
    void who_sends_heartbeats_stays() {
        WireClient lively = arena.client("team", "lively", identity);
        JsonNode established = lively.connect();
        assertThat(established.path("heartbeat_timeout_ms").asLong()).isEqualTo(TIMEOUT.toMillis());
        lively.request("auth", lively.credentials());
        for (int i = 0; i < 7; i++) {
            Waiting.pass(SOON);
            lively.expect("heartbeat");
        }
        assertThat(lively.isConnected()).isTrue();
    }

    @Test
    void websocket_pings_are_no_sign_of_life() {
        try (RawSocket socket = RawSocket.open(arena.process(), "/ws/v1/team")) {
            socket.signIn("team", "pinging", identity, WireJson.object());
            Thread pings = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 40; i++) {
                        socket.frame(PING, true, new byte[0]);
                        Waiting.pass(Duration.ofMillis(200));
                    }
                } catch (java.io.UncheckedIOException closed) {
                    assertThat(closed).isNotNull();
                }
            });
            assertThat(socket.readCloseCode()).isEqualTo(TIMED_OUT);
            pings.interrupt();
        }
    }
}
