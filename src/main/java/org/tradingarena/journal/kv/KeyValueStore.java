package org.tradingarena.journal.kv;

import org.jspecify.annotations.Nullable;

/**
 * An ordered map of bytes on a disk, all that the journal asks of LevelDB. Keys are ordered as unsigned bytes. Safe for use by
 * several threads; every failure of the store below is a {@link KeyValueException}.
 */
public interface KeyValueStore extends AutoCloseable {
    /**
     * Stores all of the batch or nothing of it. With {@code sync} it is on the disk on return. After an exception nobody knows
     * whether it was stored: never write again.
     */
    void write(WriteBatch batch, boolean sync);

    /** The content at this moment, unmoved by later writes. To be closed soon: it holds back compaction and closing. */
    View view();

    /**
     * Stops rewriting files in the background, or goes on with it. For a disk that is nearly full: LevelDB maps its files, so a
     * compaction that finds no room brings the process down. Waits for one that is under way.
     */
    void holdBack(boolean hold);

    /** Waits for open views, for a while. Without effect the second time. */
    @Override
    void close();

    /** A frozen content. For one thread at a time. */
    interface View extends AutoCloseable {
        byte @Nullable [] get(byte[] key);

        /** The entries from the first key that is not below {@code from}. */
        Cursor seek(byte[] from);

        @Override
        void close();
    }

    /** Entries in the order of their keys. For one thread at a time. */
    interface Cursor extends AutoCloseable {
        /** The next entry; null after the last. */
        @Nullable
        Entry next();

        @Override
        void close();
    }

    /** A key and its value, owned by whoever got them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte[] key, byte[] value) {}
}
