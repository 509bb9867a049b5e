package org.tradingarena.gateway;

import com.typesafe.config.Config;
import java.time.Duration;
import org.tradingarena.gateway.http.HttpSettings;
import org.tradingarena.gateway.socket.SocketSettings;

/**
 * The settings of the gateway.
 *
 * @param shutdownGrace how long clients have between {@code server_shutdown} and the close
 */
public record GatewaySettings(SocketSettings sockets, HttpSettings http, Duration shutdownGrace) {
    /** Reads the whole configuration: {@code arena.gateway}. */
    public static GatewaySettings from(Config config) {
        Config arena = config.getConfig("arena");
        return new GatewaySettings(
                SocketSettings.from(arena), HttpSettings.from(arena), arena.getDuration("gateway.shutdown-grace"));
    }
}
