package org.tradingarena.gateway.http.feed;

import java.util.HashMap;
import java.util.Map;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;

/** A bounded number of places for a collective and for the node; from any thread. */
public final class Places {
    private static final long RETRY_MILLIS = 1000;

    private final String what;
    private final int perCollective;
    private final int perNode;
    private final Map<String, Integer> taken = new HashMap<>();
    private int size;

    /** So many places for what is named so. */
    public Places(String what, int perCollective, int perNode) {
        this.what = what;
        this.perCollective = perCollective;
        this.perNode = perNode;
    }

    /** One place, given back once, by whoever closes it first. */
    public final class Place implements AutoCloseable {
        private final String collective;
        private boolean closed;

        private Place(String collective) {
            this.collective = collective;
        }

        @Override
        public void close() {
            synchronized (Places.this) {
                if (!closed) {
                    closed = true;
                    size--;
                    taken.computeIfPresent(collective, (id, count) -> count > 1 ? count - 1 : null);
                }
            }
        }
    }

    /** Takes a place; throws {@link ProtocolException} if there is none: {@code CONNECTION_LIMIT} or {@code OVERLOADED}. */
    public synchronized Place take(String collective) {
        require(collective);
        size++;
        taken.merge(collective, 1, Integer::sum);
        return new Place(collective);
    }

    /** Throws as {@link #take} would. */
    public synchronized void require(String collective) {
        if (taken.getOrDefault(collective, 0) >= perCollective) {
            throw refused(ErrorCode.CONNECTION_LIMIT, "Too many " + what + " of this collective");
        }
        if (size >= perNode) {
            throw refused(ErrorCode.OVERLOADED, "Too many " + what + " right now");
        }
    }

    private static ProtocolException refused(ErrorCode code, String message) {
        return new ProtocolException(ArenaError.retryAfter(code, message, RETRY_MILLIS));
    }

    /** How many are taken. */
    public synchronized int size() {
        return size;
    }
}
