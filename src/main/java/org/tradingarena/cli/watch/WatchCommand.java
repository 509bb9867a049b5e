package org.tradingarena.cli.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.Durations;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.Terminals;
import org.tradingarena.cli.remote.Answer;
import org.tradingarena.cli.remote.ClientAction;
import org.tradingarena.cli.remote.Symbol;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Follows a collective and the market. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Watch the collective and the market, live; a restart of the server is survived without missing an event.",
            "",
            "On a terminal a screen: q quits, r reconnects at once, tab or the arrows choose the symbol. In a pipe a line for each event of"
                    + " the collective, and for each trade of the symbols that are named; with --json the messages themselves. What the"
                    + " connection does is told on standard error then."
        },
        footer = {"", ExitCode.HELP})
public final class WatchCommand extends ClientAction {
    /** Not that of other commands, which would take the session over. */
    private static final String CLIENT = "cli-watch";

    @Parameters(
            paramLabel = "SYMBOL",
            arity = "0..*",
            converter = Symbol.class,
            description = "The symbols to watch. Default: on a terminal all, in a pipe none.")
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "SEQ",
            converter = From.class,
            description = "Begin with this event of the collective's history, or with `start`, instead of now.")
    private @Nullable Long from;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "In a pipe: give up if there is no connection at first for so long. Default: 30s.")
    private Duration timeout = Duration.ofSeconds(30);

    @Option(names = "--lines", description = "Lines on a terminal too.")
    private boolean lines;

    @Override
    protected int run(Console out) throws Exception {
        boolean screen = Terminals.isInteractive() && !lines && !out.isJson();
        List<Room> rooms =
                new ArrayList<>(symbols.stream().map(Room.MarketSymbol::new).toList());
        if (screen && symbols.isEmpty()) {
            rooms.add(new Room.Market());
        }
        ArenaClientBuilder client = connection(client(CLIENT), Role.OBSERVER).rooms(rooms);
        if (from != null) {
            client.resumeFrom(new StreamPosition(epoch(), from - 1));
        }
        Watched.Who who = new Watched.Who(server(), collective(), client(CLIENT));
        return screen
                ? new LiveScreen(who, symbols, out.isColoured()).run(client)
                : new Lines(out, who).run(client, timeout);
    }

    /** The history that the number belongs to. */
    private String epoch() throws InterruptedException {
        Answer page = reads().get("/events?after=0&limit=1");
        return page.requireText("epoch");
    }

    /** Reads the number of an event. */
    static final class From implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.equals("start")) {
                return 1L;
            }
            try {
                long seq = Long.parseLong(text);
                if (seq >= 1) {
                    return seq;
                }
            } catch (NumberFormatException noNumber) {
                // told below
            }
            throw new TypeConversionException("'" + text + "' is neither `start` nor the number of an event, from 1");
        }
    }
}
