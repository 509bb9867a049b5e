package org.tradingarena.journal;

/**
 * Told once that the journal failed: it could not be opened, or a write or sync failed, and nothing will be written any more. An
 * implementation named in {@code on-failure} has a public constructor that takes the classic {@code ActorSystem}, or none.
 */
@FunctionalInterface
public interface JournalFailureHandler {
    /**
     * Called by whatever thread met the failure; must not block.
     *
     * @param sentence what an operator has to know, in one sentence
     */
    void journalFailed(String sentence, Throwable cause);
}
