package org.tradingarena.cli.trade;

import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.domain.Side;
import picocli.CommandLine.Command;

/** Places an order to sell. */
@Command(
        name = "sell",
        mixinStandardHelpOptions = true,
        description = "Sell so much of something, at a limit or at the market.",
        footer = {"", ExitCode.HELP})
final class SellCommand extends PlaceCommand {
    @Override
    Side side() {
        return Side.SELL;
    }
}
