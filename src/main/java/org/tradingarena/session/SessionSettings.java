package org.tradingarena.session;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings under {@code arena.session}; {@code reference.conf} says what each is for.
 *
 * @param retention how long a session outlives its socket; the lifetime of its tokens too
 * @param hotBuffer how long events are kept in memory for a client without a socket
 * @param answerTimeout how long the collective may take to answer, until it is asked again or a sign-in fails
 * @param askAgain how long a sign-in waits for an answer until it asks once more
 * @param readTimeout how long one read of the journal may take
 * @param cancelOnDisconnectGrace the grace of clients that name none
 * @param concurrentReplays journal reads for clients at the same time on this node
 * @param retryFirst how long to wait before collective or journal are asked again
 * @param retryMost the bound of that wait, which doubles each time
 * @param waitingSignIns sign-ins of one client that may wait for each other
 * @param snapshotEvery events between two snapshots of a session
 * @param tick the shortest wait for something that is due
 * @param directory of the directories of sessions
 */
public record SessionSettings(
        Duration retention,
        Duration hotBuffer,
        Duration answerTimeout,
        Duration askAgain,
        Duration readTimeout,
        Duration cancelOnDisconnectGrace,
        int concurrentReplays,
        Duration retryFirst,
        Duration retryMost,
        int waitingSignIns,
        int snapshotEvery,
        Duration tick,
        DeliveryLimits delivery,
        DirectorySettings directory) {

    /** The settings of the whole configuration. */
    public static SessionSettings from(Config config) {
        Config session = config.getConfig("arena.session");
        return new SessionSettings(
                session.getDuration("retention"),
                session.getDuration("hot-buffer"),
                session.getDuration("state-sync-timeout"),
                session.getDuration("ask-again"),
                session.getDuration("read-timeout"),
                session.getDuration("cancel-on-disconnect-grace"),
                session.getInt("concurrent-replays"),
                session.getDuration("retry-first"),
                session.getDuration("retry-most"),
                session.getInt("waiting-sign-ins"),
                session.getInt("snapshot-every"),
                session.getDuration("tick"),
                new DeliveryLimits(
                        session.getInt("missed-events"),
                        session.getInt("page-events"),
                        Math.toIntExact(session.getBytes("page-bytes")),
                        session.getInt("state-requests")),
                DirectorySettings.from(session));
    }
}
