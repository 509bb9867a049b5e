package org.tradingarena.gateway.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.gateway.transport.FrameSink;
import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.protocol.CloseCode;

/** A client that reads as much as a test says, and counts what it was allowed to send. */
final class FakeSink implements FrameSink {
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final Deque<Frame> unread = new ArrayDeque<>();
    private final CompletableFuture<CloseCode> closed = new CompletableFuture<>();
    private @Nullable ActorRef<Inbound> owner;
    private boolean stalled;
    private long pending;
    private long passed;
    private long permits;
    private long reportBelow = Long.MIN_VALUE;

    @Override
    public synchronized void attach(ActorRef<Inbound> newOwner) {
        owner = newOwner;
    }

    @Override
    public synchronized void read(int messages) {
        permits += messages;
        notifyAll();
    }

    @Override
    public synchronized void offer(Frame frame) {
        if (closed.isDone()) {
            return;
        }
        if (stalled) {
            pending += frame.size();
            unread.add(frame);
        } else {
            pass(frame);
        }
    }

    private void pass(Frame frame) {
        passed += frame.size();
        frames.add(frame);
    }

    @Override
    public synchronized long pendingBytes() {
        return pending;
    }

    @Override
    public synchronized long passedBytes() {
        return passed;
    }

    @Override
    public synchronized void reportBelow(long bytes) {
        reportBelow = bytes;
        report();
    }

    private void report() {
        if (pending < reportBelow) {
            reportBelow = Long.MIN_VALUE;
            tell(new Inbound.Room());
        }
    }

    @Override
    public synchronized void close(CloseCode code) {
        closed.complete(code);
        notifyAll();
    }

    @Override
    public synchronized void closeNow(CloseCode code) {
        close(code);
    }

    /** The client stops reading. */
    synchronized void stall() {
        stalled = true;
    }

    /** The client reads all there is, and goes on reading. */
    synchronized void drain() {
        stalled = false;
        while (!unread.isEmpty()) {
            Frame frame = unread.remove();
            pending -= frame.size();
            pass(frame);
        }
        report();
    }

    /** The client sends; against what it is allowed to if {@code counted}. */
    synchronized void tell(Inbound inbound) {
        if (owner == null) {
            throw new AssertionError("nobody owns this socket");
        }
        boolean message = inbound instanceof Inbound.Text
                || inbound instanceof Inbound.Binary
                || inbound instanceof Inbound.TooLarge;
        if (message && --permits < 0) {
            throw new AssertionError("more than the socket wanted to read");
        }
        owner.tell(inbound);
    }

    /** Sends a text. */
    void send(String text) {
        tell(new Inbound.Text(text));
    }

    /** How many messages the client may still send. */
    synchronized long permits() {
        return permits;
    }

    /** Waits until the client may send so many messages, or the socket is closed. */
    synchronized void awaitPermits(long wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (permits < wanted && !closed.isDone()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("only " + permits + " of " + wanted + " messages may be sent");
            }
            wait(left);
        }
    }

    /** The text of the next frame that the client read. */
    String next() throws InterruptedException {
        return nextFrame().payload();
    }

    /** The next frame that the client read. */
    Frame nextFrame() throws InterruptedException {
        Frame frame = frames.poll(5, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame came");
        }
        return frame;
    }

    /** Whether the client has read everything that was written. */
    boolean isQuiet() {
        return frames.isEmpty();
    }

    /** With which code the socket was closed. */
    CloseCode closedWith() throws Exception {
        return closed.get(5, TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return !closed.isDone();
    }
}
