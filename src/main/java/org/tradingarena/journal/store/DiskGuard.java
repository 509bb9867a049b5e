package org.tradingarena.journal.store;

import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore;

/**
 * Refuses writes while the disk is below its hard floor, and lets LevelDB's own work rest as long. LevelDB lets a write wait for a
 * compaction; so that none waits for one that rests, LevelDB never comes to rest while a write is in it, and takes none before it has
 * gone on. The compaction that such a write waits for is one that the hard floor leaves room for.
 */
final class DiskGuard {
    private static final Logger log = LoggerFactory.getLogger(DiskGuard.class);

    private final DiskSpace disk;
    private final KeyValueStore store;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean refusing;
    private volatile boolean resting;

    DiskGuard(DiskSpace disk, KeyValueStore store) {
        this.disk = disk;
        this.store = store;
    }

    /** Runs a write if there is room for it, which is measured anew for each; false if there is none, and nothing was done. */
    boolean writeIfRoom(Runnable write) {
        writing.lock();
        try {
            if (refusing || !disk.hasRoomToWrite()) {
                return false;
            }
            write.run();
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** Looks at the disk: from time to time, and by one thread. Waits for a compaction that is under way, but holds up no write. */
    void look() {
        boolean room = disk.hasRoomToWrite();
        try {
            if (room && refusing) {
                resting = false;
                store.holdBack(false);
                refusing = false;
            } else if (!room && !resting && refuseFromNow()) {
                store.holdBack(true);
                resting = true;
            }
        } catch (KeyValueException e) {
            log.debug("LevelDB cannot be held back: {}", e.getMessage());
        }
    }

    /** False while a write is under way: LevelDB rests when it is done, for the next one finds no room. */
    private boolean refuseFromNow() {
        if (refusing) {
            return true;
        }
        if (!writing.tryLock()) {
            return false;
        }
        try {
            refusing = true;
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** Whether LevelDB's own work has come to rest. */
    boolean isResting() {
        return resting;
    }
}
