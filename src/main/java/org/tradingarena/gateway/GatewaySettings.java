package org.tradingarena.gateway;

import com.typesafe.config.Config;
import java.time.Duration;
import org.tradingarena.gateway.http.HttpSettings;
import org.tradingarena.gateway.socket.SocketSettings;

/**
 * The settings of the gateway.
 *
 * @param shutdownGrace how long clients have between {@code server_shutdown} and the close
 * @param shutdownWave how many sockets are closed at once
 */
public record GatewaySettings(SocketSettings sockets, HttpSettings http, Duration shutdownGrace, int shutdownWave) {
    public GatewaySettings {
        require(shutdownWave > 0, "shutdown-wave must be 1 or more");
        require(
                http.idleTimeout()
                                .compareTo(sockets.heartbeats()
                                        .timeout()
                                        .plus(sockets.transport().closeTimeout()))
                        > 0,
                "http.idle-timeout must be longer than the heartbeat's timeout and close-timeout, or it cuts sockets off");
        require(
                http.maxConnections() > sockets.limits().perNode(),
                "http.max-connections must be above sockets.per-node, or CONNECTION_LIMIT cannot be told");
        require(
                http.requestTimeout().compareTo(longestAnswer(http)) > 0,
                "http.request-timeout must be longer than http.polls.longest-wait and twice http.ask-timeout");
        require(
                http.idleTimeout().compareTo(http.feed().streams().heartbeat()) > 0,
                "http.idle-timeout must be longer than http.streams.heartbeat, or it cuts silent streams off");
    }

    /** A poll's wait, and what the gateway gives its own parts to answer. */
    private static Duration longestAnswer(HttpSettings http) {
        return http.feed().polls().longestWait().plus(answerGrace(http));
    }

    /** How much longer than a poll waits its answer may take. */
    static Duration answerGrace(HttpSettings http) {
        return http.askTimeout().multipliedBy(2);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("arena.gateway: " + rule);
        }
    }

    /** Reads the whole configuration: {@code arena.gateway}. */
    public static GatewaySettings from(Config config) {
        Config arena = config.getConfig("arena");
        return new GatewaySettings(
                SocketSettings.from(arena),
                HttpSettings.from(arena),
                arena.getDuration("gateway.shutdown-grace"),
                arena.getInt("gateway.shutdown-wave"));
    }
}
