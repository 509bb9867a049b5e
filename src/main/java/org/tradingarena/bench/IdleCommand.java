package org.tradingarena.bench;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code arena bench idle}. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Signed-in sockets that only send heartbeats: sign-ins a second, memory of a connection, CPU while nothing happens.",
            "Verifies that each heartbeat is answered, that no socket ends, and that each is still alive at the end."
        })
final class IdleCommand extends BenchAction {
    private static final int MOST_AT_ONCE = 1000;
    private static final double LONGEST_HEARTBEAT = 55;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Sockets; default: ${DEFAULT-VALUE}.")
    private int clients = 1000;

    @Option(
            names = "--collectives",
            paramLabel = "N",
            defaultValue = "0",
            description = "Whose clients they are; default: as few as hold them.")
    private int collectives;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many sign in at the same time; default: ${DEFAULT-VALUE}.")
    private int atOnce = 64;

    @Option(
            names = "--heartbeat",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How often each socket says that it lives; default: ${DEFAULT-VALUE}.")
    private double heartbeatSeconds = 20;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Default: ${DEFAULT-VALUE}.")
    private int durationSeconds = 30;

    @Override
    Scenario scenario() {
        LoadOptions.requireClients(this, clients);
        if (atOnce < 1 || atOnce > MOST_AT_ONCE || heartbeatSeconds < 0.1 || heartbeatSeconds > LONGEST_HEARTBEAT) {
            throw refused(
                    "--at-once must be 1 to 1,000, and --heartbeat 0.1 to 55: after 60 s of silence a server closes");
        }
        return new IdleScenario(new IdleScenario.Options(
                clients,
                LoadOptions.collectives(this, collectives, clients, LoadOptions.CLIENTS_OF_A_COLLECTIVE, 1),
                atOnce,
                Duration.ofMillis(Math.round(heartbeatSeconds * 1000)),
                Duration.ofSeconds(Math.max(1, durationSeconds))));
    }
}
