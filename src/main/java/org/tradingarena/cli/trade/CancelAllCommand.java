package org.tradingarena.cli.trade;

import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.remote.Symbol;
import org.tradingarena.client.ArenaClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Cancels all orders. */
@Command(
        name = "cancel-all",
        mixinStandardHelpOptions = true,
        description = "Ask for all working orders of the collective to be cancelled, or those of one symbol.",
        footer = {"", ExitCode.HELP})
final class CancelAllCommand extends TradeAction {
    @Parameters(
            paramLabel = "SYMBOL",
            arity = "0..1",
            converter = Symbol.class,
            description = "Only those of this symbol.")
    private @Nullable String symbol;

    @Override
    int trade(Console out, ArenaClient client, Desk desk) throws InterruptedException {
        long count = desk.answer(client.cancelAll(symbol));
        if (out.isJson()) {
            out.say(json -> json.integer("count", count));
        } else {
            out.say("cancelling " + count + (count == 1 ? " order" : " orders"));
        }
        return ExitCode.FINE;
    }
}
