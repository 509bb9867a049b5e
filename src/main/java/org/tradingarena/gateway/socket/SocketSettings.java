package org.tradingarena.gateway.socket;

import com.typesafe.config.Config;
import java.time.Duration;
import org.tradingarena.gateway.transport.TransportSettings;

/**
 * The bounds of sockets, from {@code arena.gateway}; each is explained in {@code reference.conf}. The heartbeat's timeout is the session's.
 */
public record SocketSettings(
        String dispatcher,
        TransportSettings transport,
        SignIns signIns,
        Heartbeats heartbeats,
        Requests requests,
        Outbound outbound,
        Limits limits,
        int signatureThreads,
        int signatureQueue) {

    /** How a client signs in. */
    public record SignIns(
            Duration timeout,
            Duration crowdedTimeout,
            int tries,
            Duration failureTime,
            Duration answerTimeout,
            Duration askAgain) {}

    /** How a client shows that it lives. */
    public record Heartbeats(Duration interval, Duration timeout) {}

    /** How much a client may ask. */
    public record Requests(
            int readAhead,
            int outstanding,
            Duration deadline,
            int perSecond,
            int burst,
            int floodFactor,
            int floodSeconds) {

        RateLimit.Limits rate() {
            return new RateLimit.Limits(perSecond, burst, floodFactor, floodSeconds);
        }
    }

    /** How much may wait for a client to read it. */
    public record Outbound(int eventCredit, long fullBytes, long mostBytes, Duration progressTimeout) {}

    /** How many sockets there may be. */
    public record Limits(int perCollective, int perAddress, int perNode) {}

    /** Reads {@code arena}. */
    public static SocketSettings from(Config arena) {
        Config gateway = arena.getConfig("gateway");
        Config signIn = gateway.getConfig("sign-in");
        Config requests = gateway.getConfig("requests");
        Config outbound = gateway.getConfig("outbound");
        Config limits = gateway.getConfig("sockets");
        int credit = outbound.getInt("event-credit");
        int most = Math.toIntExact(gateway.getBytes("max-message-bytes"));
        return new SocketSettings(
                gateway.getString("dispatcher"),
                new TransportSettings(
                        most,
                        (long) most * gateway.getInt("close-above-factor"),
                        Math.toIntExact(outbound.getBytes("write-bytes")),
                        gateway.getDuration("close-timeout")),
                new SignIns(
                        signIn.getDuration("timeout"),
                        signIn.getDuration("crowded-timeout"),
                        signIn.getInt("tries"),
                        signIn.getDuration("failure-time"),
                        signIn.getDuration("answer-timeout"),
                        signIn.getDuration("ask-again")),
                new Heartbeats(gateway.getDuration("heartbeat-interval"), gateway.getDuration("heartbeat-timeout")),
                new Requests(
                        requests.getInt("read-ahead"),
                        requests.getInt("outstanding"),
                        requests.getDuration("deadline"),
                        requests.getInt("per-second"),
                        requests.getInt("burst"),
                        requests.getInt("flood-factor"),
                        requests.getInt("flood-seconds")),
                new Outbound(
                        credit,
                        outbound.getBytes("full-bytes"),
                        outbound.getBytes("most-bytes"),
                        outbound.getDuration("progress-timeout")),
                new Limits(limits.getInt("per-collective"), limits.getInt("per-address"), limits.getInt("per-node")),
                threads(signIn.getInt("signature-threads")),
                signIn.getInt("signature-queue"));
    }

    private static int threads(int configured) {
        return configured > 0 ? configured : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
