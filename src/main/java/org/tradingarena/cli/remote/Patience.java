package org.tradingarena.cli.remote;

import java.time.Duration;
import org.tradingarena.reconnect.ReconnectionSettings;

/** How commands come back: somebody waits, and there are few of them, so sooner than a bot and without a long pause. */
public final class Patience {
    /** From half a second to five, with a fifth of jitter; the circuit breaker waits for a thousand failures. */
    public static final ReconnectionSettings SETTINGS = ReconnectionSettings.forClients()
            .withDelays(Duration.ofMillis(500), Duration.ofSeconds(5))
            .withBreaker(1000, Duration.ofSeconds(30));

    private Patience() {}
}
