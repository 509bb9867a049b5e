package org.tradingarena.gateway.http.access;

import com.typesafe.config.Config;
import java.time.Duration;
import org.tradingarena.gateway.socket.RateLimit;

/**
 * Who may call and how often, from {@code arena.gateway.http}; each is explained in {@code reference.conf}.
 *
 * @param failureTime after how long a failed sign-in is answered
 * @param ratesRemembered for how many clients, and for how many addresses, calls are counted
 */
public record AccessSettings(
        Duration tokenLifetime,
        Duration challengeLifetime,
        int challenges,
        Duration failureTime,
        RateLimit.Limits perClient,
        RateLimit.Limits perAddress,
        RateLimit.Limits signInsPerAddress,
        int ratesRemembered) {

    /** Reads {@code arena}. */
    public static AccessSettings from(Config arena) {
        Config http = arena.getConfig("gateway.http");
        return new AccessSettings(
                http.getDuration("token-lifetime"),
                http.getDuration("challenge-lifetime"),
                http.getInt("challenges"),
                arena.getDuration("gateway.sign-in.failure-time"),
                limits(http.getConfig("rates.client")),
                limits(http.getConfig("rates.address")),
                limits(http.getConfig("rates.address-sign-ins")),
                http.getInt("rates.remembered"));
    }

    /** No call is a flood: HTTP has no connection to close for it. */
    private static RateLimit.Limits limits(Config config) {
        return new RateLimit.Limits(config.getInt("per-second"), config.getInt("burst"), 1, 1);
    }
}
