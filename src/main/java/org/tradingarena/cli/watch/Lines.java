package org.tradingarena.cli.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.Durations;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.OrderText;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.market.Market;
import org.tradingarena.cli.remote.Endings;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.client.ArenaListener;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.MarketWriter;
import org.tradingarena.protocol.ServerMessage.MarketData;
import org.tradingarena.protocol.Times;

/**
 * Follows in lines: events on standard output, in order, each once; the connection on standard error. It ends when nobody reads any more, or
 * the server says "do not come back".
 */
final class Lines implements ArenaListener {
    private final Console out;
    private final Watched.Who who;
    private final CompletableFuture<Void> live = new CompletableFuture<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    Lines(Console out, Watched.Who who) {
        this.out = out;
        this.who = who;
    }

    int run(ArenaClientBuilder builder, Duration timeout) throws InterruptedException {
        ArenaClient client = builder.listener(this).start();
        try {
            CompletableFuture.anyOf(live, end).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return end.get();
        } catch (TimeoutException late) {
            throw CommandFailure.unreachable(
                    who.server() + " cannot be reached: no connection within " + Durations.text(timeout));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof CommandFailure told
                    ? told
                    : new IllegalStateException(failed.getCause());
        } finally {
            client.close();
        }
    }

    @Override
    public void onEvent(PrivateEvent event) {
        if (out.isJson()) {
            out.say(event.text());
        } else {
            String details = OrderText.details(event);
            String line = Times.text(event.timestamp()) + "  " + event.seq() + "  " + event.type() + "  " + details;
            out.say(line.stripTrailing());
        }
        written();
    }

    @Override
    public void onMarket(MarketData message) {
        if (out.isJson()) {
            out.say(text(message));
            written();
        } else {
            trade(message).ifPresent(line -> {
                out.say(line);
                written();
            });
        }
    }

    /** The message as it came: its text is a function of its parts. */
    private static String text(MarketData message) {
        return MarketWriter.message(
                message.type(),
                message.symbol(),
                message.epoch(),
                message.seq(),
                message.prevSeq(),
                message.conflated() ? Boolean.TRUE : null,
                json -> message.data().members().forEach(json::tree),
                message.timestamp());
    }

    private static Optional<String> trade(MarketData message) {
        return Market.UNKNOWN.after(message).trades().stream()
                .findFirst()
                .map(tick -> "%s  %s  %s  %s at %s%s"
                        .formatted(
                                Times.text(tick.at()),
                                message.symbol(),
                                message.type(),
                                Table.grouped(tick.quantity()),
                                Table.grouped(tick.price()),
                                tick.taker() == null ? "" : " (" + OrderText.word(tick.taker()) + ")"));
    }

    /** Nobody reads any more: that is how a pipe ends. */
    private void written() {
        if (!out.flush()) {
            end.complete(ExitCode.FINE);
        }
    }

    @Override
    public void onConnection(ConnectionState state) {
        switch (state) {
            case ConnectionState.Connecting connecting -> {}
            case ConnectionState.Live connected -> {
                live.complete(null);
                tell("connected", json -> json.text("connection", "live").word("transport", connected.transport()));
            }
            case ConnectionState.Waiting waiting ->
                tell(
                        "disconnected (" + waiting.reason() + "); trying again in "
                                + waiting.delay().toMillis() + " ms",
                        json -> json.text("connection", "waiting")
                                .text("reason", waiting.reason())
                                .integer("delay_ms", waiting.delay().toMillis())
                                .integer("attempt", waiting.attempt()));
            case ConnectionState.WaitingByHand waiting ->
                end.completeExceptionally(CommandFailure.unreachable(waiting.reason()));
            case ConnectionState.Ended ended ->
                end.completeExceptionally(Endings.of(ended, who.collective(), who.client()));
        }
    }

    @Override
    public void onContinuity(Continuity continuity) {
        tell(
                continuity.describe(),
                json -> json.text("continuity", continuity.describe())
                        .object("position", continuity.position().body()));
    }

    @Override
    public void onWarning(String warning) {
        tell(warning, json -> json.text("warning", warning));
    }

    private void tell(String line, JsonBody body) {
        out.tell(line, body);
    }
}
