package org.tradingarena.cli;

import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.remote.Answer;
import org.tradingarena.cli.remote.ClientAction;
import picocli.CommandLine.Command;

/** Shows what the collective has. */
@Command(
        name = "portfolio",
        mixinStandardHelpOptions = true,
        description = "Show the collective's balances, positions and totals, as of one moment.",
        footer = {"", ExitCode.HELP})
final class PortfolioCommand extends ClientAction {
    @Override
    protected int run(Console out) throws InterruptedException {
        Answer state = reads().get("/state?include=portfolio");
        Answer portfolio = state.require("portfolio");
        if (out.isJson()) {
            out.say(portfolio
                    .body()
                    .and(json -> json.tree("position", state.require("position").object())));
        } else {
            out.say(PortfolioTables.of(portfolio));
        }
        return ExitCode.FINE;
    }
}
