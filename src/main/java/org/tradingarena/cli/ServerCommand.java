package org.tradingarena.cli;

import com.typesafe.config.ConfigException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tradingarena.server.ArenaConfig;
import org.tradingarena.server.ArenaServer;
import org.tradingarena.server.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the arena until it is told to stop. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description =
                "Run the arena. Obeys ARENA_HOST, ARENA_PORT, ARENA_DATA_DIR, ARENA_ADMIN_TOKEN and ARENA_CONFIG.")
final class ServerCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = "--demo",
            description = "Add three bot collectives that trade on a simulated price; in a cluster on all nodes.")
    private boolean demo;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Optional.ofNullable(System.getProperty("arena.stop-with-parent")).ifPresent(ServerCommand::stopWithParent);
        try {
            ArenaServer server = ArenaServer.start(ArenaConfig.load(System.getenv()), demo);
            return server.awaitEnd().map(this::endedByItself).orElse(0);
        } catch (StartException | ConfigException cannotStart) {
            spec.commandLine().getErr().println("arena cannot start: " + cannotStart.getMessage());
            return FAILED;
        }
    }

    private int endedByItself(String why) {
        spec.commandLine().getErr().println("arena ended: " + why + "; start it again, and it joins them");
        return FAILED;
    }

    /**
     * For a build tool, or another program, that starts the arena and may be stopped without telling it.
     *
     * @param parent {@code true}, or the process's id: then there is no moment at which its end is not noticed
     */
    private static void stopWithParent(String parent) {
        if (parent.equals("true")) {
            ProcessHandle.current().parent().ifPresent(ServerCommand::stopWith);
        } else if (!parent.equals("false")) {
            ProcessHandle.of(Long.parseLong(parent)).ifPresentOrElse(ServerCommand::stopWith, () -> System.exit(0));
        }
    }

    private static void stopWith(ProcessHandle parent) {
        Thread.ofVirtual().start(() -> {
            parent.onExit().join();
            System.exit(0);
        });
    }
}
