package org.tradingarena.journal.store;

/** The directory holds something else than a journal of a format that this build reads. Its message says what, and what to do. */
public final class ForeignJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignJournalException(String message) {
        super(message);
    }
}
