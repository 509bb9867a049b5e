package org.tradingarena.journal;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads what entities have journaled, beside their writing. */
public interface EventReader {
    /** One journaled event. */
    record Stored(long seq, Object event) {}

    /**
     * The events of an entity after a sequence number, in order and without a gap: as many as there are, up to {@code limit}. Fails if
     * the journal cannot be read.
     */
    CompletionStage<List<Stored>> after(String persistenceId, long seq, int limit);

    /** The ids of all entities that have journaled something, in no order. */
    CompletionStage<List<String>> persistenceIds();
}
