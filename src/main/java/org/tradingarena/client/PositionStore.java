package org.tradingarena.client;

import java.io.IOException;
import java.util.Optional;
import org.tradingarena.protocol.StreamPosition;

/** Keeps a client's position across restarts of its program. */
public interface PositionStore {
    /** The position kept; empty if there is none. */
    Optional<StreamPosition> load() throws IOException;

    /** Keeps a position in place of the one before. */
    void save(StreamPosition position) throws IOException;
}
