package org.tradingarena.cli.trade;

import org.tradingarena.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arena trade}: needs one of its subcommands. */
@Command(
        name = "trade",
        mixinStandardHelpOptions = true,
        description = {
            "Place, cancel and change orders. An answer that is lost with a connection is asked for again, and nothing happens twice.",
            "",
            "  arena trade buy BTC/USD 0.5 --price 42000",
            "  arena trade sell ETH-USD 2 --market --wait"
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BuyCommand.class,
            SellCommand.class,
            CancelCommand.class,
            CancelAllCommand.class,
            AmendCommand.class
        },
        footer = {"", ExitCode.HELP})
public final class TradeCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
