package org.tradingarena.journal.kv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts and deletes that are stored together, in this order. Not thread-safe. */
public final class WriteBatch {
    private final List<Change> changes = new ArrayList<>();
    private long bytes;

    /** One change; without a value it deletes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Change(byte[] key, byte @Nullable [] value) {}

    public WriteBatch put(byte[] key, byte[] value) {
        changes.add(new Change(key, value));
        bytes += key.length + value.length;
        return this;
    }

    public WriteBatch delete(byte[] key) {
        changes.add(new Change(key, null));
        bytes += key.length;
        return this;
    }

    public List<Change> changes() {
        return changes;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Bytes of keys and values. */
    public long bytes() {
        return bytes;
    }
}
