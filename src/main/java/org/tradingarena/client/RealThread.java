package org.tradingarena.client;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A daemon thread: it keeps no program alive. */
final class RealThread implements ClientThread {
    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    RealThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread fresh = new Thread(work, name);
            fresh.setDaemon(true);
            thread = fresh;
            return fresh;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public boolean run(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    @Override
    public Scheduled runAfter(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException stopped) {
            return () -> {};
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a thread is itself
    public boolean isHere() {
        return Thread.currentThread().equals(thread);
    }

    @Override
    public void stop() {
        executor.shutdown();
    }
}
