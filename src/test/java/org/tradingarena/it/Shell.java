package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A user at a shell: runs {@code bin/arena} as client of an arena, with what a user sets in the environment. */
final class Shell implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path home =
            Path.of(System.getProperty("arena.home", "target/arena")).toAbsolutePath();
    private final Path directory;
    private final Map<String, String> environment;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    Shell(ArenaProcess arena, String collective) {
        this(arena.directory(), arena.http(""), collective);
    }

    /** A user of an arena at an address, whose files are below a directory. */
    Shell(Path parent, URI server, String collective) {
        try {
            directory = Files.createTempDirectory(parent, "shell");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        environment = Map.of(
                "ARENA_URL",
                server.toString(),
                "ARENA_COLLECTIVE",
                collective,
                "ARENA_KEY",
                key().toString(),
                "ARENA_ADMIN_TOKEN",
                ArenaProcess.ADMIN_TOKEN,
                "ARENA_JAVA_OPTS",
                "-Xmx256m");
    }

    /** Where the user's key is, once it is made. */
    Path key() {
        return directory.resolve("arena.key");
    }

    /** What a command came to. */
    record Ran(int exit, String out, String err) {
        JsonNode json() {
            return WireJson.parse(out);
        }

        List<JsonNode> jsonLines() {
            return out.lines().map(WireJson::parse).toList();
        }
    }

    /** Runs a command to its end. */
    Ran arena(String... arguments) {
        Running command = begin(arguments);
        int exit = command.await();
        return new Ran(exit, command.out(), command.err());
    }

    /** A command that runs beside the test. */
    record Running(Process process, Path outFile, Path errFile) {
        int await() {
            return exitOf(process);
        }

        String out() {
            return read(outFile);
        }

        String err() {
            return read(errFile);
        }

        /** Whole lines of its answer so far. */
        List<String> lines() {
            String text = out();
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Starts a command, its output in files, so that it has no terminal. */
    Running begin(String... arguments) {
        try {
            Path out = Files.createTempFile(directory, "command", ".out");
            Path err = Files.createTempFile(directory, "command", ".err");
            Process process = start(
                    builder(program(arguments)).redirectOutput(out.toFile()).redirectError(err.toFile()));
            return new Running(process, out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs a line of a POSIX shell on a terminal of its own; {@code arena} is the program. */
    PseudoTerminal onTerminal(int columns, int rows, String line) {
        String script = "stty cols " + columns + " rows " + rows + "; arena() { '" + home.resolve("bin/arena")
                + "' \"$@\"; }; " + line;
        try {
            ProcessBuilder builder =
                    builder(List.of("script", "-qec", script, "/dev/null")).redirectErrorStream(true);
            builder.environment().put("TERM", "xterm-256color");
            builder.environment().put("SHELL", "/bin/sh");
            builder.environment().put("LC_ALL", "C.UTF-8");
            return new PseudoTerminal(start(builder), columns, rows);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/arena").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        running.add(process);
        return process;
    }

    static int exitOf(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(process.info().commandLine().orElse("the command") + " did not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        running.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
