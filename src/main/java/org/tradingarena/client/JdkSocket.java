package org.tradingarena.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of the JDK. At most {@value #AHEAD} messages of at most {@value #MOST_CHARACTERS} characters are read ahead of the client, so
 * a slow client slows the arena and costs bounded memory. The JDK takes one text at a time: the rest wait here, at most as many as requests
 * may be on their way.
 */
final class JdkSocket implements Transport.Socket, WebSocket.Listener {
    /** Far above what the arena writes: pages have 256 KiB, a state with a thousand orders half a mebibyte. */
    static final int MOST_CHARACTERS = 16 << 20;

    private static final int AHEAD = 8;
    private static final int NO_CLOSE_FRAME = 1006;
    private static final int TOO_LARGE = 1009;
    private static final long CLOSE_SECONDS = 2;

    private final Transport.Events events;
    private final Deque<Object> outgoing = new ArrayDeque<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile @Nullable WebSocket socket;
    private boolean sending;
    private boolean over;
    private StringBuilder text = new StringBuilder();
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    JdkSocket(Transport.Events events) {
        this.events = events;
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (this) {
            if (over) {
                opened.abort();
                return;
            }
            socket = opened;
        }
        events.opened();
        opened.request(AHEAD);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        if (text.length() + part.length() > MOST_CHARACTERS) {
            fail(TOO_LARGE, "a message of more than " + MOST_CHARACTERS + " characters");
            return null;
        }
        text.append(part);
        if (last) {
            String whole = text.toString();
            text = new StringBuilder();
            received(whole);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] more = new byte[part.remaining()];
        part.get(more);
        if (bytes.size() + more.length > MOST_CHARACTERS) {
            fail(TOO_LARGE, "a message of more than " + MOST_CHARACTERS + " bytes");
            return null;
        }
        bytes.writeBytes(more);
        if (last) {
            byte[] whole = bytes.toByteArray();
            bytes = new ByteArrayOutputStream();
            try {
                received(Gzip.text(whole, MOST_CHARACTERS));
            } catch (IOException odd) {
                fail(NO_CLOSE_FRAME, "a binary message that cannot be unpacked: " + odd.getMessage());
            }
        } else {
            from.request(1);
        }
        return null;
    }

    private synchronized void received(String message) {
        if (!over) {
            events.received(message);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        boolean isCutOff = code == NO_CLOSE_FRAME && reason.isEmpty();
        lost(code, isCutOff ? "the connection was cut off" : reason.isEmpty() ? "closed with " + code : reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        String message = error.getMessage();
        lost(NO_CLOSE_FRAME, "the connection failed" + (message == null ? "" : ": " + message));
    }

    /** The fault is not the client's, whatever the code says: it comes back. */
    private void fail(int code, String reason) {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        lost(NO_CLOSE_FRAME, reason + " (" + code + ")");
    }

    private synchronized void lost(int code, String reason) {
        if (!over) {
            over = true;
            outgoing.clear();
            closed.complete(null);
            events.lost(code, reason);
        }
    }

    @Override
    public synchronized void send(String message) {
        outgoing.add(message);
        sendNext();
    }

    private synchronized void sendNext() {
        WebSocket open = socket;
        if (sending || over || open == null || outgoing.isEmpty()) {
            return;
        }
        sending = true;
        Object next = outgoing.remove();
        CompletableFuture<WebSocket> sent =
                next instanceof String message ? open.sendText(message, true) : open.sendClose((Integer) next, "");
        var unused = sent.whenComplete((same, failure) -> {
            synchronized (this) {
                sending = false;
            }
            if (!(next instanceof String)) {
                closed.complete(null);
            }
            if (failure == null) {
                sendNext();
            } else {
                onError(open, failure);
            }
        });
    }

    @Override
    public void more() {
        WebSocket open = socket;
        if (open != null) {
            open.request(1);
        }
    }

    @Override
    public synchronized CompletableFuture<Void> close(int code) {
        outgoing.add(code);
        sendNext();
        // Nobody waits for the arena's own close frame for ever.
        CompletableFuture.delayedExecutor(CLOSE_SECONDS, TimeUnit.SECONDS).execute(this::abort);
        return closed;
    }

    @Override
    public void abort() {
        WebSocket open;
        synchronized (this) {
            over = true;
            outgoing.clear();
            closed.complete(null);
            open = socket;
        }
        if (open != null) {
            open.abort();
        }
    }
}
