package org.tradingarena.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.tradingarena.cli.console.CommandFailure;

/** The process that {@code postmaster.pid} in a PostgreSQL's data names; the file stays behind where PostgreSQL, or this program, was killed. */
final class Postmaster {
    private static final long STOP_SECONDS = 30;

    private final Path file;

    Postmaster(Path data) {
        this.file = data.resolve("postmaster.pid");
    }

    /** The id in the file's first line, whether or not there is such a process. */
    Optional<Long> pid() {
        try {
            return Files.readString(file).lines().findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException absent) {
            return Optional.empty();
        }
    }

    /** Lets a PostgreSQL that outlived the program end, and takes away what one left that did not end in order; says what it does. */
    void endEarlier(Consumer<String> note) throws IOException {
        Optional<Long> pid = pid();
        if (pid.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid.get());
        if (process.isEmpty()) {
            note.accept("PostgreSQL was killed last time; it recovers from its log");
        } else if (process.filter(Postmaster::isPostgres).isEmpty()) {
            note.accept("PostgreSQL was killed last time, and its process id " + pid.get()
                    + " is another program's now: removing " + file);
            Files.deleteIfExists(file);
        } else {
            note.accept("the PostgreSQL of an earlier start still runs (pid " + pid.get() + "): stopping it first");
            stop();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .or(() -> process.info().commandLine())
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }

    /** Stops it, if it runs, without waiting for its clients; returns when it has ended. */
    void stop() {
        Optional<ProcessHandle> process = pid().flatMap(ProcessHandle::of).filter(Postmaster::isPostgres);
        if (process.isPresent()) {
            stop(process.get());
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown; SIGTERM, all that Java can send, would wait for its clients. */
    private void stop(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | IOException failed) {
            if (Files.notExists(file)) {
                return; // it has ended, and only nobody has taken notice (a container whose first process does not)
            }
            throw CommandFailure.refused(
                    "CANNOT_STOP", "PostgreSQL (pid " + process.pid() + ") does not stop; stop it by hand");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.interrupted();
        }
    }
}
