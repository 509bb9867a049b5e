package org.tradingarena.journal.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore;

/**
 * What has to be done also while nobody writes: LevelDB's own work rests as long as the disk has no room, and the witness, which is
 * written without a sync, is synced now and then, so that a power cut takes only its last moments.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final DiskSpace disk;
    private final KeyValueStore store;
    private final Witness witness;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Upkeep::daemon);
    private volatile boolean holding;

    Upkeep(DiskSpace disk, KeyValueStore store, Witness witness, Duration interval) {
        this.disk = disk;
        this.store = store;
        this.witness = witness;
        long millis = Math.max(SHORTEST.toMillis(), interval.toMillis());
        var unused = timer.scheduleWithFixedDelay(this::run, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            witness.syncIfChanged();
        } catch (IOException e) {
            log.warn("The journal's witness cannot be synced: {}", e.getMessage());
        }
        lookAtDisk();
    }

    private void lookAtDisk() {
        // Never while writes are taken: LevelDB lets a write wait for the compaction before it.
        boolean hold = !disk.hasRoomToWrite();
        if (hold == holding) {
            return;
        }
        try {
            store.holdBack(hold);
            holding = hold;
        } catch (KeyValueException e) {
            log.debug("LevelDB cannot be held back: {}", e.getMessage());
        }
    }

    /** Whether LevelDB rests. */
    boolean isHolding() {
        return holding;
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
