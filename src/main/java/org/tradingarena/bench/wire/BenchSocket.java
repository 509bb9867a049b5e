package org.tradingarena.bench.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to the server. May be used by any thread; what it receives goes to its {@link Receiver}. What the server does not read is
 * kept here up to {@value #MOST_WAITING} bytes, beyond which the socket is cut.
 */
public final class BenchSocket {
    /** The close code where there was no close frame. */
    public static final int BROKEN = 1006;

    private static final int NO_CODE = 1005;
    private static final int MOST_WAITING = 8 << 20;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int PONG = 10;
    private static final int LONGEST_HEADER = 14;

    private final SocketChannel channel;
    private final Receiver receiver;
    private final String host;
    private final String path;
    private final FrameReader frames = new FrameReader(this::message);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Object out = new Object();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private @Nullable Upgrade upgrade = new Upgrade();
    private @Nullable SelectionKey key;
    private long receivedNanos;

    BenchSocket(SocketChannel channel, Receiver receiver, String host, String path) {
        this.channel = channel;
        this.receiver = receiver;
        this.host = host;
        this.path = path;
    }

    /** Sends a text frame, after all that was sent before. Nothing happens on a socket that is gone. */
    public void send(String text) {
        write(FrameReader.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says good-bye; the end comes when the server has answered. */
    public void close(int code) {
        write(FrameReader.CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** Cuts the connection without a word. */
    public void cut() {
        end(BROKEN, "cut by the load generator");
    }

    // ---- the loop's side

    SocketChannel channel() {
        return channel;
    }

    void registered(SelectionKey registered) {
        key = registered;
    }

    /** The connection is there, or not. */
    void connected() throws IOException {
        if (!channel.finishConnect()) {
            throw new ConnectException("no connection");
        }
        Upgrade asked = upgrade;
        if (asked != null) {
            put(ByteBuffer.wrap(asked.request(host, path)));
        }
    }

    /** Something can be read. */
    void readable(byte[] buffer) throws IOException {
        int count = channel.read(ByteBuffer.wrap(buffer));
        receivedNanos = System.nanoTime();
        if (count < 0) {
            end(BROKEN, "the server cut the connection");
            return;
        }
        int from = 0;
        Upgrade asked = upgrade;
        if (asked != null) {
            from = asked.read(buffer, 0, count);
            if (from < 0) {
                return;
            }
            upgrade = null;
        }
        frames.feed(buffer, from, count);
    }

    /** What waits can go on. */
    void writable() throws IOException {
        synchronized (out) {
            while (!waiting.isEmpty()) {
                ByteBuffer next = waiting.getFirst();
                waitingBytes -= channel.write(next);
                if (next.hasRemaining()) {
                    return;
                }
                waiting.removeFirst();
            }
            interest(SelectionKey.OP_READ);
        }
    }

    /** It is over: tells the receiver, once. */
    void end(int code, String reason) {
        if (ended.compareAndSet(false, true)) {
            try {
                channel.close();
            } catch (IOException gone) {
                // It is closed all the same.
            }
            receiver.onEnd(code, reason);
        }
    }

    private void message(int opcode, byte[] bytes, int from, int to) throws IOException {
        switch (opcode) {
            case FrameReader.TEXT -> receiver.onFrame(new JsonSlice(bytes, from, to), receivedNanos);
            case FrameReader.BINARY -> {
                byte[] text = unzipped(bytes, from, to);
                receiver.onFrame(new JsonSlice(text, 0, text.length), receivedNanos);
            }
            case FrameReader.PING ->
                write(PONG, ByteBuffer.wrap(bytes, from, to - from).slice());
            case FrameReader.CLOSE -> {
                close(to - from < 2 ? 1000 : code(bytes, from));
                String reason =
                        new String(bytes, Math.min(from + 2, to), Math.max(0, to - from - 2), StandardCharsets.UTF_8);
                end(to - from < 2 ? NO_CODE : code(bytes, from), reason);
            }
            default -> {}
        }
    }

    private static int code(byte[] bytes, int from) {
        return (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
    }

    /** A binary frame is the gzip of a text (protocol section 8). */
    private static byte[] unzipped(byte[] bytes, int from, int to) throws IOException {
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes, from, to - from))) {
            return unzipped.readNBytes(FrameReader.LONGEST_FRAME);
        }
    }

    private void write(int opcode, byte[] payload) {
        write(opcode, ByteBuffer.wrap(payload));
    }

    private void write(int opcode, ByteBuffer payload) {
        try {
            put(masked(opcode, payload));
        } catch (IOException failed) {
            end(BROKEN, String.valueOf(failed.getMessage()));
        }
    }

    private void put(ByteBuffer frame) throws IOException {
        synchronized (out) {
            if (ended.get()) {
                return;
            }
            if (waiting.isEmpty()) {
                channel.write(frame);
            }
            if (frame.hasRemaining()) {
                waitingBytes += frame.remaining();
                if (waitingBytes > MOST_WAITING) {
                    throw new IOException("the server does not read what it is sent");
                }
                waiting.addLast(frame);
                interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        }
    }

    private void interest(int operations) {
        SelectionKey registered = key;
        if (registered != null && registered.isValid()) {
            registered.interestOps(operations);
            registered.selector().wakeup();
        }
    }

    private static ByteBuffer masked(int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(length + LONGEST_HEADER);
        frame.put((byte) (FINAL | opcode));
        if (length < 126) {
            frame.put((byte) (MASKED | length));
        } else if (length < 1 << 16) {
            frame.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        frame.putInt(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (payload.get(payload.position() + i) ^ mask >> (24 - 8 * (i & 3))));
        }
        return frame.flip();
    }
}
