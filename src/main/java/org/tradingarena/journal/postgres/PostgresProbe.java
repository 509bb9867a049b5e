package org.tradingarena.journal.postgres;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks PostgreSQL whether it is there, on a thread of its own, until it is closed. */
public final class PostgresProbe implements AutoCloseable {
    private final PostgresDatabase database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("arena-postgres-probe").daemon().factory());

    public PostgresProbe(PostgresDatabase database) {
        this.database = database;
    }

    /** Completes when it has answered; fails when it cannot be reached. */
    public CompletionStage<?> ask() {
        return CompletableFuture.runAsync(database::ask, thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
