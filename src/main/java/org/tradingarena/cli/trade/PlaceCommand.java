package org.tradingarena.cli.trade;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.remote.Positive;
import org.tradingarena.cli.remote.Symbol;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.NewOrder;
import org.tradingarena.client.Placed;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Ids;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Places an order. */
abstract class PlaceCommand extends TradeAction {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Parameters(index = "0", paramLabel = "SYMBOL", converter = Symbol.class, description = "What, such as BTC/USD.")
    private String symbol = "";

    @Parameters(index = "1", paramLabel = "QUANTITY", converter = Positive.class, description = "How much of it.")
    private BigDecimal quantity = BigDecimal.ZERO;

    @ArgGroup(multiplicity = "1")
    private Price price = new Price();

    @Option(
            names = "--tif",
            paramLabel = "TIF",
            description = "Time in force: ${COMPLETION-CANDIDATES}. Default: gtc, of a market order ioc.")
    private @Nullable Tif timeInForce;

    @Option(names = "--post-only", description = "Refuse it rather than take what is in the book.")
    private boolean postOnly;

    @Option(
            names = "--id",
            paramLabel = "CLIENT_ORDER_ID",
            converter = OrderId.class,
            description = "The idempotency key: the same order under the same id is placed once. Default: a new one.")
    private String id = "cli-" + Long.toString(RANDOM.nextLong() >>> 1, Character.MAX_RADIX);

    @Option(names = "--wait", description = "Follow the order until it is closed; for ever, if no --timeout is given.")
    private boolean wait;

    /** At which price: one of the two. */
    static final class Price {
        @Option(
                names = "--price",
                paramLabel = "PRICE",
                converter = Positive.class,
                description = "A limit order: at this price or better.")
        private @Nullable BigDecimal limit;

        @Option(names = "--market", description = "A market order: at the best price that there is, within the collar.")
        private boolean market;
    }

    /** Times in force as people write them. */
    enum Tif {
        GTC,
        IOC,
        FOK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    abstract Side side();

    @Override
    final String afterwards() {
        return "it may have been placed: the same command with --id " + id + " asks again and never places it twice";
    }

    @Override
    final void check() {
        if (price.market && (postOnly || timeInForce == Tif.GTC)) {
            throw misused("a market order takes what is in the book, so it is neither --post-only nor --tif gtc");
        }
        if (postOnly && timeInForce != null && timeInForce != Tif.GTC) {
            throw misused("--post-only needs an order that can rest: --tif gtc");
        }
    }

    @Override
    final int trade(Console out, ArenaClient client, Desk desk) throws InterruptedException {
        NewOrder order = order();
        if (!wait) {
            OrderReport.placed(out, desk.answer(client.place(order)));
            return ExitCode.FINE;
        }
        desk.follow();
        Placed placed = desk.answer(client.place(order));
        return new OrderFollower(out, client, desk, order).follow(placed);
    }

    private NewOrder order() {
        TimeInForce otherwise = price.market ? TimeInForce.IOC : TimeInForce.GTC;
        return new NewOrder(
                symbol,
                side(),
                price.market ? OrderType.MARKET : OrderType.LIMIT,
                quantity,
                price.limit,
                timeInForce == null ? otherwise : TimeInForce.valueOf(timeInForce.name()),
                postOnly,
                id);
    }

    /** Reads a client order id. */
    static final class OrderId implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (Ids.isClientOrder(text)) {
                return text;
            }
            throw new TypeConversionException("a client order id has 1 to 64 printable ASCII characters");
        }
    }
}
