package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import org.tradingarena.protocol.JsonBody;

/**
 * The time that a session was without a socket.
 *
 * @param reason a word: why the last socket went
 */
public record Interruption(Instant disconnectedAt, String reason, Duration duration) {
    /** Its members. */
    JsonBody body() {
        return json -> json.time("disconnected_at", disconnectedAt)
                .text("reason", reason)
                .integer("duration_ms", duration.toMillis());
    }
}
