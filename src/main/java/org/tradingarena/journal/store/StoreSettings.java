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
                128L << 20,
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
