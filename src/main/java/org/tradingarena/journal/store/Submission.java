package org.tradingarena.journal.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Work that waits for the next batch. Its future gets one entry per atomic write, in order: empty if it was stored, or why
 * nothing of it was; it fails when nobody can say.
 */
public sealed interface Submission {
    /** The stream that it changes. */
    String persistenceId();

    /** What it weighs against the bounds of the queue and of a batch, in events. */
    int events();

    /** What it weighs in bytes. */
    long bytes();

    CompletableFuture<List<Optional<Exception>>> outcome();

    /** An event that is ready to be stored. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NewEvent(long sequenceNr, byte[] body, List<String> tags) {
        public NewEvent {
            tags = List.copyOf(tags);
        }
    }

    /** Events that are stored together or not at all, or why they cannot be. */
    sealed interface Atomic {
        record Events(List<NewEvent> events) implements Atomic {
            public Events {
                events = List.copyOf(events);
            }
        }

        record Refused(Exception reason) implements Atomic {}
    }

    /** Atomic writes of one persistence id, in order. */
    record Write(
            String persistenceId,
            List<Atomic> writes,
            int events,
            long bytes,
            CompletableFuture<List<Optional<Exception>>> outcome)
            implements Submission {

        public static Write of(String persistenceId, List<Atomic> writes) {
            int events = 0;
            long bytes = 0;
            for (Atomic write : writes) {
                if (write instanceof Atomic.Events stored) {
                    events += stored.events().size();
                    for (NewEvent event : stored.events()) {
                        bytes += event.body().length;
                    }
                }
            }
            return new Write(persistenceId, List.copyOf(writes), events, bytes, new CompletableFuture<>());
        }
    }

    /** Deletes a page of the oldest events up to a sequence number; {@code more} says whether some are left. */
    record Delete(
            String persistenceId,
            long toSequenceNr,
            CompletableFuture<Boolean> more,
            CompletableFuture<List<Optional<Exception>>> outcome)
            implements Submission {

        public static Delete of(String persistenceId, long toSequenceNr) {
            return new Delete(persistenceId, toSequenceNr, new CompletableFuture<>(), new CompletableFuture<>());
        }

        @Override
        public int events() {
            return 1;
        }

        @Override
        public long bytes() {
            return 0;
        }
    }
}
