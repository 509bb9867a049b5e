package org.tradingarena.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL that can be stopped and started again with its data, on one port. It keeps what it has acknowledged. */
final class PostgresServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private @Nullable EmbeddedPostgres running;

    /** Starts it, with its data below a directory. */
    PostgresServer(Path directory) throws IOException {
        data = directory.resolve("postgres");
        port = ArenaProcess.freePort();
        start();
    }

    void start() {
        try {
            running = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void stop() {
        EmbeddedPostgres server = running;
        running = null;
        if (server != null) {
            try {
                server.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** What makes an arena use it. */
    String config() {
        return """
                arena.journal.plugin = postgresql
                arena.postgresql { url = "jdbc:postgresql://127.0.0.1:%d/postgres", user = postgres }
                """.formatted(port);
    }

    /** The one number that a query gives. */
    long number(String query) throws SQLException {
        EmbeddedPostgres server = running;
        if (server == null) {
            throw new IllegalStateException("stopped");
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
