package org.tradingarena.gateway.http;

import com.typesafe.config.Config;
import java.time.Duration;
import org.tradingarena.gateway.http.access.AccessSettings;
import org.tradingarena.gateway.http.feed.FeedSettings;

/** The bounds of HTTP, from {@code arena.gateway.http}; each is explained in {@code reference.conf}. */
public record HttpSettings(
        int maxConnections,
        int backlog,
        Duration idleTimeout,
        Duration requestTimeout,
        int maxBodyBytes,
        Duration askTimeout,
        Duration stopTimeout,
        AccessSettings access,
        FeedSettings feed) {

    /** Reads {@code arena}. */
    public static HttpSettings from(Config arena) {
        Config http = arena.getConfig("gateway.http");
        return new HttpSettings(
                http.getInt("max-connections"),
                http.getInt("backlog"),
                http.getDuration("idle-timeout"),
                http.getDuration("request-timeout"),
                Math.toIntExact(http.getBytes("max-body-bytes")),
                http.getDuration("ask-timeout"),
                http.getDuration("stop-timeout"),
                AccessSettings.from(arena),
                FeedSettings.from(arena));
    }
}
