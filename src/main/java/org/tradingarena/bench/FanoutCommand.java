package org.tradingarena.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arena bench fanout}. */
@Command(
        name = "fanout",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trades at a fixed rate reach many subscribers; timed until each subscriber has each trade.",
            "Verifies every subscriber's chain, that all got the same bytes and every trade, and books against their checksums."
        })
final class FanoutCommand extends BenchAction {
    private static final double MOST_RATE = 20_000;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Subscribers; default: ${DEFAULT-VALUE}.")
    private int clients = 1000;

    @Option(
            names = "--collectives",
            paramLabel = "N",
            defaultValue = "0",
            description = "Whose clients they are; default: as few as hold them.")
    private int collectives;

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            defaultValue = "market",
            description =
                    "market: they follow the symbol. private: they belong to the collectives that trade, and get their events. "
                            + "Default: ${DEFAULT-VALUE}.")
    private String room = "market";

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Trades a second; default: ${DEFAULT-VALUE}.")
    private double rate = 100;

    @Override
    Scenario scenario() {
        LoadOptions.requireClients(this, clients);
        if (!room.equals("market") && !room.equals("private")) {
            throw refused("--room is market or private, not " + room);
        }
        if (rate <= 0 || rate > MOST_RATE) {
            throw refused("--rate must be above 0, up to 20,000");
        }
        int each = LoadOptions.CLIENTS_OF_A_COLLECTIVE / (room.equals("private") ? 2 : 1);
        return new FanoutScenario(new FanoutScenario.Options(
                clients,
                LoadOptions.collectives(this, collectives, clients, each, 1),
                room.equals("private"),
                rate,
                load.warmUp(),
                load.duration(),
                load.symbol()));
    }
}
