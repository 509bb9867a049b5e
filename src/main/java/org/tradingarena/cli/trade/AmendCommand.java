package org.tradingarena.cli.trade;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.remote.Positive;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.Request.AmendOrder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes an order. */
@Command(
        name = "amend",
        mixinStandardHelpOptions = true,
        description =
                "Change the price or the quantity of a working order. It keeps its place in the book only when the quantity shrinks at the same price.",
        footer = {"", ExitCode.HELP})
final class AmendCommand extends TradeAction {
    @ArgGroup(multiplicity = "1")
    private Reference reference = new Reference();

    @Option(names = "--price", paramLabel = "PRICE", converter = Positive.class, description = "The new price.")
    private @Nullable BigDecimal price;

    @Option(
            names = "--quantity",
            paramLabel = "QUANTITY",
            converter = Positive.class,
            description = "The new total quantity, above what is filled.")
    private @Nullable BigDecimal quantity;

    @Override
    void check() {
        if (price == null && quantity == null) {
            throw misused("what is to change? Give --price or --quantity");
        }
    }

    @Override
    int trade(Console out, ArenaClient client, Desk desk) throws InterruptedException {
        AmendOrder change = new AmendOrder(reference.order(), amount(price), amount(quantity));
        OrderReport.order(out, "amending" + wish() + ":", desk.answer(client.amend(change)));
        return ExitCode.FINE;
    }

    private String wish() {
        return (quantity == null ? "" : " to " + Table.grouped(quantity))
                + (price == null ? "" : " at " + Table.grouped(price));
    }

    private static @Nullable Amount amount(@Nullable BigDecimal value) {
        return value == null ? null : new Amount(value.toPlainString());
    }
}
