package org.tradingarena.cli.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Action;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.journal.postgres.PostgresDatabase;
import org.tradingarena.journal.postgres.PostgresSettings;
import org.tradingarena.server.AdminToken;
import org.tradingarena.server.ArenaConfig;
import org.tradingarena.server.DataDirectory;
import org.tradingarena.server.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs several nodes and a PostgreSQL on this machine until it is told to stop. */
@Command(
        name = "cluster-demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run several nodes that are one arena, and their PostgreSQL, on this machine, to try it."
                    + " A node that ends, or that you kill, is started again; Ctrl-C stops everything.",
            "",
            "ARENA_POSTGRES_URL, ARENA_POSTGRES_USER and ARENA_POSTGRES_PASSWORD name a PostgreSQL of your own, which is then used instead."
        },
        footer = {"", ExitCode.HELP})
public final class ClusterDemoCommand extends Action {
    private static final int MOST_NODES = 5;
    private static final int FIRST_CLUSTER_PORT = 25_520;
    private static final String POSTGRES_URL = "arena.postgresql.url";

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes, 1 to " + MOST_NODES + ". Default: 3.")
    private int nodes = 3;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where everything is kept; the next start goes on with it."
                    + " Default: cluster-demo in ARENA_DATA_DIR, or in data.")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The first node's port; the others have the next ones. Default: 8080.")
    private int port = 8080;

    @Option(names = "--demo", description = "Add three bot collectives that trade on a simulated price.")
    private boolean demo;

    @Override
    protected int run(Console out) throws InterruptedException {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw misused("--nodes must be 1 to " + MOST_NODES);
        }
        if (port < 1 || port + nodes - 1 > Ports.HIGHEST) {
            throw misused("--port must be 1 to " + (Ports.HIGHEST - nodes + 1));
        }
        try {
            return run(ArenaConfig.load(System.getenv()), new News(out));
        } catch (StartException | ConfigException | IllegalArgumentException | IllegalStateException cannotStart) {
            throw CommandFailure.refused("CANNOT_START", String.valueOf(cannotStart.getMessage()));
        } catch (IOException failed) {
            throw CommandFailure.refused("CANNOT_START", "a file cannot be used: " + failed.getMessage());
        }
    }

    private int run(Config config, News news) throws IOException, InterruptedException {
        DemoDirectory directory = hold(config, news);
        requireFreePorts();
        List<Integer> clusterPorts = Ports.free(nodes, FIRST_CLUSTER_PORT, ours());
        AdminToken admin = AdminToken.of(config.getString("arena.admin-token"), directory.root());
        try (StopSignals signals = StopSignals.handle()) {
            try (DemoDatabase database = database(config, directory, news)) {
                news.databaseReady(database);
                makeTables(database, config, news);
                return run(directory, database, admin, clusterPorts, signals, news);
            } catch (CommandFailure failed) {
                if (signals.areAsked()) {
                    return signals.exitCode(); // Ctrl-C reaches the programs that make a database, too
                }
                throw failed;
            }
        }
    }

    private int run(
            DemoDirectory directory,
            DemoDatabase database,
            AdminToken admin,
            List<Integer> clusterPorts,
            StopSignals signals,
            News news)
            throws IOException, InterruptedException {
        Map<String, String> shared = new LinkedHashMap<>(database.environment());
        shared.put("ARENA_ADMIN_TOKEN", admin.value());
        shared.put("ARENA_CLUSTER_SEEDS", seeds(clusterPorts));
        List<NodeKeeper> keepers = new ArrayList<>();
        for (int index = 0; index < nodes; index++) {
            DemoDirectory.beginLog(directory.nodeLog(index + 1));
            keepers.add(new NodeKeeper(plan(directory, shared, index, clusterPorts.get(index)), news));
        }
        DemoNodes cluster = new DemoNodes(keepers, signals);
        if (!signals.areAsked()) {
            cluster.start();
        }
        if (!signals.areAsked() && cluster.areLeft()) {
            news.advise(new Advice(nodes, port, directory.adminToken()).text());
        }
        signals.await();
        news.note("stopping the nodes, then PostgreSQL");
        cluster.stop();
        if (!signals.areAsked()) {
            throw CommandFailure.refused("CANNOT_START", "no node is left");
        }
        return signals.exitCode();
    }

    /** Takes hold of the directory; nodes that a killed demo left behind notice it, and get the time to end. */
    private DemoDirectory hold(Config config, News news) throws InterruptedException {
        DemoDirectory directory = new DemoDirectory(
                dataDirectory != null ? dataDirectory : Path.of(config.getString("arena.data-dir"), "cluster-demo"));
        if (DataDirectory.isHeld(directory.root())) {
            throw CommandFailure.refused(
                    "CANNOT_START",
                    "another cluster-demo is running on " + directory.root()
                            + "; stop it, or name another directory with --data-dir");
        }
        DataDirectory.hold(directory.root().toString());
        news.note("everything is kept in " + directory.root());
        for (int number = 1; number <= MOST_NODES; number++) {
            EarlierNode.awaitEnd(number, directory.node(number), news);
        }
        return directory;
    }

    private Set<Integer> ours() {
        return IntStream.range(port, port + nodes).boxed().collect(Collectors.toSet());
    }

    private void requireFreePorts() {
        for (int index = 0; index < nodes; index++) {
            if (Ports.isTaken(port + index)) {
                throw CommandFailure.refused(
                        "CANNOT_START",
                        "port " + (port + index) + ", for node " + (index + 1)
                                + ", is taken by another program; stop that, or choose other ports with --port");
            }
        }
    }

    private DemoDatabase database(Config config, DemoDirectory directory, News news) throws IOException {
        if (!config.getString(POSTGRES_URL).isBlank()) {
            return new DemoDatabase.Given(PostgresSettings.from(config).address());
        }
        if (!EmbeddedDatabase.isHere()) {
            throw EmbeddedDatabase.notHere("has no PostgreSQL of its own (lib/demo is not there)");
        }
        return EmbeddedDatabase.start(directory, ours(), news);
    }

    /** As {@code arena journal init}. */
    private static void makeTables(DemoDatabase database, Config config, News news) {
        Map<String, Object> own = database.environment().isEmpty()
                ? Map.of()
                : Map.of(POSTGRES_URL, database.url(), "arena.postgresql.user", EmbeddedDatabase.USER);
        PostgresSettings settings =
                PostgresSettings.from(ConfigFactory.parseMap(own).withFallback(config));
        List<String> made = new PostgresDatabase(settings).init();
        news.note(
                made.isEmpty()
                        ? "the journal's tables are there: the arena goes on where it was"
                        : "made " + String.join(", ", made));
    }

    private static String seeds(List<Integer> clusterPorts) {
        return clusterPorts.stream().map(each -> "127.0.0.1:" + each).collect(Collectors.joining(","));
    }

    private NodeKeeper.Plan plan(DemoDirectory directory, Map<String, String> shared, int index, int clusterPort) {
        int number = index + 1;
        NodeCommand command = new NodeCommand(
                ProcessHandle.current().info().command().orElseGet(ClusterDemoCommand::java),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("java.class.path"),
                ProcessHandle.current().pid(),
                demo);
        return new NodeKeeper.Plan(
                number,
                "http://127.0.0.1:" + (port + index),
                command.line(),
                NodeCommand.environment(System.getenv(), shared, directory.node(number), port + index, clusterPort),
                directory.nodeLog(number));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
