package org.tradingarena.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tradingarena.bench.check.Findings;
import org.tradingarena.bench.check.Verdict;
import org.tradingarena.bench.probe.ServerProbe;
import org.tradingarena.bench.probe.ServerProcess;
import org.tradingarena.bench.report.JsonReport;
import org.tradingarena.bench.report.Report;
import org.tradingarena.bench.report.Table;
import org.tradingarena.bench.wire.SocketLoops;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands of {@code arena bench} share: options, the run from its beginning to its report, and the exit code. */
abstract class BenchAction implements Callable<Integer> {
    private static final int LOSSY = 1;
    private static final int NOT_MEASURED = 3;
    /** Files that a process has open besides its sockets. */
    private static final int OTHER_FILES = 100;

    private static final int MOST_LOOPS = 8;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The load that was asked for; throws {@link BenchException} where the options do not go together. */
    abstract Scenario scenario();

    @Override
    public final Integer call() throws InterruptedException {
        try (Interruption interruption = Interruption.begin()) {
            Scenario scenario = scenario();
            requireFiles(scenario.sockets());
            return run(scenario, server.address(), interruption);
        } catch (BenchException cannot) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("arena bench: " + cannot.getMessage());
            err.flush();
            return NOT_MEASURED;
        }
    }

    private int run(Scenario scenario, URI address, Interruption interruption) throws InterruptedException {
        Findings findings = new Findings();
        Results results = new Results();
        Progress progress = new Progress(spec.commandLine().getErr(), !server.quiet());
        ServerProbe probe = new ServerProbe(address, process(address));
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_LOOPS);
        try (SocketLoops loops =
                new SocketLoops(new InetSocketAddress(address.getHost(), address.getPort()), threads)) {
            Stage stage = new Stage(
                    Long.toString(System.currentTimeMillis(), Character.MAX_RADIX),
                    new Admin(address, server.token()),
                    probe,
                    loops,
                    findings,
                    new Traffic(),
                    progress,
                    interruption::requested,
                    server.drain(),
                    new ConcurrentLinkedQueue<>());
            try {
                scenario.run(stage, results);
            } catch (BenchException failed) {
                if (findings.verdict() != Verdict.LOSSY) {
                    throw failed;
                }
                results.warn("the run did not come to its end: " + failed.getMessage());
            } finally {
                progress.clear();
            }
            stage.await(
                    server.drain(),
                    () -> "waiting for the last answers",
                    () -> stage.members().stream().allMatch(Member::isIdle));
            stage.members().forEach(Member::finish);
            stage.leave();
        }
        print(report(scenario, address, findings, results));
        return switch (findings.verdict()) {
            case CLEAN -> 0;
            case LOSSY -> LOSSY;
            case NOTHING_CHECKED -> NOT_MEASURED;
        };
    }

    private Optional<ServerProcess> process(URI address) {
        OptionalLong pid = server.pid().isPresent() ? server.pid() : ServerProcess.find(address.getPort());
        return pid.isPresent() ? Optional.of(new ServerProcess(pid.getAsLong())) : Optional.empty();
    }

    private static void requireFiles(int sockets) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long most = system.getMaxFileDescriptorCount();
            if (most < sockets + OTHER_FILES) {
                throw new BenchException("this process may open " + most + " files, and " + sockets + " sockets need "
                        + (sockets + OTHER_FILES)
                        + ": raise the limit (ulimit -n), for the server as well, or ask for fewer clients");
            }
        }
    }

    private static Report report(Scenario scenario, URI address, Findings findings, Results results) {
        return new Report(
                scenario.name(),
                scenario.title(),
                scenario.settings(),
                environment(address),
                results.figures(),
                results.latencies(),
                findings,
                results.verified(),
                results.warnings());
    }

    private static Map<String, String> environment(URI address) {
        Map<String, String> environment = new LinkedHashMap<>();
        String version = BenchAction.class.getPackage().getImplementationVersion();
        environment.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        environment.put("server", address.toString());
        environment.put("version", version == null ? "from a checkout" : version);
        environment.put(
                "machine",
                String.format(
                        Locale.ROOT,
                        "%d processors, %s %s, Java %s; load generator and server %s",
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.vm.version"),
                        ServerOptions.isLoopback(address) ? "share them" : "on two machines"));
        return environment;
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        String file = server.json();
        if (file.equals("-")) {
            out.print(JsonReport.text(report));
        } else {
            Table.lines(report).forEach(out::println);
        }
        out.flush();
        if (!file.isEmpty() && !file.equals("-")) {
            try {
                Files.writeString(Path.of(file), JsonReport.text(report));
            } catch (IOException failed) {
                throw new UncheckedIOException("the figures could not be written to " + file, failed);
            }
        }
    }

    /** Refuses an option's value. */
    ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
