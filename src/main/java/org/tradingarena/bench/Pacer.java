package org.tradingarena.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.tradingarena.bench.report.Latency;

/**
 * Sends at a fixed rate (open loop), one thread. A server that is slow does not slow it down, until {@value #MOST_OUTSTANDING} requests have
 * no answer: then it waits, and what it could not send in time counts from when it was due. How late it was by itself is recorded as its lag.
 */
final class Pacer {
    /** How many requests may be under way. */
    static final int MOST_OUTSTANDING = 20_000;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Sends one request. */
    interface Send {
        void at(long number, long dueNanos);
    }

    private final Semaphore room = new Semaphore(MOST_OUTSTANDING);
    private final Timeline timeline;
    private final Latency lag;
    private final LongPredicate counts;
    private final LongSupplier nanoTime;
    private final LongConsumer pause;

    /**
     * By the system's clock.
     *
     * @param counts whether the lag of what is due then is recorded
     */
    Pacer(Timeline timeline, Latency lag, LongPredicate counts) {
        this(timeline, lag, counts, System::nanoTime, LockSupport::parkNanos);
    }

    /** By another clock, and another way to wait so many nanoseconds. */
    Pacer(Timeline timeline, Latency lag, LongPredicate counts, LongSupplier nanoTime, LongConsumer pause) {
        this.timeline = timeline;
        this.lag = lag;
        this.counts = counts;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Sends all that is due before an end, or until it is told to stop. */
    void run(long endNanos, BooleanSupplier stopped, Send send) throws InterruptedException {
        for (long number = 0; timeline.due(number) < endNanos && !stopped.getAsBoolean(); number++) {
            long due = timeline.due(number);
            for (long early = due - nanoTime.getAsLong(); early > 0; early = due - nanoTime.getAsLong()) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                pause.accept(Math.min(early, LOOK_NANOS));
            }
            while (!room.tryAcquire(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
                if (stopped.getAsBoolean()) {
                    return;
                }
            }
            if (counts.test(due)) {
                lag.record(nanoTime.getAsLong() - due);
            }
            send.at(number, due);
        }
    }

    /** One of its requests was answered. */
    void answered() {
        room.release();
    }
}
