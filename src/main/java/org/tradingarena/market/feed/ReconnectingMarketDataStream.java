package org.tradingarena.market.feed;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.market.feed.StreamState.Phase;
import org.tradingarena.reconnect.NextAttempt;
import org.tradingarena.reconnect.Reconnection;
import org.tradingarena.reconnect.ReconnectionSettings;

/**
 * A stream that comes back by itself: around any other, it waits as {@link Reconnection} says, connects, and subscribes to what was
 * subscribed before. Losses are not handed on as events; the listener hears of them. A loss is a {@link MarketEvent.Disconnected} or an
 * exception of the inner stream; a resubscription that fails is a failed attempt.
 *
 * <pre>
 *            CONNECTED ◀──────────── success ────────────┐
 *                │ loss                                  │
 *                ▼                                       │
 *   ┌──▶ BACKOFF (or BY_HAND) ──── its turn ───▶ RECONNECTING
 *   │                                                │  │
 *   └──────────── failures below the threshold ──────┘  │ at the threshold
 *                                                       ▼
 *                          RECONNECTING ◀─ cooldown ─ CIRCUIT_OPEN
 * </pre>
 *
 * <p>One thread pulls; {@link #reconnectNow}, {@link #state} and {@link #close} are for any thread.
 */
public final class ReconnectingMarketDataStream implements MarketDataStream {
    private final MarketDataStream inner;
    private final Clock clock;
    private final DoubleSupplier chance;
    private final Pause pause;
    private final Consumer<StreamState> listener;
    private Reconnection reconnection;
    private List<String> symbols = List.of();
    private long reconnections;
    private @Nullable String reason;
    private volatile StreamState state;
    private volatile boolean closed;

    /**
     * Not connected yet.
     *
     * @param chance numbers of 0 to below 1, for the jitter
     * @param listener hears of each change of state, on the thread that pulls
     */
    public ReconnectingMarketDataStream(
            MarketDataStream inner,
            ReconnectionSettings settings,
            Clock clock,
            DoubleSupplier chance,
            Pause pause,
            Consumer<StreamState> listener) {
        this.inner = inner;
        this.clock = clock;
        this.chance = chance;
        this.pause = pause;
        this.listener = listener;
        this.reconnection = Reconnection.begin(settings);
        this.state = new StreamState(Phase.NEW, clock.instant(), 0, 0, null, null);
    }

    /** Connects at once, without a wait. If that fails it is told, and counted: {@link #nextEvent} then goes on trying. */
    @Override
    public void connect() throws IOException, InterruptedException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        try {
            inner.connect();
        } catch (IOException | RuntimeException failed) {
            throw loss(failed);
        }
        succeeded();
    }

    /** Remembers the symbols for every connection to come, and asks for them if there is one now. */
    @Override
    public void subscribe(List<String> wanted) throws IOException, InterruptedException {
        symbols = List.copyOf(wanted);
        if (!state.isConnected()) {
            return;
        }
        try {
            inner.subscribe(symbols);
        } catch (IOException | RuntimeException failed) {
            throw loss(failed);
        }
    }

    /** The next event, however long it takes to come back for it; {@link MarketEvent.Disconnected} only when the stream is closed. */
    @Override
    public MarketEvent nextEvent() throws InterruptedException {
        while (!closed) {
            if (!state.isConnected()) {
                awaitTurn();
                reconnect();
                continue;
            }
            MarketEvent event = receive();
            if (!(event instanceof MarketEvent.Disconnected disconnected)) {
                return event;
            }
            if (!closed) {
                lost(disconnected.reason());
            }
        }
        inner.close(); // an attempt may have succeeded meanwhile
        enter(Phase.CLOSED, null);
        return new MarketEvent.Disconnected("the stream is closed");
    }

    private MarketEvent receive() throws InterruptedException {
        try {
            return inner.nextEvent();
        } catch (RuntimeException failed) {
            return new MarketEvent.Disconnected(describe(failed));
        }
    }

    private void awaitTurn() throws InterruptedException {
        if (state.phase() == Phase.NEW) {
            enterWait();
        }
        Instant next = state.nextAttempt();
        if (state.phase() == Phase.BY_HAND) {
            pause.awaitWake();
        } else if (next != null) {
            pause.await(Duration.between(clock.instant(), next));
        }
    }

    private void reconnect() throws InterruptedException {
        if (closed) {
            return;
        }
        enter(Phase.RECONNECTING, null);
        try {
            inner.connect();
            if (!symbols.isEmpty()) {
                inner.subscribe(symbols);
            }
        } catch (IOException | RuntimeException failed) {
            lost(describe(failed));
            return;
        }
        reconnections++;
        succeeded();
    }

    private void succeeded() {
        reconnection = reconnection.succeeded();
        enter(Phase.CONNECTED, null);
    }

    private void lost(String why) {
        if (state.isConnected()) {
            pause.forget(); // whoever asked, asked before this loss
        }
        reason = why;
        reconnection = reconnection.failed(clock.instant());
        enterWait();
    }

    private IOException loss(Exception failed) {
        lost(describe(failed));
        return failed instanceof IOException told ? told : new IOException(describe(failed), failed);
    }

    private void enterWait() {
        Instant now = clock.instant();
        switch (reconnection.next(now, chance.getAsDouble())) {
            case NextAttempt.After after ->
                enter(after.breakerOpen() ? Phase.CIRCUIT_OPEN : Phase.BACKOFF, now.plus(after.delay()));
            case NextAttempt.ByHand byHand -> enter(Phase.BY_HAND, null);
        }
    }

    private void enter(Phase phase, @Nullable Instant nextAttempt) {
        StreamState now =
                new StreamState(phase, clock.instant(), reconnection.failures(), reconnections, reason, nextAttempt);
        state = now;
        listener.accept(now);
    }

    private static String describe(Exception failed) {
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    /**
     * Tries again at once, whatever the strategy waits for, an open circuit breaker too. Nothing happens while the stream is connected; an
     * attempt under way is followed by another one if it fails.
     */
    public void reconnectNow() {
        if (!state.isConnected()) {
            pause.wake();
        }
    }

    /** Where it stands. */
    public StreamState state() {
        return state;
    }

    @Override
    public String exchangeName() {
        return inner.exchangeName();
    }

    @Override
    public void close() {
        closed = true;
        inner.close();
        pause.wake();
    }
}
