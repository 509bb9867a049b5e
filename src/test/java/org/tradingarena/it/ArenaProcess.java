package org.tradingarena.it;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program {@code bin/arena server} as a process of its own, on a free port, with its own data directory and log. It can be
 * killed and started again on the same data and port. Whatever it started has ended after {@link #close}, or at the latest with this JVM.
 */
final class ArenaProcess implements AutoCloseable {
    static final String ADMIN_TOKEN = "integration-test-admin-token-0123456789";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    /** Short-lived processes beside their clients on few cores: start fast, stay small, and never outlive the test. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Darena.stop-with-parent=true");

    private static final int FIRST_PORT = 18_000;
    private static final int LAST_PORT = 32_000;
    private static final int PORT_TRIES = 100;

    private static final String READY = "arena ready on http://";
    private static final Set<ArenaProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ArenaProcess::kill9)));
    }

    /**
     * How to start it.
     *
     * @param name of the log file, target/it/{name}.log
     * @param config HOCON over conf/arena.conf
     * @param classpath if not empty, goes before lib/*, and java is started without bin/arena, which takes no class path
     * @param environment over the usual one
     */
    record Setup(String name, String config, List<Path> classpath, Map<String, String> environment) {
        static Setup named(String name) {
            return new Setup(name, "", List.of(), Map.of());
        }

        /** The same under another name. */
        Setup as(String other) {
            return new Setup(other, config, classpath, environment);
        }

        Setup withConfig(String hocon) {
            return new Setup(name, config + "\n" + hocon, classpath, environment);
        }

        Setup withEnvironment(Map<String, String> variables) {
            return new Setup(name, config, classpath, variables);
        }

        Setup withClasspath(Path entry) {
            return new Setup(
                    name,
                    config,
                    Stream.concat(classpath.stream(), Stream.of(entry)).toList(),
                    environment);
        }
    }

    private final Setup setup;
    private Path home;
    private final Path directory;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    private ArenaProcess(Setup setup) throws IOException {
        this.setup = setup;
        this.home = program();
        if (!Files.isExecutable(home.resolve("bin/arena"))) {
            throw new IllegalStateException("no program in " + home + ": run `mvn -q -DskipTests package` first");
        }
        this.directory = Files.createTempDirectory("arena-it-");
        Path logs = Files.createDirectories(home.resolveSibling("it"));
        this.log = logs.resolve(setup.name() + ".log");
        Files.deleteIfExists(log);
        this.port = freePort();
        Files.writeString(
                directory.resolve("it.conf"),
                "include required(file(\"" + home.resolve("conf/arena.conf") + "\"))\n" + setup.config() + "\n");
    }

    /** The packaged program of this build. */
    static Path program() {
        return Path.of(System.getProperty("arena.home", "target/arena")).toAbsolutePath();
    }

    /** Starts it and waits until it is ready. */
    static ArenaProcess start(Setup setup) {
        try {
            ArenaProcess arena = new ArenaProcess(setup);
            arena.start();
            return arena;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** From its next start on this goes over its configuration. */
    void reconfigure(String hocon) {
        try {
            Files.writeString(directory.resolve("it.conf"), hocon + "\n", StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** From its next start on it is the program in another directory: another version. */
    void becomes(Path program) {
        home = program.toAbsolutePath();
    }

    /** Only prepares it. */
    static ArenaProcess notStarted(Setup setup) {
        try {
            return new ArenaProcess(setup);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * A port that nobody listens on, and that the system gives to no outgoing connection: so it is still free when a process that was killed
     * wants it back.
     */
    static int freePort() throws IOException {
        for (int tries = 0; tries < PORT_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
        throw new IOException("no free port from " + FIRST_PORT + " to " + LAST_PORT);
    }

    /** Starts it, again on the same data and port, and waits for the line that says it is ready. */
    void start() {
        begin();
        awaitReady();
    }

    /** Starts it and does not wait. */
    void begin() {
        if (isAlive()) {
            throw new IllegalStateException("it runs already");
        }
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment());
        RUNNING.add(this);
        try {
            Files.writeString(log, "---- start ----\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> command() {
        if (setup.classpath().isEmpty()) {
            return List.of(home.resolve("bin/arena").toString(), "server");
        }
        List<String> entries =
                new ArrayList<>(setup.classpath().stream().map(Path::toString).toList());
        entries.add(home.resolve("lib").resolve("*").toString());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml"),
                "-cp",
                String.join(File.pathSeparator, entries),
                "org.tradingarena.cli.Arena",
                "server"));
        return List.copyOf(command);
    }

    /** What another command of the program came to. */
    record Ran(int exit, String out, String err) {}

    /** Runs {@code bin/arena} with these arguments on the same data and configuration, to its end. */
    Ran run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/arena").toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(directory, "command", ".out");
            Path err = Files.createTempFile(directory, "command", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment());
            Process running = builder.start();
            if (!awaitEnd(running)) {
                running.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            return new Ran(running.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "ARENA_PORT", Integer.toString(port),
                "ARENA_DATA_DIR", dataDirectory().toString(),
                "ARENA_ADMIN_TOKEN", ADMIN_TOKEN,
                "ARENA_CONFIG", directory.resolve("it.conf").toString(),
                "ARENA_JAVA_OPTS", String.join(" ", JVM_OPTIONS)));
        environment.putAll(setup.environment());
        return environment;
    }

    /** A directory for whatever goes with it when it is closed. */
    Path directory() {
        return directory;
    }

    /** The bytes of all objects that live, after a full collection. */
    long liveHeap() {
        List<String> histogram = new ArrayList<>();
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process tool = new ProcessBuilder(jcmd, Long.toString(pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines = tool.inputReader()) {
                lines.lines().forEach(histogram::add);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return histogram.stream()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[2]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no histogram: " + histogram));
    }

    /** How many threads of the operating system it has. */
    int threads() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                    .filter(line -> line.startsWith("Threads:"))
                    .mapToInt(line ->
                            Integer.parseInt(line.substring("Threads:".length()).trim()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it does not run");
        }
        return running.pid();
    }

    /** Waits until it says that it is ready; fails at once if it ends before. */
    void awaitReady() {
        Waiting.until("the arena is ready", START, () -> {
            if (!isAlive()) {
                throw new IllegalStateException("the arena ended before it was ready\n" + logTail());
            }
            return sinceLastStart().anyMatch(line -> line.startsWith(READY));
        });
    }

    private Stream<String> sinceLastStart() {
        List<String> lines = logLines();
        return lines.subList(lines.lastIndexOf("---- start ----") + 1, lines.size()).stream();
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** The power cut of processes: it gets no chance to finish anything. */
    void kill9() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitEnd(running);
        }
    }

    /** Stops all its threads where they are (SIGSTOP), until it is thawed. */
    void freeze() {
        signal("STOP");
    }

    /** Lets it go on as if nothing had happened (SIGCONT). */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + exit);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has ended by itself; returns its exit code. */
    int awaitEnd(Duration atMost) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it does not run");
        }
        Waiting.until("the arena ends by itself", atMost, () -> !running.isAlive());
        return running.exitValue();
    }

    /** Asks it to stop (SIGTERM), and waits until it has. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!awaitEnd(running)) {
                throw new AssertionError("the arena did not stop within " + STOP + " of SIGTERM\n" + logTail());
            }
        }
    }

    private boolean awaitEnd(Process running) {
        try {
            return running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        kill9();
        RUNNING.remove(this);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path dataDirectory() {
        return directory.resolve("data");
    }

    int port() {
        return port;
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    URI webSocket(String collective) {
        return URI.create("ws://127.0.0.1:" + port + "/ws/v1/" + collective);
    }

    List<String> logLines() {
        try {
            return Files.exists(log)
                    ? Files.readString(log, StandardCharsets.UTF_8).lines().toList()
                    : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What it last said, for a failure's report. */
    String logTail() {
        List<String> lines = logLines();
        List<String> tail = lines.subList(Math.max(0, lines.size() - 60), lines.size());
        return "---- the end of " + log + " ----\n" + String.join("\n", tail) + "\n---- end of log ----";
    }

    /** The processes that were started and not closed. */
    static Set<ArenaProcess> running() {
        return Set.copyOf(RUNNING);
    }
}
