package org.tradingarena.bench;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tradingarena.bench.report.Latency;

/**
 * Signs many clients in, so many at a time. Who fails tries again, as all clients do in a storm, up to {@value #TRIES} times with growing
 * waits; then the run cannot go on. Each sign-in counts from its first try to its success.
 */
final class Arrivals {
    private static final int TRIES = 12;
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final long TRY_SECONDS = 30;

    private final Stage stage;
    private final ScheduledExecutorService timer;
    private final Latency took;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Arrivals(Stage stage, ScheduledExecutorService timer, Latency took) {
        this.stage = stage;
        this.timer = timer;
        this.took = took;
    }

    /** Signs them in, and waits for the last one. Throws {@link BenchException} if one cannot get in. */
    void all(Collection<Member> members, int atOnce, Function<Member, CompletableFuture<Void>> signIn)
            throws InterruptedException {
        Semaphore room = new Semaphore(atOnce);
        for (Member member : members) {
            while (!room.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                checkOn(members.size());
            }
            checkOn(members.size());
            begin(member, signIn, room::release);
        }
        while (arrived.get() < members.size()) {
            checkOn(members.size());
            Thread.sleep(2);
        }
    }

    private void checkOn(int expected) {
        stage.progress().show("signing in: " + arrived + " of " + expected);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new BenchException(String.valueOf(failed.getMessage()));
        }
        if (stage.stopped().getAsBoolean()) {
            throw new BenchException("stopped while clients signed in, before anything was measured");
        }
    }

    /** One client; what it comes to is counted here. */
    void begin(Member member, Function<Member, CompletableFuture<Void>> signIn, Runnable then) {
        long began = System.nanoTime();
        attempt(member, signIn, 1, failed -> {
            if (failed == null) {
                took.record(System.nanoTime() - began);
                arrived.incrementAndGet();
            } else {
                failure.compareAndSet(null, failed);
            }
            then.run();
        });
    }

    /** Tells {@code done} null, or why it gives up. */
    private void attempt(
            Member member,
            Function<Member, CompletableFuture<Void>> signIn,
            int number,
            Consumer<@Nullable Throwable> done) {
        CompletableFuture<Void> attempt = signIn.apply(member);
        var timeout = timer.schedule(
                () -> attempt.completeExceptionally(
                        new BenchException(member.name() + ": no sign-in within " + TRY_SECONDS + " s")),
                TRY_SECONDS,
                TimeUnit.SECONDS);
        var unused = attempt.whenComplete((in, failed) -> {
            timeout.cancel(false);
            if (failed == null) {
                done.accept(null);
            } else if (number == TRIES || stage.stopped().getAsBoolean() || isFinal(failed)) {
                done.accept(cause(failed));
            } else {
                retries.incrementAndGet();
                long wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << (number - 1));
                var unusedRetry =
                        timer.schedule(() -> attempt(member, signIn, number + 1, done), wait, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Another try would come to the same. */
    private static boolean isFinal(Throwable failed) {
        String message = String.valueOf(cause(failed).getMessage());
        return message.contains("AUTH_FAILED") || message.contains("CONNECTION_LIMIT") || message.contains("4504");
    }

    private static Throwable cause(Throwable failed) {
        Throwable cause = failed.getCause();
        return failed instanceof CompletionException && cause != null ? cause : failed;
    }

    /** Whether somebody has given up. */
    boolean isFailed() {
        return failure.get() != null;
    }

    /** How many tries failed and were made again. */
    int retries() {
        return retries.get();
    }
}
