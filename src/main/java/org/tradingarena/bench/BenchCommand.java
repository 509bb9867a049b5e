package org.tradingarena.bench;

import picocli.CommandLine.Command;

/** {@code arena bench}: load from a process of its own, which verifies all that it receives while it measures. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Put load on a running server over real sockets, measure it, and verify the completeness and order of all that is received.",
            "Ends with 0 if nothing was wrong, 1 if the server is lossy, 3 if it could not be measured."
        },
        subcommands = {OrdersCommand.class, FanoutCommand.class, IdleCommand.class, ResumeCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand {}
