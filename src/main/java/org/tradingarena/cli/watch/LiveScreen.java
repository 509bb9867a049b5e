package org.tradingarena.cli.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.remote.Endings;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.client.ArenaListener;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.ServerMessage.MarketData;

/**
 * Follows on a screen: what the client tells becomes the next {@link Watched}, and ten times a second at most the newest of them is drawn.
 * However it ends, the terminal is as it was before.
 */
final class LiveScreen implements ArenaListener {
    private static final long DRAW_MILLIS = 100;

    private final Watched.Who who;
    private final boolean coloured;
    private final Clock clock = Clock.systemUTC();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicBoolean wasLive = new AtomicBoolean();
    private Watched watched;

    LiveScreen(Watched.Who who, List<String> symbols, boolean coloured) {
        this.who = who;
        this.coloured = coloured;
        this.watched = Watched.begin(who, symbols, clock.instant());
    }

    int run(ArenaClientBuilder builder) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build();
                Stage stage = new Stage(terminal, coloured)) {
            terminal.handle(Terminal.Signal.INT, signal -> interrupted.set(true));
            terminal.handle(Terminal.Signal.WINCH, signal -> stage.resized());
            try (ArenaClient client = builder.listener(this).start()) {
                return follow(client, terminal, stage);
            }
        }
    }

    private int follow(ArenaClient client, Terminal terminal, Stage stage) throws IOException {
        Glyphs glyphs = Glyphs.of(terminal.encoding());
        while (true) {
            Watched shown = watched().with(client.account().orElse(null));
            if (shown.connection() instanceof ConnectionState.Ended ended && !wasLive.get()) {
                throw Endings.of(ended, who.collective(), who.client()); // it never began: nothing to look at
            }
            stage.show((columns, rows) ->
                    new Screen(columns, rows, glyphs, ZoneId.systemDefault()).draw(shown, clock.instant()));
            switch (Key.read(terminal.reader(), DRAW_MILLIS)) {
                case QUIT -> {
                    return ExitCode.FINE;
                }
                case INTERRUPT -> interrupted.set(true);
                case RECONNECT -> client.reconnectNow();
                case NEXT -> update(now -> now.select(1));
                case PREVIOUS -> update(now -> now.select(-1));
                case OTHER, NONE -> {}
            }
            if (interrupted.get()) {
                return ExitCode.INTERRUPTED;
            }
        }
    }

    @Override
    public void onEvent(PrivateEvent event) {
        update(now -> now.after(event));
    }

    @Override
    public void onMarket(MarketData message) {
        update(now -> now.after(message));
    }

    @Override
    public void onConnection(ConnectionState state) {
        if (state instanceof ConnectionState.Live) {
            wasLive.set(true);
        }
        Instant at = clock.instant();
        update(now -> now.after(state, at));
    }

    @Override
    public void onContinuity(Continuity continuity) {
        Instant at = clock.instant();
        update(now -> now.after(continuity, at));
    }

    @Override
    public void onWarning(String warning) {
        Instant at = clock.instant();
        update(now -> now.noted(warning, at));
    }

    /** By the client's thread, which tells what is new, and by the keys. */
    private synchronized void update(UnaryOperator<Watched> change) {
        watched = change.apply(watched);
    }

    private synchronized Watched watched() {
        return watched;
    }
}
