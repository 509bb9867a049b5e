package org.tradingarena.journal.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tradingarena.journal.kv.KeyValueStore;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.record.StreamHead;
import org.tradingarena.journal.record.StreamId;

/** The heads of the streams that were written to lately; others are read, and checked, when they are needed. Not thread-safe. */
final class Heads {
    private final KeyValueStore store;
    private final Map<StreamId, StreamHead> cache;

    Heads(KeyValueStore store, int capacity) {
        this.store = store;
        this.cache = new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<StreamId, StreamHead> eldest) {
                return size() > capacity;
            }
        };
    }

    StreamHead of(StreamId stream) {
        StreamHead head = cache.get(stream);
        if (head == null) {
            try (View view = store.view()) {
                head = new StreamReader(view).head(stream);
            }
            cache.put(stream, head);
        }
        return head;
    }

    void putAll(Map<StreamId, StreamHead> written) {
        cache.putAll(written);
    }
}
