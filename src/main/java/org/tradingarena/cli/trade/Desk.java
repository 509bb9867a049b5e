package org.tradingarena.cli.trade;

import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.cli.console.Progress;
import org.tradingarena.cli.remote.Endings;
import org.tradingarena.client.ArenaException;
import org.tradingarena.client.ArenaListener;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.CloseCode;

/**
 * Waits for answers, and says what it waits for. Events are kept for {@link #next} if somebody follows an order; a full queue makes the
 * client wait, which loses nothing.
 */
final class Desk implements ArenaListener {
    private static final int QUEUE = 1000;

    private final URI server;
    private final String collective;
    private final String client;
    private final Progress progress;
    private final Deadlines deadlines;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final BlockingQueue<Told> told = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean following;
    private volatile String lastFailure = "";

    Desk(URI server, String collective, String client, Progress progress, Deadlines deadlines) {
        this.server = server;
        this.collective = collective;
        this.client = client;
        this.progress = progress;
        this.deadlines = deadlines;
    }

    /**
     * Until when is waited, in {@link System#nanoTime}.
     *
     * @param isEndless whether that is for answers alone, and an order is followed for ever
     */
    record Deadlines(long answer, boolean isEndless) {}

    /** What somebody who follows an order hears. */
    sealed interface Told {
        /** An event. */
        record Event(PrivateEvent event) implements Told {}

        /** Events are missing: what is known has to be asked for anew. */
        record Gap() implements Told {}

        /** It has ended. */
        record End() implements Told {}
    }

    /** Somebody else has signed in under the same name. */
    static final class TakenOverException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final CommandFailure failure;

        private TakenOverException(CommandFailure failure) {
            super(failure);
            this.failure = failure;
        }

        CommandFailure failure() {
            return failure;
        }
    }

    /** From now on events are kept. */
    void follow() {
        following = true;
    }

    /** The answer, once it is there; gives up at the deadline. */
    <T> T answer(CompletableFuture<T> future) throws InterruptedException {
        try {
            CompletableFuture.anyOf(future, end)
                    .get(Math.max(0, deadlines.answer() - System.nanoTime()), TimeUnit.NANOSECONDS);
            return future.get();
        } catch (TimeoutException late) {
            throw lastFailure.isEmpty()
                    ? CommandFailure.gaveUp("no answer from " + server + " in time")
                    : CommandFailure.gaveUp(server + " cannot be reached: " + lastFailure);
        } catch (ExecutionException failed) {
            if (end.isCompletedExceptionally()) {
                end.join();
            }
            throw failed.getCause() instanceof ArenaException refusal
                    ? CommandFailure.refused(refusal)
                    : new IllegalStateException(failed.getCause());
        }
    }

    /** What is told next, or null at the deadline. */
    @Nullable
    Told next() throws InterruptedException {
        return deadlines.isEndless()
                ? told.take()
                : told.poll(deadlines.answer() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void onEvent(PrivateEvent event) {
        if (following) {
            put(new Told.Event(event));
        }
    }

    @Override
    public void onContinuity(Continuity continuity) {
        if (following && continuity instanceof Continuity.Reset) {
            put(new Told.Gap());
        }
    }

    @Override
    public void onConnection(ConnectionState state) {
        switch (state) {
            case ConnectionState.Connecting connecting -> progress.show("connecting to " + server + " …");
            case ConnectionState.Live live -> {
                lastFailure = "";
                progress.show("connected to " + server);
            }
            case ConnectionState.Waiting waiting -> {
                lastFailure = waiting.reason();
                progress.show(server + ": " + waiting.reason() + "; attempt " + waiting.attempt() + " in "
                        + waiting.delay().toMillis() + " ms");
            }
            case ConnectionState.WaitingByHand waiting -> lastFailure = waiting.reason();
            case ConnectionState.Ended ended -> {
                end.completeExceptionally(failure(ended));
                if (following) {
                    put(new Told.End());
                }
            }
        }
    }

    private RuntimeException failure(ConnectionState.Ended ended) {
        CommandFailure failure = Endings.of(ended, collective, client);
        Integer code = ended.closeCode();
        return code != null && code == CloseCode.SESSION_TAKEN_OVER.number()
                ? new TakenOverException(failure)
                : failure;
    }

    private void put(Told next) {
        try {
            told.put(next);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
