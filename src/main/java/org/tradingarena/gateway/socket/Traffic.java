package org.tradingarena.gateway.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.gateway.transport.FrameSink;
import org.tradingarena.gateway.transport.Inbound;

/**
 * The two directions of a socket in balance: no more is read than can be answered, no more is written than somebody reads. Messages that
 * were handed up and cannot be handled yet wait here; there are never more than the transport was allowed to read ahead.
 */
final class Traffic {
    private final FrameSink sink;
    private final SocketSettings.Outbound limits;
    private final LongSupplier nanoTime;
    private final Deque<Inbound> waiting = new ArrayDeque<>();
    private int handled;
    private boolean roomAwaited;
    private long seenPassed;
    private long movedAt;
    private boolean gzip;

    Traffic(FrameSink sink, SocketSettings.Outbound limits, LongSupplier nanoTime) {
        this.sink = sink;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** A message came. */
    void add(Inbound message) {
        waiting.add(message);
    }

    /** The message that has waited longest; null if there is none. */
    @Nullable
    Inbound next() {
        Inbound message = waiting.poll();
        if (message != null) {
            handled++;
        }
        return message;
    }

    /** Whether no message waits. */
    boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Lets the transport read as many messages as were handled since the last time. */
    void readOn() {
        if (handled > 0) {
            sink.read(handled);
            handled = 0;
        }
    }

    /** Whether the client wants long frames compressed. */
    void compress(boolean yes) {
        gzip = yes;
    }

    /** Writes a frame. */
    void write(Frame frame) {
        if (!isWaiting()) {
            seenPassed = sink.passedBytes();
            movedAt = nanoTime.getAsLong();
        }
        sink.offer(gzip ? frame.gzipped() : frame);
    }

    /** Whether anything waits for the client. */
    boolean isWaiting() {
        return sink.pendingBytes() > 0;
    }

    /** Whether so much waits for the client that nothing should be added which can be put off. */
    boolean isFull() {
        return sink.pendingBytes() > limits.fullBytes();
    }

    /** Whether more waits for the client than a socket may ever hold. */
    boolean isOverfull() {
        return sink.pendingBytes() > limits.mostBytes();
    }

    /** Asks the transport to say when half of it is gone. */
    void awaitRoom() {
        if (!roomAwaited) {
            roomAwaited = true;
            sink.reportBelow(limits.fullBytes() / 2 + 1);
        }
    }

    /** The transport says that there is room. */
    void room() {
        roomAwaited = false;
    }

    /** Whether something has waited for the client for too long, and nothing was taken in that time. */
    boolean isStuck(long now) {
        long passed = sink.passedBytes();
        if (passed != seenPassed) {
            seenPassed = passed;
            movedAt = now;
        }
        return isWaiting() && now - movedAt >= limits.progressTimeout().toNanos();
    }
}
