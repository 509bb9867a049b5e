package org.tradingarena.market.feed.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.tradingarena.market.feed.MarketEvent.Level;

/**
 * An exchange on a free port of this machine. It sends what the real one documents, moves when told to (or by itself, {@link
 * #moveEvery}), and misbehaves on command. Safe for several threads.
 */
public abstract class FakeExchange implements AutoCloseable {
    private static final int SEED = 7;
    private static final int BAD_GATEWAY = 1014;
    private static final int FLUSH_MILLIS = 20;

    private final JsonMapper json = new JsonMapper();
    private final Map<String, FakeMarket> markets = new LinkedHashMap<>();
    private final List<String> received = new ArrayList<>();
    private final Server server = new Server();
    private final CountDownLatch started = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fake-exchange").factory());
    private int connections;
    private int fragmentCharacters = Integer.MAX_VALUE;
    private boolean silent;
    private boolean refusesHandshakes;
    private boolean skipsNextMove;
    private boolean skipsNextTrade;

    FakeExchange(int priceDecimals, List<String> symbols) {
        Random random = new Random(SEED);
        symbols.forEach(symbol -> markets.put(symbol, new FakeMarket(symbol, priceDecimals, random)));
        server.start();
        timer.scheduleWithFixedDelay(this::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        try {
            started.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Speaks Kraken's WebSocket API v2 about these markets. */
    public static FakeKraken kraken(String... symbols) {
        return new FakeKraken(List.of(symbols));
    }

    /** Speaks Coinbase Exchange's feed about these markets. */
    public static FakeCoinbase coinbase(String... symbols) {
        return new FakeCoinbase(List.of(symbols));
    }

    /** Where it listens. */
    public final URI address() {
        return URI.create("ws://127.0.0.1:" + server.getPort() + "/");
    }

    /** Changes one level of a market's book, and says so. */
    public final synchronized void move(String symbol) {
        moved(market(symbol), market(symbol).move());
    }

    /** Trades once, and says so. */
    public final synchronized void trade(String symbol, boolean takerBuys) {
        long number = market(symbol).nextTrade();
        boolean skipped = skipsNextTrade;
        skipsNextTrade = false;
        if (!skipped) {
            traded(market(symbol), number, takerBuys);
        }
    }

    /** Says what the best prices are. */
    public final synchronized void tick(String symbol) {
        ticked(market(symbol));
    }

    /** Sends the heartbeats of one second. */
    public abstract void beat();

    /** From now on every market moves, trades, ticks and beats by itself. */
    public final void moveEvery(Duration pause) {
        timer.scheduleWithFixedDelay(this::moveAll, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The best levels of a market as they are now. */
    public final synchronized List<Level> levels(String symbol, boolean bids, int depth) {
        return market(symbol).best(bids, depth).stream()
                .map(level -> new Level(new BigDecimal(level[0]), new BigDecimal(level[1])))
                .toList();
    }

    /** What clients have sent, all connections together. */
    public final synchronized List<String> received() {
        return List.copyOf(received);
    }

    /** How many connections there have been. */
    public final synchronized int connections() {
        return connections;
    }

    /** How many connections are open. */
    public final int openConnections() {
        return server.getConnections().size();
    }

    /** Cuts every connection, without a close. */
    public final void drop() {
        server.getConnections().forEach(connection -> connection.closeConnection(1006, ""));
    }

    /** Closes every connection. */
    public final void close(int code, String reason) {
        server.getConnections().forEach(connection -> connection.close(code, reason));
    }

    /** Sends nothing any more, whatever happens. */
    public final synchronized void goSilent() {
        silent = true;
    }

    /** Answers no handshake any more but with a refusal. */
    public final synchronized void refuseHandshakes() {
        refusesHandshakes = true;
    }

    /** Behaves well again. */
    public final synchronized void recover() {
        silent = false;
        refusesHandshakes = false;
        fragmentCharacters = Integer.MAX_VALUE;
    }

    /** The next move of a book that a client would see is not told. */
    public final synchronized void skipNextMove() {
        skipsNextMove = true;
    }

    /** The next trade is not told. */
    public final synchronized void skipNextTrade() {
        skipsNextTrade = true;
    }

    /** Sends every message in frames of so many characters. */
    public final synchronized void fragment(int characters) {
        fragmentCharacters = characters;
    }

    /** Sends a text of the test's own to everybody. */
    public final synchronized void say(String text) {
        server.getConnections().forEach(connection -> send(connection, text));
    }

    /** Sends a binary frame to everybody. */
    public final synchronized void sayBinary() {
        server.getConnections().forEach(connection -> connection.send(new byte[] {1, 2, 3}));
    }

    /** Begins a text message of so many characters and does not end it. */
    public final synchronized void sayWithoutEnd(int characters) {
        ByteBuffer payload = ByteBuffer.wrap(" ".repeat(characters).getBytes(StandardCharsets.UTF_8));
        server.getConnections()
                .forEach(connection -> connection.sendFragmentedFrame(Opcode.TEXT, payload.duplicate(), false));
    }

    @Override
    public final void close() {
        timer.shutdownNow();
        try {
            server.stop(0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    abstract void opened(WebSocket connection);

    abstract void closed(WebSocket connection);

    abstract void received(WebSocket connection, JsonNode message);

    /** Tells a change to those that see it, unless {@link #takeSkip} says not to. */
    abstract void moved(FakeMarket market, FakeMarket.Change change);

    abstract void traded(FakeMarket market, long number, boolean takerBuys);

    abstract void ticked(FakeMarket market);

    /** Whether what would be told now is to be left out; true once. */
    final boolean takeSkip() {
        boolean skips = skipsNextMove;
        skipsNextMove = false;
        return skips;
    }

    final @Nullable FakeMarket find(String symbol) {
        return markets.get(symbol);
    }

    final synchronized void send(WebSocket connection, String text) {
        if (silent) {
            return;
        }
        try {
            if (text.length() <= fragmentCharacters) {
                connection.send(text);
            } else {
                sendFragments(connection, text);
            }
        } catch (WebsocketNotConnectedException gone) {
            // The client may leave at any moment.
        }
    }

    private void sendFragments(WebSocket connection, String text) {
        for (int from = 0; from < text.length(); from += fragmentCharacters) {
            int to = Math.min(from + fragmentCharacters, text.length());
            ByteBuffer part = ByteBuffer.wrap(text.substring(from, to).getBytes(StandardCharsets.UTF_8));
            connection.sendFragmentedFrame(Opcode.TEXT, part, to == text.length());
        }
    }

    /**
     * The library's selector can forget that there is something to write, if it came just when it had written all before: then it would lie
     * there until the next message.
     */
    private void flush() {
        server.getConnections().stream().filter(WebSocket::hasBufferedData).forEach(server::onWriteDemand);
    }

    final FakeMarket market(String symbol) {
        FakeMarket market = find(symbol);
        if (market == null) {
            throw new IllegalArgumentException("no such market: " + symbol);
        }
        return market;
    }

    private synchronized void moveAll() {
        for (FakeMarket market : markets.values()) {
            move(market.symbol);
            tick(market.symbol);
            trade(market.symbol, market.newestTrade() % 2 == 0);
        }
        beat();
    }

    private final class Server extends WebSocketServer {
        Server() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            setReuseAddr(true);
            // Its own pings would be more life than the real exchanges show.
            setConnectionLostTimeout(0);
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
                WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
            synchronized (FakeExchange.this) {
                if (refusesHandshakes) {
                    throw new InvalidDataException(BAD_GATEWAY);
                }
            }
            return super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
        }

        @Override
        public void onOpen(WebSocket connection, ClientHandshake handshake) {
            synchronized (FakeExchange.this) {
                connections++;
                opened(connection);
            }
        }

        @Override
        public void onClose(WebSocket connection, int code, String reason, boolean remote) {
            synchronized (FakeExchange.this) {
                closed(connection);
            }
        }

        @Override
        public void onMessage(WebSocket connection, String message) {
            synchronized (FakeExchange.this) {
                received.add(message);
                try {
                    FakeExchange.this.received(connection, json.readTree(message));
                } catch (JsonProcessingException malformed) {
                    connection.close(1007, "not JSON");
                }
            }
        }

        @Override
        public void onError(WebSocket connection, Exception error) {
            // A connection that broke is what tests do on purpose.
        }
    }
}
