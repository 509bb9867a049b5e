package org.tradingarena.session;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Preferences;

/**
 * Lets a bounded number of journal reads for clients run at the same time on a node (protocol section 4): in a storm of reconnects the
 * others wait, higher priority first, then first come first served. Each connection has at most two, so connections bound the queue.
 */
public final class ReplayAdmission {
    private record Waiting(Preferences.Priority priority, long turn, Runnable start) {}

    private final PriorityQueue<Waiting> queue = new PriorityQueue<>(
            Comparator.comparing(Waiting::priority).reversed().thenComparingLong(Waiting::turn));
    private int free;
    private long turns;

    /** Admits so many at the same time. */
    public ReplayAdmission(int concurrent) {
        this.free = concurrent;
    }

    /** Runs the read when its turn comes. */
    public <T> CompletionStage<T> admit(Preferences.Priority priority, Supplier<CompletionStage<T>> read) {
        CompletableFuture<T> result = new CompletableFuture<>();
        enter(
                priority,
                () -> start(read).whenComplete((value, failure) -> {
                    leave();
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure);
                    }
                }));
        return result;
    }

    private static <T> CompletionStage<T> start(Supplier<CompletionStage<T>> read) {
        try {
            return read.get();
        } catch (RuntimeException failed) {
            return CompletableFuture.failedStage(failed);
        }
    }

    private void enter(Preferences.Priority priority, Runnable start) {
        boolean now;
        synchronized (this) {
            now = free > 0;
            if (now) {
                free--;
            } else {
                queue.add(new Waiting(priority, turns++, start));
            }
        }
        if (now) {
            start.run();
        }
    }

    private void leave() {
        Waiting next = next();
        if (next != null) {
            next.start().run();
        }
    }

    private synchronized @Nullable Waiting next() {
        Waiting next = queue.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    /** How many reads wait for their turn. */
    public synchronized int waiting() {
        return queue.size();
    }
}
