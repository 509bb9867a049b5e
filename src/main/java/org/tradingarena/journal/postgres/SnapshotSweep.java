package org.tradingarena.journal.postgres;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes old snapshots now and then, on a thread of its own, until it is closed. Several nodes may do so at once. */
public final class SnapshotSweep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SnapshotSweep.class);

    private final PostgresDatabase database;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("arena-snapshot-sweep").daemon().factory());

    public SnapshotSweep(PostgresDatabase database, PostgresSettings settings) {
        this.database = database;
        long millis = settings.snapshotSweep().toMillis();
        var unused = timer.scheduleWithFixedDelay(this::run, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            log.debug("{} old snapshots deleted", database.deleteOldSnapshots());
        } catch (RuntimeException e) {
            log.warn("Old snapshots are not deleted this time: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
