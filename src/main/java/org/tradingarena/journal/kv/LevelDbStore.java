package org.tradingarena.journal.kv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.Snapshot;
import org.iq80.leveldb.WriteOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LevelDB, with checksums verified at every read. The native LevelDB brings the JVM down when it is used after it was closed,
 * so whatever uses it holds a shared lock and closing waits for that.
 */
public final class LevelDbStore implements KeyValueStore {
    private static final Logger log = LoggerFactory.getLogger(LevelDbStore.class);
    private static final long CLOSE_SECONDS = 30;

    private final Engine engine;
    private final DB db;
    private final StampedLock lock = new StampedLock();
    private boolean heldBack;
    private volatile boolean closed;

    private LevelDbStore(Engine engine, DB db) {
        this.engine = engine;
        this.db = db;
    }

    /** Opens the LevelDB in a directory; sizes in bytes. */
    public static LevelDbStore open(
            Engine engine, Path directory, long writeBuffer, long blockCache, boolean createIfMissing) {
        try {
            return new LevelDbStore(
                    engine, engine.open(directory, Engine.options(writeBuffer, blockCache, createIfMissing)));
        } catch (IOException | RuntimeException e) {
            throw new KeyValueException("LevelDB does not open " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void write(WriteBatch batch, boolean sync) {
        long stamp = lockShared();
        try (org.iq80.leveldb.WriteBatch updates = db.createWriteBatch()) {
            for (WriteBatch.Change change : batch.changes()) {
                byte[] value = change.value();
                if (value == null) {
                    updates.delete(change.key());
                } else {
                    updates.put(change.key(), value);
                }
            }
            db.write(updates, new WriteOptions().sync(sync));
        } catch (IOException | RuntimeException e) {
            throw new KeyValueException("LevelDB does not write: " + e.getMessage(), e);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    @Override
    public View view() {
        long stamp = lockShared();
        try {
            return new LevelDbView(db.getSnapshot(), stamp);
        } catch (RuntimeException e) {
            lock.unlockRead(stamp);
            throw unreadable(e);
        }
    }

    @Override
    public synchronized void holdBack(boolean hold) {
        if (hold == heldBack || closed || engine == Engine.JAVA) {
            return;
        }
        long stamp = lockShared();
        try {
            if (hold) {
                db.suspendCompactions();
            } else {
                db.resumeCompactions();
            }
            heldBack = hold;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        synchronized (this) {
            holdBack(false); // or closing would wait for ever
            closed = true;
        }
        try {
            long stamp = lock.tryWriteLock(CLOSE_SECONDS, TimeUnit.SECONDS);
            if (stamp == 0) {
                log.warn("LevelDB is still being read after {} s, it is left open.", CLOSE_SECONDS);
                return;
            }
            db.close();
        } catch (IOException e) {
            throw new KeyValueException("LevelDB does not close: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long lockShared() {
        long stamp = closed ? 0 : lock.readLock();
        if (stamp == 0 || closed) {
            if (stamp != 0) {
                lock.unlockRead(stamp);
            }
            throw new KeyValueException("LevelDB is closed");
        }
        return stamp;
    }

    private static KeyValueException unreadable(Throwable e) {
        return new KeyValueException("LevelDB cannot read: " + e.getMessage(), e);
    }

    private final class LevelDbView implements View {
        private final Snapshot snapshot;
        private final long stamp;
        private boolean done;

        LevelDbView(Snapshot snapshot, long stamp) {
            this.snapshot = snapshot;
            this.stamp = stamp;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            try {
                return db.get(key, options());
            } catch (RuntimeException e) {
                throw unreadable(e);
            }
        }

        @Override
        public Cursor seek(byte[] from) {
            try {
                DBIterator iterator = db.iterator(options());
                try {
                    iterator.seek(from);
                    return new LevelDbCursor(iterator, from);
                } catch (RuntimeException e) {
                    iterator.close();
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() {
            if (done) {
                return;
            }
            done = true;
            try {
                snapshot.close();
            } catch (IOException e) {
                throw unreadable(e);
            } finally {
                lock.unlockRead(stamp);
            }
        }

        private ReadOptions options() {
            return new ReadOptions().snapshot(snapshot).verifyChecksums(true);
        }
    }

    private static final class LevelDbCursor implements Cursor {
        private final DBIterator iterator;
        private byte[] previous;
        private boolean done;

        LevelDbCursor(DBIterator iterator, byte[] from) {
            this.iterator = iterator;
            this.previous = from;
        }

        /** A broken index can lead LevelDB astray without its noticing: then keys are out of order. */
        @Override
        public @Nullable Entry next() {
            Map.Entry<byte[], byte[]> next;
            try {
                next = iterator.hasNext() ? iterator.next() : null;
            } catch (RuntimeException e) {
                throw unreadable(e);
            }
            if (next == null) {
                return null;
            }
            if (Arrays.compareUnsigned(next.getKey(), previous) < 0) {
                throw new KeyValueException("LevelDB cannot read: its keys are out of order");
            }
            previous = next.getKey();
            return new Entry(next.getKey(), next.getValue());
        }

        @Override
        public void close() {
            if (done) {
                return;
            }
            done = true;
            try {
                iterator.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
