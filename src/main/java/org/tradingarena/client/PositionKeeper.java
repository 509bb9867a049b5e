package org.tradingarena.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.StreamPosition;

/** Saves a client's position, at most every {@link #EVERY} and at its end; each time the newest. */
final class PositionKeeper {
    /** A program that dies may have been told the events of this time already, and is told them again. */
    static final Duration EVERY = Duration.ofMillis(50);

    private final @Nullable PositionStore store;
    private final ClientThread thread;
    private final Consumer<String> warning;
    private @Nullable StreamPosition unsaved;
    private ClientThread.@Nullable Scheduled scheduled;
    private boolean failing;

    PositionKeeper(@Nullable PositionStore store, ClientThread thread, Consumer<String> warning) {
        this.store = store;
        this.thread = thread;
        this.warning = warning;
    }

    void reached(StreamPosition position) {
        if (store == null) {
            return;
        }
        unsaved = position;
        if (scheduled == null) {
            scheduled = thread.runAfter(EVERY, this::save);
        }
    }

    /** Saves what is not saved. */
    void save() {
        if (scheduled != null) {
            scheduled.cancel();
            scheduled = null;
        }
        StreamPosition position = unsaved;
        if (store == null || position == null) {
            return;
        }
        try {
            store.save(position);
            unsaved = null;
            failing = false;
        } catch (IOException | RuntimeException failed) {
            // Once a series: the newest position is tried again with the next event.
            if (!failing) {
                warning.accept("the position cannot be kept: " + failed);
            }
            failing = true;
        }
    }
}
