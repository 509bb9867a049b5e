package org.tradingarena.market.feed.socket;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Symbols;
import org.tradingarena.market.feed.MarketDataStream;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.socket.HandOver.Received;

/**
 * The market data of an exchange with a WebSocket: carries texts between the connection and a {@link Conversation}, which knows what they
 * mean. A further {@link #subscribe} on the same connection makes a new one, so that nothing of the symbols before can come any more.
 *
 * <p>{@link #close} is for good. At most {@value #MOST_SYMBOLS} symbols; at most {@value #MOST_WAITING} events wait while subscriptions are
 * being confirmed, and the connection is lost with the next one.
 */
public abstract class SocketStream implements MarketDataStream {
    private static final int MOST_SYMBOLS = 100;
    private static final int MOST_WAITING = 10_000;
    private static final Loss CLOSED = new Loss(Loss.Kind.CLOSED, "by this side");

    private final String exchangeName;
    private final URI address;
    private final StreamSettings settings;
    private final InstantSource clock;
    private final HttpClient client;
    private final Deque<MarketEvent> waiting = new ArrayDeque<>();
    private final Function<List<String>, Conversation> exchange;
    private Conversation conversation;
    private Loss loss = new Loss(Loss.Kind.NOT_CONNECTED, "connect first");
    private boolean subscribed;
    private volatile @Nullable ExchangeSocket socket;
    private volatile boolean closed;

    /**
     * Not connected yet.
     *
     * @param address {@code ws} or {@code wss}
     * @param exchange the exchange's side of a new connection about these symbols, which are none before the subscription
     */
    protected SocketStream(
            String exchangeName,
            URI address,
            StreamSettings settings,
            InstantSource clock,
            Function<List<String>, Conversation> exchange) {
        this.exchangeName = exchangeName;
        this.address = address;
        this.settings = settings;
        this.clock = clock;
        this.exchange = exchange;
        this.conversation = exchange.apply(List.of());
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    @Override
    public final void connect() throws IOException, InterruptedException {
        leave(new Loss(Loss.Kind.NOT_CONNECTED, "the connection was given up for another"));
        if (closed) {
            throw new IOException(exchangeName + ": the stream is closed");
        }
        ExchangeSocket opened = ExchangeSocket.open(client, address, settings);
        socket = opened;
        conversation = exchange.apply(List.of());
        subscribed = false;
        if (closed) {
            // close() may have come before there was a socket to close.
            opened.close();
        }
    }

    @Override
    public final void subscribe(List<String> symbols) throws IOException, InterruptedException {
        requireSymbols(symbols);
        if (subscribed && socket != null) {
            connect();
        }
        subscribed = true;
        conversation = exchange.apply(symbols);
        for (String request : conversation.requests()) {
            send(request);
        }
        long deadline = System.nanoTime() + settings.subscribeTimeout().toNanos();
        while (!conversation.confirmed()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            receive(left, "the subscriptions were not confirmed within " + settings.subscribeTimeout());
            if (waiting.size() > MOST_WAITING) {
                leave(new Loss(Loss.Kind.TOO_LARGE, "more than " + MOST_WAITING + " events before the confirmation"));
            }
            requireConnected();
        }
    }

    @Override
    public final MarketEvent nextEvent() throws InterruptedException {
        while (socket != null && !closed) {
            MarketEvent event = waiting.poll();
            if (event != null) {
                return event;
            }
            if (keepAlive()) {
                receive(settings.silenceTimeout(), "nothing was received for " + settings.silenceTimeout());
            }
        }
        return new MarketEvent.Disconnected((closed ? CLOSED : loss).reason());
    }

    @Override
    public final String exchangeName() {
        return exchangeName;
    }

    @Override
    public final void close() {
        closed = true;
        ExchangeSocket open = socket;
        if (open != null) {
            open.close();
        }
        client.shutdown();
    }

    private void receive(Duration longest, String silence) throws InterruptedException {
        ExchangeSocket open = socket;
        if (open == null) {
            return;
        }
        Optional<Received> received = open.receive(longest);
        switch (received.orElse(new Received.Ended(new Loss(Loss.Kind.SILENCE, silence)))) {
            case Received.Message(String text) -> read(text);
            case Received.Ended(Loss ended) -> leave(ended);
        }
    }

    private void read(String text) {
        switch (conversation.read(text, clock.instant())) {
            case Reading.Events(List<MarketEvent> events) -> waiting.addAll(events);
            case Reading.Lost(Loss lost) -> leave(lost);
        }
    }

    /** False if the connection was lost over it. */
    private boolean keepAlive() throws InterruptedException {
        Optional<String> message = conversation.keepAlive(clock.instant());
        try {
            if (message.isPresent()) {
                send(message.get());
            }
            return true;
        } catch (IOException lost) {
            return false;
        }
    }

    private void send(String text) throws IOException, InterruptedException {
        try {
            requireConnected().send(text);
        } catch (IOException failed) {
            if (socket != null) {
                leave(new Loss(Loss.Kind.DROPPED, ExchangeSocket.why(failed)));
            }
            throw new IOException(exchangeName + ": " + loss.reason(), failed);
        }
    }

    private ExchangeSocket requireConnected() throws IOException {
        ExchangeSocket open = socket;
        if (open == null) {
            throw new IOException(exchangeName + ": " + loss.reason());
        }
        return open;
    }

    /** Gives the connection up, and with it everything that was known. */
    private void leave(Loss reason) {
        waiting.clear();
        loss = reason;
        ExchangeSocket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }

    private static void requireSymbols(List<String> symbols) {
        if (symbols.isEmpty() || symbols.size() > MOST_SYMBOLS || new HashSet<>(symbols).size() != symbols.size()) {
            throw new IllegalArgumentException("symbols: must be 1 to " + MOST_SYMBOLS + ", each once");
        }
        symbols.forEach(Symbols::require);
    }
}
