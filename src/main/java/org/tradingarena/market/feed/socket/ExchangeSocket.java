package org.tradingarena.market.feed.socket;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tradingarena.market.feed.socket.HandOver.Received;

/** One open WebSocket. One thread sends and receives; any may close. */
final class ExchangeSocket {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final WebSocket webSocket;
    private final HandOver handOver;
    private final Duration sendTimeout;

    private ExchangeSocket(WebSocket webSocket, HandOver handOver, Duration sendTimeout) {
        this.webSocket = webSocket;
        this.handOver = handOver;
        this.sendTimeout = sendTimeout;
    }

    /**
     * Connects.
     *
     * @throws IOException if there is no WebSocket at this address, or not in time
     */
    static ExchangeSocket open(HttpClient client, URI address, StreamSettings settings)
            throws IOException, InterruptedException {
        HandOver handOver = new HandOver(settings.maxMessageCharacters());
        CompletableFuture<WebSocket> opening = client.newWebSocketBuilder()
                .connectTimeout(settings.connectTimeout())
                .buildAsync(address, handOver);
        try {
            return new ExchangeSocket(opening.get(), handOver, settings.connectTimeout());
        } catch (ExecutionException failed) {
            throw new IOException(address + " cannot be reached: " + why(failed.getCause()), failed.getCause());
        } catch (InterruptedException interrupted) {
            // Nobody would close it if it opened after all.
            CompletableFuture<?> unused = opening.thenAccept(WebSocket::abort);
            throw interrupted;
        }
    }

    /**
     * Sends a message and waits until the network has it.
     *
     * @throws IOException if it does not take it, or not in time
     */
    void send(String text) throws IOException, InterruptedException {
        try {
            webSocket.sendText(text, true).get(sendTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(why(failed.getCause()), failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException("a message could not be sent in time", late);
        }
    }

    /** The next message, or the end; empty if neither came in time. */
    Optional<Received> receive(Duration longest) throws InterruptedException {
        Optional<Received> received = handOver.take(longest);
        if (received.isPresent() && received.get() instanceof Received.Message) {
            webSocket.request(1);
        }
        return received;
    }

    /** Says goodbye, without waiting for the answer. A thread that receives gets the end. */
    void close() {
        handOver.end(Loss.Kind.CLOSED, "by this side");
        // Else the exchange's answer would wait behind what nobody takes any longer.
        webSocket.request(Long.MAX_VALUE);
        CompletableFuture<?> unused = webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        CompletableFuture<?> unusedToo = handOver.gone()
                .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(webSocket::abort);
    }

    /** What an error says, for a human. */
    static String why(@Nullable Throwable error) {
        if (error instanceof WebSocketHandshakeException refused) {
            return "the handshake was answered with status "
                    + refused.getResponse().statusCode();
        }
        if (error == null) {
            return "no reason is known";
        }
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }
}
