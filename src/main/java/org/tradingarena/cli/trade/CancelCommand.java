package org.tradingarena.cli.trade;

import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.client.ArenaClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** Cancels an order. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description =
                "Ask for an order to be cancelled. The answer means that this is durable; the book may still fill it first.",
        footer = {"", ExitCode.HELP})
final class CancelCommand extends TradeAction {
    @ArgGroup(multiplicity = "1")
    private Reference reference = new Reference();

    @Override
    int trade(Console out, ArenaClient client, Desk desk) throws InterruptedException {
        OrderReport.order(out, "cancelling", desk.answer(client.cancel(reference.order())));
        return ExitCode.FINE;
    }
}
