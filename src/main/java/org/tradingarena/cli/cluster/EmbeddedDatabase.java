package org.tradingarena.cli.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.tradingarena.cli.console.CommandFailure;

/**
 * A PostgreSQL of the demo's own, on the loopback address alone, which trusts whoever is on this machine. It keeps what it has
 * acknowledged. The only class that knows the library, which is on the class path for this command alone.
 */
final class EmbeddedDatabase implements DemoDatabase {
    private static final String LIBRARY = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
    private static final int FIRST_PORT = 25_432;
    private static final int LAST_MOMENT_SECONDS = 2;
    private static final Duration START = Duration.ofSeconds(60);
    static final String USER = "postgres";

    /** In its data once it has started: without it, nobody can have stored anything yet. */
    private static final String MADE = "made-by-cluster-demo";

    private final EmbeddedPostgres running;
    private final Postmaster postmaster;
    private final int port;

    private EmbeddedDatabase(EmbeddedPostgres running, Postmaster postmaster, int port) {
        this.running = running;
        this.postmaster = postmaster;
        this.port = port;
    }

    /** Whether the library is here, with which this can be done. */
    static boolean isHere() {
        try {
            Class.forName(LIBRARY, false, EmbeddedDatabase.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Starts it; one that an earlier start left behind is stopped first. */
    static EmbeddedDatabase start(DemoDirectory directory, Set<Integer> takenPorts, News news) throws IOException {
        Postmaster postmaster = new Postmaster(directory.database());
        postmaster.endEarlier(news::note);
        DemoDirectory.beginLog(directory.databaseLog());
        int port = Ports.free(1, FIRST_PORT, takenPorts).getFirst();
        boolean isNew = prepare(directory, news);
        news.note("PostgreSQL starts; log " + directory.databaseLog());
        try {
            EmbeddedPostgres running = builder(directory, port).start();
            if (isNew) {
                Files.createFile(directory.database().resolve(MADE));
            }
            return new EmbeddedDatabase(running, postmaster, port);
        } catch (IOException | IllegalStateException failed) {
            LoggerFactory.getLogger(EmbeddedDatabase.class).debug("what led to the error", failed);
            postmaster.stop(); // it may have started, and only answered too late
            throw failure(directory, failed);
        }
    }

    /** Whether a database has to be made; what is left of one that was not finished is taken away. */
    private static boolean prepare(DemoDirectory directory, News news) throws IOException {
        Path data = directory.database();
        if (Files.exists(data.resolve(MADE))) {
            return false;
        }
        if (Files.exists(data)) {
            news.note("an earlier start ended while it made a database: removing " + data);
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        news.note("making a database in " + data);
        return true;
    }

    private static EmbeddedPostgres.Builder builder(DemoDirectory directory, int port) {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(directory.databaseLog().toFile());
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.databasePrograms().toFile())
                .setDataDirectory(directory.database())
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on") // the library turns it off
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(START)
                .setOutputRedirector(log)
                .setErrorRedirector(log);
    }

    private static CommandFailure failure(DemoDirectory directory, Exception failed) {
        String why = String.valueOf(failed.getMessage());
        if (why.contains("binar")) { // "No Postgres binary found for …", "Missing embedded postgres binaries"
            return notHere(
                    "has no PostgreSQL for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch"));
        }
        if (Files.notExists(directory.databaseLog())) {
            return CommandFailure.refused("CANNOT_START", "PostgreSQL cannot be started: " + why);
        }
        return CommandFailure.refused(
                "CANNOT_START", "PostgreSQL cannot start; its log says why: " + directory.databaseLog());
    }

    /** There is no program to start. */
    static CommandFailure notHere(String what) {
        return CommandFailure.refused(
                "CANNOT_START",
                "this installation " + what + "; set ARENA_POSTGRES_URL, ARENA_POSTGRES_USER and"
                        + " ARENA_POSTGRES_PASSWORD to use a PostgreSQL of your own (14 or later, an empty database)");
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("ARENA_POSTGRES_URL", url(), "ARENA_POSTGRES_USER", USER, "ARENA_POSTGRES_PASSWORD", "");
    }

    @Override
    public String story() {
        return "PostgreSQL is ready: 127.0.0.1:" + port + ", pid "
                + postmaster.pid().orElse(0L);
    }

    @Override
    public void close() {
        Optional<ProcessHandle> process = postmaster.pid().flatMap(ProcessHandle::of);
        try {
            running.close();
        } catch (IOException failed) {
            LoggerFactory.getLogger(EmbeddedDatabase.class).debug("while PostgreSQL was stopped", failed);
        }
        postmaster.stop();
        // Its file goes a moment before the process does.
        process.ifPresent(ending -> ending.onExit()
                .completeOnTimeout(ending, LAST_MOMENT_SECONDS, TimeUnit.SECONDS)
                .join());
    }
}
