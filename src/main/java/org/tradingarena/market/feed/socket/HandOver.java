package org.tradingarena.market.feed.socket;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a WebSocket receives, puts fragments together and hands whole messages to the thread that pulls them. No more than
 * {@value #MESSAGES} wait; as long as they do, nothing more is asked of the socket, and TCP holds the exchange back. The end comes last.
 */
final class HandOver implements WebSocket.Listener {
    /** Enough that neither side waits for the other in a burst. */
    static final int MESSAGES = 4;

    private static final int USUAL_CHARACTERS = 1 << 12;
    private static final int CLOSED_WITHOUT_A_CLOSE = 1006;

    /** What was received. */
    sealed interface Received {
        /** A whole text message. */
        record Message(String text) implements Received {}

        /** Nothing more will come. */
        record Ended(Loss loss) implements Received {}
    }

    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(MESSAGES + 1);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final int maxMessageCharacters;
    private StringBuilder fragments = new StringBuilder(USUAL_CHARACTERS);

    HandOver(int maxMessageCharacters) {
        this.maxMessageCharacters = maxMessageCharacters;
    }

    /** The next message, or the end; empty if neither came in time. Whoever takes a message asks the socket for another. */
    Optional<Received> take(Duration longest) throws InterruptedException {
        return Optional.ofNullable(received.poll(longest.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Ends it, if nothing has yet; what is received later is thrown away. */
    void end(Loss.Kind kind, String detail) {
        if (ended.compareAndSet(false, true)) {
            received.add(new Received.Ended(new Loss(kind, detail)));
        }
    }

    /** Completes when the WebSocket receives nothing more. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        webSocket.request(MESSAGES);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        if (ended.get()) {
            return null;
        }
        if (fragments.length() + data.length() > maxMessageCharacters) {
            end(Loss.Kind.TOO_LARGE, "a message of more than " + maxMessageCharacters + " characters");
            return null;
        }
        fragments.append(data);
        if (last) {
            received.add(new Received.Message(fragments.toString()));
            fragments = new StringBuilder(USUAL_CHARACTERS);
        } else {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        end(Loss.Kind.MALFORMED, "a binary message");
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        if (status == CLOSED_WITHOUT_A_CLOSE) {
            end(Loss.Kind.DROPPED, "the connection ended without a close");
        } else {
            end(Loss.Kind.CLOSED, "by the exchange with " + status + (reason.isEmpty() ? "" : " " + reason));
        }
        gone.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        end(Loss.Kind.DROPPED, ExchangeSocket.why(error));
        gone.complete(null);
    }
}
