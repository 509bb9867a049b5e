package org.tradingarena.journal.store;

import java.nio.file.Path;
import java.time.Duration;
import org.tradingarena.journal.kv.Engine;

/**
 * How a store works. Sizes are in bytes; {@code queue} and {@code maxBatch} count events. Every bound is documented in
 * {@code journal-reference.conf}.
 */
public record StoreSettings(
        Path directory,
        Engine engine,
        boolean fsync,
        int maxBatch,
        long maxBatchBytes,
        int queue,
        Duration queueTimeout,
        int readPage,
        long readPageBytes,
        int headCache,
        long writeBuffer,
        long blockCache,
        long diskFloor,
        long diskHardFloor,
        Duration diskCheckInterval) {

    /** The ring of batch marks covers two write buffers of this size. */
    static final long MAX_WRITE_BUFFER = 4 << 20;

    /** LevelDB compacts twelve tables of its write buffer at most at once: with that many, it lets writes wait. */
    private static final int LEVEL_0_FILES = 12;

    /** LevelDB prefers level 1 to twelve tables of level 0 once it is three times its 10 MiB, so no more of it is in their compaction. */
    private static final long LEVEL_1 = 30L << 20;

    public StoreSettings {
        positive("max-batch", maxBatch);
        positive("max-batch-bytes", maxBatchBytes);
        positive("queue", queue);
        positive("read-page", readPage);
        positive("read-page-bytes", readPageBytes);
        positive("head-cache", headCache);
        positive("write-buffer", writeBuffer);
        if (writeBuffer > MAX_WRITE_BUFFER) {
            throw new IllegalArgumentException("write-buffer is at most 4 MiB, or a lost batch could go unnoticed");
        }
        if (diskHardFloor > diskFloor) {
            throw new IllegalArgumentException("disk-hard-floor is not above disk-floor");
        }
    }

    /**
     * The room that LevelDB may still take when the journal takes no write any more: the largest compaction, the write buffer that is
     * made a table meanwhile, and the batch that was let in last.
     */
    public long leastHardFloor() {
        long batch = 2 * maxBatchBytes; // with keys, heads, tags and checksums
        long table = writeBuffer + batch;
        return LEVEL_0_FILES * table + LEVEL_1 + table + batch;
    }

    /** Refuses floors that let LevelDB meet a full disk, which kills the process. */
    void requireSafeFloors() {
        if (diskHardFloor < leastHardFloor()) {
            throw new IllegalArgumentException("disk-hard-floor is " + (diskHardFloor >> 20)
                    + " MiB, and LevelDB may need " + (leastHardFloor() >> 20)
                    + " MiB for what is under way when the floor is reached. A full disk kills the process: set it higher"
                    + " (with write-buffer and max-batch-bytes smaller, it may be lower).");
        }
    }

    /** The defaults of {@code journal-reference.conf}. */
    public static StoreSettings defaults(Path directory) {
        return new StoreSettings(
                directory,
                Engine.of("auto"),
                true,
                1000,
                1 << 20,
                20_000,
                Duration.ofSeconds(5),
                500,
                1 << 20,
                100_000,
                4 << 20,
                32 << 20,
                512L << 20,
                256L << 20,
                Duration.ofSeconds(1));
    }

    public StoreSettings withEngine(Engine other) {
        return new StoreSettings(
                directory,
                other,
                fsync,
                maxBatch,
                maxBatchBytes,
                queue,
                queueTimeout,
                readPage,
                readPageBytes,
                headCache,
                writeBuffer,
                blockCache,
                diskFloor,
                diskHardFloor,
                diskCheckInterval);
    }

    public StoreSettings withDiskFloors(long floor, long hardFloor) {
        return new StoreSettings(
                directory,
                engine,
                fsync,
                maxBatch,
                maxBatchBytes,
                queue,
                queueTimeout,
                readPage,
                readPageBytes,
                headCache,
                writeBuffer,
                blockCache,
                floor,
                hardFloor,
                diskCheckInterval);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is positive, not " + value);
        }
    }
}
