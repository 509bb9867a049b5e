package org.tradingarena.bench;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long, and on which market. */
final class LoadOptions {
    /** As many sockets as a server takes by default. */
    static final int MOST_CLIENTS = 20_000;

    /** The server takes 100 sockets of a collective by default; one is for the audit, the rest for luck. */
    static final int CLIENTS_OF_A_COLLECTIVE = 90;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long is measured; default: ${DEFAULT-VALUE}.")
    private int durationSeconds = 20;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long the load runs before that; default: ${DEFAULT-VALUE}.")
    private int warmUpSeconds = 5;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            defaultValue = "BTC/USD",
            description = "A market in which nobody else has orders; default: ${DEFAULT-VALUE}.")
    private String symbol = "BTC/USD";

    Duration duration() {
        return Duration.ofSeconds(Math.max(1, durationSeconds));
    }

    Duration warmUp() {
        return Duration.ofSeconds(Math.max(0, warmUpSeconds));
    }

    String symbol() {
        return symbol;
    }

    static void requireClients(BenchAction command, int clients) {
        if (clients < 1 || clients > MOST_CLIENTS) {
            throw command.refused("--clients must be 1 to " + MOST_CLIENTS);
        }
    }

    /** How many collectives: what was asked for, else so many that each has so many clients, a multiple of a number. */
    static int collectives(BenchAction command, int asked, int clients, int each, int multiple) {
        if (asked < 0 || asked > clients) {
            throw command.refused("--collectives must be 1 to the number of clients");
        }
        if (asked > 0) {
            if (Math.ceilDiv(clients, asked) > CLIENTS_OF_A_COLLECTIVE) {
                throw command.refused("--collectives: a server takes 100 sockets of a collective, so at most "
                        + CLIENTS_OF_A_COLLECTIVE + " clients may share one");
            }
            return asked;
        }
        int needed = Math.ceilDiv(clients, each);
        return Math.ceilDiv(needed, multiple) * multiple;
    }
}
