package org.tradingarena.cli.trade;

import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.domain.Side;
import picocli.CommandLine.Command;

/** Places an order to buy. */
@Command(
        name = "buy",
        mixinStandardHelpOptions = true,
        description = "Buy so much of something, at a limit or at the market.",
        footer = {"", ExitCode.HELP})
final class BuyCommand extends PlaceCommand {
    @Override
    Side side() {
        return Side.BUY;
    }
}
