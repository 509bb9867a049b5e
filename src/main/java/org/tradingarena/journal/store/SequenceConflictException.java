package org.tradingarena.journal.store;

/** A write for a sequence number that exists already: two writers of one persistence id. Nothing of it was stored. */
public final class SequenceConflictException extends Exception {
    private static final long serialVersionUID = 1L;

    SequenceConflictException(String persistenceId, long sequenceNr, long highest) {
        super("Sequence number " + sequenceNr + " of " + persistenceId + " is not written, its journal is at " + highest
                + " already: is there a second writer?");
    }
}
