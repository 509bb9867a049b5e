package org.tradingarena.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code arena bench resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "A reconnect storm: all sessions drop, miss events, and come back at once; timed until each has everything.",
            "Verifies that each record is complete, in order, once, and the same bytes as the journal's."
        })
final class ResumeCommand extends BenchAction {
    private static final int CLIENTS_OF_A_COLLECTIVE = 50;
    private static final int MOST_MISSED = 100_000;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "500",
            description = "Sessions; default: ${DEFAULT-VALUE}.")
    private int clients = 500;

    @Option(
            names = "--collectives",
            paramLabel = "N",
            defaultValue = "0",
            description = "Whose clients they are; default: one for 50.")
    private int collectives;

    @Option(
            names = "--missed",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "How many events each session misses, rounded up to a multiple of 4; over 1000 they come from the journal. "
                            + "Default: ${DEFAULT-VALUE}.")
    private int missed = 200;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            defaultValue = "BTC/USD",
            description = "A market in which nobody else has orders; default: ${DEFAULT-VALUE}.")
    private String symbol = "BTC/USD";

    @Override
    Scenario scenario() {
        LoadOptions.requireClients(this, clients);
        if (missed < 1 || missed > MOST_MISSED) {
            throw refused("--missed must be 1 to 100,000");
        }
        return new ResumeScenario(new ResumeScenario.Options(
                clients,
                LoadOptions.collectives(this, collectives, clients, CLIENTS_OF_A_COLLECTIVE, 1),
                Math.ceilDiv(missed, ResumeScenario.EVENTS_OF_AN_ORDER) * ResumeScenario.EVENTS_OF_AN_ORDER,
                symbol));
    }
}
