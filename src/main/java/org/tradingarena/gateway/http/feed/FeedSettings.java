package org.tradingarena.gateway.http.feed;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The bounds of reading events over HTTP, from {@code arena.gateway.http}; each is explained in {@code reference.conf}.
 *
 * @param pageBytes bytes of events in one answer of a poll
 * @param tail what a watch keeps in memory of its collective's newest events
 * @param linger how long a watch stays when nobody reads
 * @param patience how long a reader waits for a collective that does not answer
 * @param retryFirst how long to wait before a collective is asked again; doubles each time
 * @param retryMost the bound of that wait
 */
public record FeedSettings(
        Polls polls,
        Streams streams,
        int pageBytes,
        Tail tail,
        Duration linger,
        Duration patience,
        Duration retryFirst,
        Duration retryMost) {

    /** How many polls may be under way. */
    public record Polls(int perCollective, int perNode, Duration longestWait) {}

    /** How many streams there may be, how often a silent one says that it lives, and how many bytes it writes at once. */
    public record Streams(int perCollective, int perNode, Duration heartbeat, int writeBytes) {}

    /** How much is kept. */
    public record Tail(int events, int bytes) {}

    /** Reads {@code arena}. */
    public static FeedSettings from(Config arena) {
        Config http = arena.getConfig("gateway.http");
        Config session = arena.getConfig("session");
        return new FeedSettings(
                new Polls(
                        http.getInt("polls.per-collective"),
                        http.getInt("polls.per-node"),
                        http.getDuration("polls.longest-wait")),
                new Streams(
                        http.getInt("streams.per-collective"),
                        http.getInt("streams.per-node"),
                        http.getDuration("streams.heartbeat"),
                        Math.toIntExact(http.getBytes("streams.write-bytes"))),
                Math.toIntExact(session.getBytes("page-bytes")),
                new Tail(http.getInt("watch.events"), Math.toIntExact(http.getBytes("watch.bytes"))),
                http.getDuration("watch.linger"),
                http.getDuration("ask-timeout"),
                session.getDuration("retry-first"),
                session.getDuration("retry-most"));
    }
}
