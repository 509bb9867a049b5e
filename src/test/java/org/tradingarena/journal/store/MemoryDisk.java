package org.tradingarena.journal.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore;
import org.tradingarena.journal.kv.WriteBatch;

/** A disk that can be stopped, that fails when told to, and that forgets what was not synced when its power is cut. */
final class MemoryDisk implements KeyValueStore {
    private NavigableMap<byte[], byte[]> content = new TreeMap<>(Arrays::compareUnsigned);
    private NavigableMap<byte[], byte[]> synced = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Integer> batches = new ArrayList<>();
    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
    private @Nullable String failWrites;
    private boolean failSync;

    @Override
    public void write(WriteBatch batch, boolean sync) {
        gate.acquireUninterruptibly();
        gate.release();
        synchronized (this) {
            if (failWrites != null) {
                throw new KeyValueException(failWrites);
            }
            NavigableMap<byte[], byte[]> next = new TreeMap<>(content);
            for (WriteBatch.Change change : batch.changes()) {
                byte[] value = change.value();
                if (value == null) {
                    next.remove(change.key());
                } else {
                    next.put(change.key(), value);
                }
            }
            batches.add(batch.changes().size());
            content = next;
            if (sync && failSync) {
                throw new KeyValueException("fsync: Input/output error");
            }
            if (sync) {
                synced = next;
            }
        }
    }

    @Override
    public synchronized View view() {
        return new MemoryView(content);
    }

    @Override
    public void holdBack(boolean hold) {}

    @Override
    public void close() {}

    /** Writes stop before they begin until {@link #proceed}. */
    void stop() {
        gate.drainPermits();
    }

    /** Whether a write was begun and stopped. */
    boolean isHolding() {
        return gate.hasQueuedThreads();
    }

    void proceed() {
        gate.release(Integer.MAX_VALUE / 2);
    }

    synchronized void failWrites(String message) {
        failWrites = message;
    }

    synchronized void failSync() {
        failSync = true;
    }

    /** What is left when the power comes back. */
    synchronized MemoryDisk afterPowerCut() {
        MemoryDisk disk = new MemoryDisk();
        disk.content = synced;
        disk.synced = synced;
        return disk;
    }

    synchronized void remove(byte[] key) {
        content = new TreeMap<>(content);
        content.remove(key);
    }

    /** How many changes each batch had. */
    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    private record MemoryView(NavigableMap<byte[], byte[]> frozen) implements View {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return frozen.get(key);
        }

        @Override
        public Cursor seek(byte[] from) {
            var entries = frozen.tailMap(from, true).entrySet().iterator();
            return new Cursor() {
                @Override
                public @Nullable Entry next() {
                    if (!entries.hasNext()) {
                        return null;
                    }
                    var entry = entries.next();
                    return new Entry(entry.getKey(), entry.getValue());
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
