package org.tradingarena.bench;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code arena bench orders}. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Clients send orders that trade with each other, orders that rest, and cancels; timed until the server has them for good.",
            "Verifies that every acknowledged order is in the journal, every event at every client, and all money where it belongs."
        })
final class OrdersCommand extends BenchAction {
    private static final int CLIENTS_OF_A_COLLECTIVE = 5;
    private static final int MOST_WINDOW = 100;
    private static final double MOST_RATE = 1_000_000;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(names = "--clients", paramLabel = "N", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int clients = 100;

    @Option(
            names = "--collectives",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "An even number. Every event of a collective goes to all its clients. Default: one for 5 clients.")
    private int collectives;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Requests a second in all, whatever the server does (open loop); default: ${DEFAULT-VALUE}.")
    private double rate = 500;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "In place of --rate: each client keeps so many requests under way (closed loop). Shows what the server can do "
                            + "at most, but a server that stalls then delays its own measurement.")
    private int window;

    @Override
    Scenario scenario() {
        LoadOptions.requireClients(this, clients);
        int even = LoadOptions.collectives(this, collectives, clients, CLIENTS_OF_A_COLLECTIVE, 2);
        if (even % 2 != 0) {
            throw refused("--collectives must be even: half of them sell, half of them buy");
        }
        if (window < 0 || window > MOST_WINDOW || rate <= 0 || rate > MOST_RATE) {
            throw refused("--window must be 1 to " + MOST_WINDOW + " and --rate above 0, up to 1,000,000");
        }
        if (clients < even) {
            throw refused("--clients must be at least as many as --collectives (" + even + ")");
        }
        Duration warmUp = load.warmUp();
        return new OrdersScenario(new OrdersScenario.Options(
                clients, even, window > 0 ? 0 : rate, window, warmUp, load.duration(), load.symbol()));
    }
}
