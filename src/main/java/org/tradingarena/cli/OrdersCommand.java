package org.tradingarena.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.remote.Answer;
import org.tradingarena.cli.remote.ClientAction;
import org.tradingarena.cli.remote.CollectiveReads;
import org.tradingarena.cli.remote.Symbol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists orders, newest first. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        description = "List the collective's orders, newest first. With --json one order a line.",
        footer = {"", ExitCode.HELP})
final class OrdersCommand extends ClientAction {
    /** The largest page of the arena. */
    private static final int PAGE = 500;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "${COMPLETION-CANDIDATES}. Default: open, which means every working order.")
    private Status status = Status.open;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            converter = Symbol.class,
            description = "Only those of this symbol.")
    private @Nullable String symbol;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 0 for all. Default: 50.")
    private int limit = 50;

    /** The statuses as the wire and the command line write them. */
    enum Status {
        open,
        closed,
        all,
        pending,
        partially_filled,
        filled,
        cancelled,
        rejected
    }

    @Override
    protected int run(Console out) throws InterruptedException {
        if (limit < 0) {
            throw misused("--limit must be 0 or more");
        }
        CollectiveReads reads = reads();
        OrderTable table = new OrderTable(Clock.systemUTC().instant());
        long wanted = limit == 0 ? Long.MAX_VALUE : limit;
        String cursor = "";
        do {
            Answer page = reads.get(query(Math.min(wanted, PAGE), cursor));
            for (Answer order : page.requireItems("orders")) {
                wanted--;
                if (out.isJson()) {
                    out.say(order.body());
                } else {
                    table.add(order);
                }
            }
            cursor = page.text("cursor");
        } while (!cursor.isEmpty() && wanted > 0 && out.flush());
        if (!out.isJson()) {
            show(out, table, !cursor.isEmpty());
        }
        return ExitCode.FINE;
    }

    private String query(long size, String cursor) {
        return "/orders?status=" + status + "&limit=" + size
                + (symbol == null ? "" : "&symbol=" + encoded(symbol))
                + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void show(Console out, OrderTable table, boolean more) {
        if (table.isEmpty()) {
            out.note("no "
                    + (status == Status.all
                            ? ""
                            : status.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ") + "orders"
                    + (symbol == null ? "" : " of " + symbol));
            return;
        }
        out.say(table.lines());
        if (more) {
            out.note("there are more; --limit 0 shows all");
        }
    }
}
