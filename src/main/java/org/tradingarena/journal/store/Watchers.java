package org.tradingarena.journal.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tradingarena.journal.record.StreamId;

/** Who wants to know that a stream grew: live queries, so that none of them polls. Safe for use by several threads. */
final class Watchers {
    private final ConcurrentMap<StreamId, List<Runnable>> watchers = new ConcurrentHashMap<>();

    /** Ends a watch; without effect the second time. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls {@code changed}, which must be quick, after each batch that adds to the stream. */
    Watch watch(StreamId stream, Runnable changed) {
        watchers.compute(stream, (id, present) -> {
            List<Runnable> all = present == null ? new CopyOnWriteArrayList<>() : present;
            all.add(changed);
            return all;
        });
        return () -> watchers.computeIfPresent(stream, (id, present) -> {
            present.remove(changed);
            return present.isEmpty() ? null : present;
        });
    }

    void changed(Collection<StreamId> streams) {
        if (watchers.isEmpty()) {
            return;
        }
        for (StreamId stream : streams) {
            watchers.getOrDefault(stream, List.of()).forEach(Runnable::run);
        }
    }
}
