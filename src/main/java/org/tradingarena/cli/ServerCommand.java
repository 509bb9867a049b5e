package org.tradingarena.cli;

import com.typesafe.config.ConfigException;
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

    @Option(names = "--demo", description = "Add three bot collectives that trade on a simulated price.")
    private boolean demo;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            ArenaServer server = ArenaServer.start(ArenaConfig.load(System.getenv()), demo);
            if (Boolean.getBoolean("arena.stop-with-parent")) {
                stopWithParent();
            }
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

    /** For a build tool that starts the arena and may be stopped without telling it. */
    private static void stopWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> Thread.ofVirtual().start(() -> {
                    parent.onExit().join();
                    System.exit(0);
                }));
    }
}
