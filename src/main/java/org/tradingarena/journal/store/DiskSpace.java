package org.tradingarena.journal.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the room on the journal's disk. LevelDB maps its files, so a full disk does not fail a write, it kills the JVM: the
 * arena refuses new orders below a floor, and the journal every write below a lower one. Safe for use by several threads.
 */
public final class DiskSpace {
    private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);

    private final LongSupplier usableBytes;
    private final LongSupplier nanoTime;
    private final long floor;
    private final long hardFloor;
    private final long intervalNanos;
    private final AtomicLong measuredAt;
    private volatile long usable;
    private volatile boolean warned;

    /** Sizes in bytes. For {@link #hasRoom} it is measured at most once an interval. */
    public DiskSpace(LongSupplier usableBytes, LongSupplier nanoTime, long floor, long hardFloor, Duration interval) {
        this.usableBytes = usableBytes;
        this.nanoTime = nanoTime;
        this.floor = floor;
        this.hardFloor = hardFloor;
        this.intervalNanos = interval.toNanos();
        this.measuredAt = new AtomicLong(nanoTime.getAsLong());
        this.usable = usableBytes.getAsLong();
    }

    static DiskSpace of(StoreSettings settings) {
        return new DiskSpace(
                usableBytesOf(settings.directory()),
                System::nanoTime,
                settings.diskFloor(),
                settings.diskHardFloor(),
                settings.diskCheckInterval());
    }

    /** Asks the file system; where it does not answer there is no room. */
    public static LongSupplier usableBytesOf(Path directory) {
        FileStore store;
        try {
            store = Files.getFileStore(directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return () -> {
            try {
                return store.getUsableSpace();
            } catch (IOException e) {
                log.error("The room on the journal's disk cannot be measured: {}", e.getMessage());
                return 0;
            }
        };
    }

    /** Whether there is room for new business. */
    public boolean hasRoom() {
        boolean room = measure() >= floor;
        if (room == warned) {
            warned = !room;
            if (room) {
                log.info("The journal's disk has room again: {} MiB.", usable >> 20);
            } else {
                log.error(
                        "The journal's disk is short of room: {} MiB left, the floor is {} MiB.",
                        usable >> 20,
                        floor >> 20);
            }
        }
        return room;
    }

    /** Whether there is room to write at all; measures anew, which takes some microseconds. */
    public boolean hasRoomToWrite() {
        measuredAt.set(nanoTime.getAsLong());
        long measured = usableBytes.getAsLong();
        usable = measured;
        hasRoom();
        return measured >= hardFloor;
    }

    /** The bytes that were usable when they were last measured. */
    public long usable() {
        return measure();
    }

    private long measure() {
        long now = nanoTime.getAsLong();
        long last = measuredAt.get();
        if (now - last >= intervalNanos && measuredAt.compareAndSet(last, now)) {
            usable = usableBytes.getAsLong();
        }
        return usable;
    }
}
