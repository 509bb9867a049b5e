package org.tradingarena.journal.postgres;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Where the journal's PostgreSQL is, as {@code arena.postgresql} says.
 *
 * @param snapshotsKept how many snapshots of each persistence id are kept, the newest ones
 * @param snapshotSweep how often older ones are deleted
 */
public record PostgresSettings(String url, String user, String password, int snapshotsKept, Duration snapshotSweep) {
    /** The id of Pekko's journal plugin. */
    public static final String PLUGIN = "jdbc-journal";

    private static final String PREFIX = "jdbc:postgresql:";

    public PostgresSettings {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException("arena.postgresql.url (ARENA_POSTGRES_URL) is like " + PREFIX
                    + "//localhost:5432/arena, not \"" + url + "\".");
        }
        if (snapshotsKept < 1) {
            throw new IllegalArgumentException(
                    "arena.postgresql.snapshots-kept is at least 1, not " + snapshotsKept + ".");
        }
        if (!snapshotSweep.isPositive()) {
            throw new IllegalArgumentException(
                    "arena.postgresql.snapshot-sweep is positive, not " + snapshotSweep + ".");
        }
    }

    public static PostgresSettings from(Config config) {
        Config postgres = config.getConfig("arena.postgresql");
        return new PostgresSettings(
                postgres.getString("url"),
                postgres.getString("user"),
                postgres.getString("password"),
                postgres.getInt("snapshots-kept"),
                postgres.getDuration("snapshot-sweep"));
    }

    /** The address without what may follow it, which may be a password. */
    public String address() {
        int options = url.indexOf('?');
        return options < 0 ? url : url.substring(0, options);
    }

    /** Without the password: records end up in logs. */
    @Override
    public String toString() {
        return "PostgreSQL at " + address() + " as " + user;
    }
}
