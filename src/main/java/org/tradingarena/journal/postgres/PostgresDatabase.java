package org.tradingarena.journal.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The tables of the journal in PostgreSQL, which are made when an operator says so and never by themselves. Each call has a connection of
 * its own. What goes wrong is an {@link IllegalStateException} with a sentence for the operator.
 */
public final class PostgresDatabase {
    private static final String LOGIN_SECONDS = "10";
    private static final String ANSWER_SECONDS = "60";

    /** Of two who make the tables at once, one waits: any number that nobody else uses. */
    private static final long INIT_LOCK = 0x6172656e61L;

    private static final List<Part> PARTS = List.of(
            new Part("table event_journal", "event_journal", """
                    CREATE TABLE event_journal (
                      ordering BIGSERIAL,
                      persistence_id VARCHAR(255) NOT NULL,
                      sequence_number BIGINT NOT NULL,
                      deleted BOOLEAN DEFAULT FALSE NOT NULL,
                      writer VARCHAR(255) NOT NULL,
                      write_timestamp BIGINT,
                      adapter_manifest VARCHAR(255),
                      event_ser_id INTEGER NOT NULL,
                      event_ser_manifest VARCHAR(255) NOT NULL,
                      event_payload BYTEA NOT NULL,
                      meta_ser_id INTEGER,
                      meta_ser_manifest VARCHAR(255),
                      meta_payload BYTEA,
                      PRIMARY KEY (persistence_id, sequence_number)
                    )"""),
            new Part("index event_journal_ordering_idx", "event_journal_ordering_idx", """
                    CREATE UNIQUE INDEX event_journal_ordering_idx ON event_journal (ordering)"""),
            new Part("table event_tag", "event_tag", """
                    CREATE TABLE event_tag (
                      event_id BIGINT,
                      tag VARCHAR(256),
                      PRIMARY KEY (event_id, tag),
                      FOREIGN KEY (event_id) REFERENCES event_journal (ordering) ON DELETE CASCADE
                    )"""),
            new Part("table snapshot", "snapshot", """
                    CREATE TABLE snapshot (
                      persistence_id VARCHAR(255) NOT NULL,
                      sequence_number BIGINT NOT NULL,
                      created BIGINT NOT NULL,
                      snapshot_ser_id INTEGER NOT NULL,
                      snapshot_ser_manifest VARCHAR(255) NOT NULL,
                      snapshot_payload BYTEA NOT NULL,
                      meta_ser_id INTEGER,
                      meta_ser_manifest VARCHAR(255),
                      meta_payload BYTEA,
                      PRIMARY KEY (persistence_id, sequence_number)
                    )"""));

    private final PostgresSettings settings;

    public PostgresDatabase(PostgresSettings settings) {
        this.settings = settings;
    }

    /** One thing that the journal needs, and how it is made. */
    private record Part(String what, String name, String creation) {}

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Makes what is not there, all of it or nothing, and says what that was. */
    public List<String> init() {
        return connected(connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
                lock.setLong(1, INIT_LOCK);
                lock.execute();
            }
            List<Part> missing = missing(connection);
            try (Statement statement = connection.createStatement()) {
                for (Part part : missing) {
                    statement.execute(part.creation());
                }
            }
            connection.commit();
            return missing.stream().map(Part::what).toList();
        });
    }

    /** Fails where the journal's tables are not there. */
    public void requireReady() {
        List<Part> missing = connected(PostgresDatabase::missing);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    settings.address() + " has no " + missing.getFirst().what()
                            + "; run `arena journal init` once, which makes what the journal needs.");
        }
    }

    /** Fails where it does not answer. */
    void ask() {
        connected(connection -> connection.isValid(0));
    }

    /** Deletes all snapshots but the newest ones of each persistence id, and returns how many those were. */
    public int deleteOldSnapshots() {
        return connected(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    DELETE FROM snapshot WHERE (persistence_id, sequence_number) IN (
                      SELECT persistence_id, sequence_number FROM (
                        SELECT persistence_id, sequence_number,
                               row_number() OVER (PARTITION BY persistence_id ORDER BY sequence_number DESC) AS age
                        FROM snapshot) AS aged
                      WHERE age > ?)""")) {
                delete.setInt(1, settings.snapshotsKept());
                return delete.executeUpdate();
            }
        });
    }

    private static List<Part> missing(Connection connection) throws SQLException {
        List<Part> missing = new ArrayList<>();
        try (PreparedStatement question = connection.prepareStatement("SELECT to_regclass(?) IS NULL")) {
            for (Part part : PARTS) {
                question.setString(1, part.name());
                try (ResultSet answer = question.executeQuery()) {
                    if (answer.next() && answer.getBoolean(1)) {
                        missing.add(part);
                    }
                }
            }
        }
        return missing;
    }

    private <T> T connected(Work<T> work) {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        properties.setProperty("ApplicationName", "arena");
        try (Connection connection = DriverManager.getConnection(settings.url(), properties)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    settings + ": " + String.valueOf(e.getMessage()).replace('\n', ' '), e);
        }
    }
}
