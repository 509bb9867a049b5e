package org.tradingarena.it;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Waiting for something to become true: bounded, and never longer than it takes. */
final class Waiting {
    /** Far more than anything takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Waiting() {}

    /** Does the same for all, each on a thread of its own as far as there are any; throws what the first of them failed with. */
    static <T> void together(Executor threads, List<T> all, Consumer<T> action) {
        List<CompletableFuture<Void>> running = all.stream()
                .map(one -> CompletableFuture.runAsync(() -> action.accept(one), threads))
                .toList();
        running.forEach(CompletableFuture::join);
    }

    static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    static void until(String what, Duration atMost, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition::getAsBoolean);
    }

    static <T> T on(String what, CompletableFuture<T> future) {
        return on(what, PATIENCE, future);
    }

    static <T> T on(String what, Duration atMost, CompletableFuture<T> future) {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("nothing came within " + atMost + ": " + what, late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(what, cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what, interrupted);
        }
    }

    /** Lets time pass that is itself the thing under test, such as a grace. */
    static void pass(Duration time) {
        CompletableFuture<Void> over =
                new CompletableFuture<Void>().completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS);
        on("time", time.plusSeconds(5), over);
    }
}
