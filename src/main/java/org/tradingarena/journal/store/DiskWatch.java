package org.tradingarena.journal.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore;

/** Looks at the disk also while nobody writes, and holds LevelDB's own work back as long as there is no room to write. */
final class DiskWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DiskWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final DiskSpace disk;
    private final KeyValueStore store;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DiskWatch::daemon);
    private volatile boolean holding;

    DiskWatch(DiskSpace disk, KeyValueStore store, Duration interval) {
        this.disk = disk;
        this.store = store;
        long millis = Math.max(SHORTEST.toMillis(), interval.toMillis());
        var unused = timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
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
