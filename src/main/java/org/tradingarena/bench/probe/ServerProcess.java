package org.tradingarena.bench.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server's process on this machine, seen through {@code /proc} and the JDK's {@code jcmd}; what the system does not tell is empty. */
public final class ServerProcess {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final String PROGRAM = "org.tradingarena.cli.Arena";
    private static final long JCMD_SECONDS = 60;

    private final long pid;

    /** The process of a number, whether it exists or not. */
    public ServerProcess(long pid) {
        this.pid = pid;
    }

    /** The arena that listens on a port of this machine; empty if there is none, or it cannot be told. */
    public static OptionalLong find(int port) {
        Set<String> sockets = listeningSockets(port);
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().arguments().stream().flatMap(Stream::of).anyMatch(PROGRAM::equals))
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> hasOpen(pid, sockets))
                .findFirst();
    }

    private static Set<String> listeningSockets(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : lines(PROC.resolve(table))) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length > 9 && words[1].endsWith(suffix) && words[3].equals(LISTENING)) {
                    sockets.add("socket:[" + words[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static boolean hasOpen(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path link : open) {
                if (sockets.contains(target(link))) {
                    return true;
                }
            }
        } catch (IOException notOurs) {
            return false;
        }
        return false;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Its number. */
    public long pid() {
        return pid;
    }

    /** The CPU time that it has used, in nanoseconds. */
    public OptionalLong cpuNanos() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(used -> OptionalLong.of(used.toNanos()))
                .orElse(OptionalLong.empty());
    }

    /** The memory of the machine that it holds, in bytes. */
    public OptionalLong residentBytes() {
        return lines(PROC.resolve(pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst();
    }

    /** The bytes of all objects that live, after a full collection. It stops the server for as long as that takes. */
    public OptionalLong liveHeapBytes() {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process tool = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines = tool.inputReader()) {
                OptionalLong total = lines.lines()
                        .filter(line -> line.startsWith("Total"))
                        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                        .findFirst();
                tool.waitFor(JCMD_SECONDS, TimeUnit.SECONDS);
                return total;
            }
        } catch (IOException noTool) {
            return OptionalLong.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException notThere) {
            return List.of();
        }
    }
}
