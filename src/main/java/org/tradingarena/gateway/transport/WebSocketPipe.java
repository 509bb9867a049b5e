package org.tradingarena.gateway.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.CloseCode;

/**
 * Where the owner of a WebSocket and its {@link WebSocketStage} meet: the owner writes on any thread, the stage is woken once for
 * whatever came together, so that frames which are ready at the same moment share one write.
 */
public final class WebSocketPipe implements FrameSink {
    /**
     * A wish to close.
     *
     * @param drop whether frames that wait are dropped
     */
    record Closing(CloseCode code, boolean drop) {}

    private static final long NO_REPORT = Long.MIN_VALUE;

    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicInteger permits = new AtomicInteger();
    private final AtomicLong reportBelow = new AtomicLong(NO_REPORT);
    private final AtomicReference<@Nullable Closing> closing = new AtomicReference<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final AtomicBoolean endTold = new AtomicBoolean();

    private volatile long passed;
    private volatile @Nullable AsyncCallback<Boolean> wake;
    private volatile @Nullable ActorRef<Inbound> owner;
    private volatile Inbound.@Nullable Ended ended;

    @Override
    public void attach(ActorRef<Inbound> newOwner) {
        owner = newOwner;
        tellEnd();
    }

    @Override
    public void read(int messages) {
        permits.addAndGet(messages);
        signal();
    }

    @Override
    public void offer(Frame frame) {
        if (ended == null && closing.get() == null) {
            pending.addAndGet(frame.size());
            frames.add(frame);
            signal();
        }
    }

    @Override
    public long pendingBytes() {
        return pending.get();
    }

    @Override
    public long passedBytes() {
        return passed;
    }

    @Override
    public void reportBelow(long bytes) {
        reportBelow.set(bytes);
        signal();
    }

    @Override
    public void close(CloseCode code) {
        closing.compareAndSet(null, new Closing(code, false));
        signal();
    }

    @Override
    public void closeNow(CloseCode code) {
        closing.set(new Closing(code, true));
        signal();
    }

    private void signal() {
        if (!signalled.getAndSet(true)) {
            AsyncCallback<Boolean> stage = wake;
            if (stage != null) {
                stage.invoke(true);
            }
        }
    }

    // From here on: for the stage alone.

    /** The stage runs, and is to be woken by this. */
    void started(AsyncCallback<Boolean> callback) {
        wake = callback;
    }

    /** The stage is about to look at everything: what comes from now on wakes it again. */
    void awake() {
        signalled.set(false);
    }

    /** Takes the frame that has waited longest. */
    @Nullable
    Frame poll() {
        return frames.poll();
    }

    /** The frame that has waited longest. */
    @Nullable
    Frame peek() {
        return frames.peek();
    }

    /** Forgets the frames that wait. */
    void drop() {
        for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
            pending.addAndGet(-frame.size());
        }
    }

    /** The owner's wish to close. */
    @Nullable
    Closing closing() {
        return closing.get();
    }

    /** The permission to hand up one message, if there is one left. */
    boolean takePermit() {
        return permits.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** The network has taken frames of so many bytes. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // the stage is the only writer
    void passed(long bytes) {
        pending.addAndGet(-bytes);
        passed += bytes;
    }

    /** Says that there is room, if somebody waits for it. */
    void reportRoom() {
        long bound = reportBelow.get();
        if (bound != NO_REPORT && pending.get() < bound && reportBelow.compareAndSet(bound, NO_REPORT)) {
            tell(new Inbound.Room());
        }
    }

    /** Tells the owner. */
    void tell(Inbound inbound) {
        ActorRef<Inbound> listener = owner;
        if (listener != null) {
            listener.tell(inbound);
        }
    }

    /** The connection is over; the first word on it stands. */
    void ended(Inbound.Ended end) {
        if (ended == null) {
            ended = end;
        }
        tellEnd();
    }

    private void tellEnd() {
        Inbound.Ended end = ended;
        ActorRef<Inbound> listener = owner;
        if (end != null && listener != null && endTold.compareAndSet(false, true)) {
            listener.tell(end);
        }
    }
}
