package org.tradingarena.session;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What the directories of sessions are told; {@code reference.conf} says what each is for.
 *
 * @param openSessions sessions of one collective
 * @param sweepInterval how often sessions are looked for that nobody has heard of
 * @param sweepAtOnce how many of them a directory asks a second at most; and how many directories are told a second
 * @param waiting messages to a directory that may wait while it writes
 */
public record DirectorySettings(int openSessions, Duration sweepInterval, int sweepAtOnce, int waiting) {
    /** Those under {@code arena.session}. */
    static DirectorySettings from(Config session) {
        return new DirectorySettings(
                session.getInt("open-sessions"),
                session.getDuration("sweep-interval"),
                session.getInt("sweep-at-once"),
                session.getInt("directory-waiting"));
    }
}
