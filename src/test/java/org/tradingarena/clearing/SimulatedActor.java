package org.tradingarena.clearing;

import java.util.List;

/**
 * A persistent actor without an actor system: what it decides becomes durable in a step of its own, and anything may happen in between.
 *
 * @param <M> what it understands
 */
public interface SimulatedActor<M> {
    String name();

    /** Whether a write is under way; it takes no messages then. */
    boolean isWriting();

    /** Decides these messages together and begins to write. */
    void receive(List<M> messages);

    /** The write is durable: what was decided is sent. */
    void persisted();

    /** Time has passed. */
    void tick();

    /** Stores its durable state as a snapshot. */
    void snapshot();

    /**
     * Loses everything that is not durable, and recovers.
     *
     * @param written whether the write under way has reached the journal all the same
     * @param fromSnapshot whether it recovers from the last snapshot and the events after it, or from all events
     */
    void crash(boolean written, boolean fromSnapshot);
}
