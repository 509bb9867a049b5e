package org.tradingarena.market;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.BookChange;

/**
 * What happened to a book: facts, all that its journal ever sees. Each carries its own journal sequence number, so that a hole in a
 * replay is noticed; everything else (reports, market data, fees, candles) is derived from the events.
 */
public sealed interface BookEvent {
    /** The journal's sequence number of this event: 1, 2, 3 … without a gap. */
    long seq();

    /**
     * The book begins; always its first event.
     *
     * @param epoch names this incarnation of the book: a UUID
     */
    record BookListed(String epoch, String symbol, Instant at) implements BookEvent {
        @Override
        public long seq() {
            return 1;
        }
    }

    /**
     * One command was carried out: all of it in one event, so that it is durable as a whole or not at all.
     *
     * @param number the command's number on the collective's channel
     * @param reportSeen the greatest report number that the command says its collective has journaled
     * @param changes what it did, in order; never empty
     * @param epoch the book's epoch then: a trade keeps its id even if the book gets another epoch, with a restore; null in journals of before this
     *     was kept
     */
    record InstructionProcessed(
            long seq,
            String collective,
            long number,
            long reportSeen,
            List<BookChange> changes,
            Instant at,
            @Nullable String epoch)
            implements BookEvent {
        public InstructionProcessed {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Collectives have journaled reports: up to and including the number that stands beside their name. Written only now and then, so
     * that a collective which never sends a command does not make the state grow.
     */
    record ReportsConfirmed(long seq, Map<String, Long> upTo) implements BookEvent {
        public ReportsConfirmed {
            upTo = Map.copyOf(upTo);
        }
    }
}
