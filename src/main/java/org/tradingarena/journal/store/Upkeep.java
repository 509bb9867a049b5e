package org.tradingarena.journal.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done also while nobody writes: LevelDB's own work rests as long as the disk has no room, and the witness, which is
 * written without a sync, is synced now and then, so that a power cut takes only its last moments.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final DiskGuard guard;
    private final Witness witness;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Upkeep::daemon);

    Upkeep(DiskGuard guard, Witness witness, Duration interval) {
        this.guard = guard;
        this.witness = witness;
        long millis = Math.max(SHORTEST.toMillis(), interval.toMillis());
        var unused = timer.scheduleWithFixedDelay(this::run, 0, millis, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            witness.syncIfChanged();
        } catch (IOException e) {
            log.warn("The journal's witness cannot be synced: {}", e.getMessage());
        }
        guard.look();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "arena-journal-disk");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("LevelDB does not come to rest in {} s.", PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
