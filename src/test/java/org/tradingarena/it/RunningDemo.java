package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code bin/arena cluster-demo --demo --json} with three nodes, and what it has said so far. */
final class RunningDemo implements AutoCloseable {
    static final int NODES = 3;

    /** A start of a JVM and of a node on a busy machine, some times over: the demo starts a node again that is too late. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path directory;
    private final int port;
    private final Shell shell;
    private final Shell.Running command;

    private RunningDemo(Path directory) {
        this.directory = directory;
        this.port = freePorts();
        this.shell = new Shell(directory, node(1), "alpha");
        this.command = shell.begin(
                "cluster-demo", "--demo", "--json", "--port", Integer.toString(port), "--data-dir", data().toString());
    }

    static RunningDemo start() {
        try {
            return new RunningDemo(Files.createTempDirectory("arena-demo-"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The first of so many ports in a row that nobody listens on. */
    private static int freePorts() {
        for (int tries = 0; tries < 100; tries++) {
            try {
                int first = ArenaProcess.freePort();
                if (IntStream.range(first, first + NODES).allMatch(RunningDemo::isFree)) {
                    return first;
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException | IllegalArgumentException taken) {
            return false;
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** Where a node is, from 1. */
    URI node(int number) {
        return URI.create("http://127.0.0.1:" + (port + number - 1));
    }

    /** A user, whose commands go to node 1 unless they name another. */
    Shell shell() {
        return shell;
    }

    /** The demo's own process. */
    Process process() {
        return command.process();
    }

    /** What it has said of a node. */
    List<JsonNode> events(String event, int node) {
        return command.lines().stream()
                .map(WireJson::parse)
                .filter(line -> line.path("event").asText().equals(event)
                        && line.path("node").asInt() == node)
                .toList();
    }

    /** Waits until it has said something of a node for the so manyth time, and returns that. */
    JsonNode await(String event, int node, int times) {
        Waiting.until(event + " of node " + node, PATIENCE, () -> {
            if (!process().isAlive()) {
                throw new IllegalStateException("the demo ended\n" + command.out() + command.err());
            }
            return events(event, node).size() >= times;
        });
        return events(event, node).get(times - 1);
    }

    /** The processes that it has started and that live: nodes and PostgreSQL. */
    List<ProcessHandle> processes() {
        Stream<Long> nodes = IntStream.rangeClosed(1, NODES)
                .boxed()
                .flatMap(node -> events("node_starts", node).stream())
                .map(started -> started.path("pid").asLong());
        return Stream.concat(nodes, postmaster().stream())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private Optional<Long> postmaster() {
        try {
            return Files.readAllLines(data().resolve("postgresql/postmaster.pid")).stream()
                    .findFirst()
                    .map(Long::valueOf);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Leaves nothing behind, whatever happened. */
    @Override
    public void close() {
        List<ProcessHandle> left = processes();
        shell.close();
        left.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
