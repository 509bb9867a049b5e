package org.tradingarena.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One WebSocket of the JDK: hands each text frame on as it came, sends in order, and knows how it ended. */
final class WireSocket implements WebSocket.Listener {
    private static final HttpClient SHARED = http();

    private final Consumer<String> onFrame;
    private final StringBuilder partial = new StringBuilder();
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    private final AtomicLong compressedFrames = new AtomicLong();
    private final CompletableFuture<Close> end = new CompletableFuture<>();
    private final Object lock = new Object();
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private boolean reading = true;
    private volatile @Nullable WebSocket socket;

    /** Few threads: thousands of sockets must not fight for two cores. No handler waits for anything. */
    private static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newFixedThreadPool(
                        4, Thread.ofPlatform().daemon().name("wire-", 0).factory()))
                .build();
    }

    private WireSocket(Consumer<String> onFrame) {
        this.onFrame = onFrame;
    }

    /** Connects; throws {@link WebSocketHandshakeException} (unchecked) if the upgrade is refused. */
    static WireSocket open(URI address, Consumer<String> onFrame) {
        return open(SHARED, address, onFrame);
    }

    /** The same on threads of its own, so that what others receive does not hold it up. */
    static WireSocket openApart(URI address, Consumer<String> onFrame) {
        return open(http(), address, onFrame);
    }

    private static WireSocket open(HttpClient http, URI address, Consumer<String> onFrame) {
        WireSocket wire = new WireSocket(onFrame);
        try {
            WebSocket socket = Waiting.on(
                    "the upgrade of " + address,
                    http.newWebSocketBuilder()
                            .subprotocols("arena.v1")
                            .connectTimeout(Duration.ofSeconds(10))
                            .buildAsync(address, wire));
            wire.socket = socket;
            return wire;
        } catch (CompletionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    String subprotocol() {
        return connected().getSubprotocol();
    }

    private WebSocket connected() {
        WebSocket connected = socket;
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return connected;
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            onFrame.accept(text);
        }
        synchronized (lock) {
            if (reading) {
                from.request(1);
            }
        }
        return null;
    }

    /** A binary frame is the gzip of a text (protocol section 8). */
    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        compressed.writeBytes(part);
        if (last) {
            byte[] whole = compressed.toByteArray();
            compressed.reset();
            compressedFrames.incrementAndGet();
            try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(whole))) {
                onFrame.accept(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException noGzip) {
                throw new UncheckedIOException(noGzip);
            }
        }
        from.request(1);
        return null;
    }

    /** How many frames came compressed. */
    long compressedFrames() {
        return compressedFrames.get();
    }

    /** Reads nothing more from now on, as a program that hangs; what the server sends fills the buffers between. */
    void stopReading() {
        synchronized (lock) {
            reading = false;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete(new Close(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end.complete(new Close(Close.BROKEN, String.valueOf(error)));
    }

    /** Sends a text frame after all earlier ones. On a socket that is gone nothing happens: the answer will never come. */
    void send(String text) {
        synchronized (lock) {
            lastSend = lastSend.handle((sent, failed) -> null)
                    .thenCompose(ignored -> connected().sendText(text, true));
        }
    }

    void sendBinary(byte[] bytes) {
        synchronized (lock) {
            lastSend = lastSend.handle((sent, failed) -> null)
                    .thenCompose(ignored -> connected().sendBinary(ByteBuffer.wrap(bytes), true));
        }
    }

    /** Cuts the connection without a word. */
    void cut() {
        connected().abort();
        end.complete(new Close(Close.BROKEN, "cut by the client"));
    }

    /** Closes with a code, and waits until the server has answered. */
    void close(int code) {
        synchronized (lock) {
            lastSend = lastSend.handle((sent, failed) -> null)
                    .thenCompose(ignored -> connected().sendClose(code, ""));
        }
        awaitEnd();
    }

    boolean isOpen() {
        return !end.isDone();
    }

    Close awaitEnd() {
        return Waiting.on("the end of the socket", end);
    }

    Close awaitEnd(Duration atMost) {
        return Waiting.on("the end of the socket", atMost, end);
    }

    CompletableFuture<Close> end() {
        return end;
    }
}
