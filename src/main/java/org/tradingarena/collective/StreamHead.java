package org.tradingarena.collective;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far a collective's stream has come.
 *
 * @param epoch the stream's incarnation; empty before it is opened
 * @param opening what it was opened with; null before
 * @param seq the newest event; 0 before the first
 * @param lastOrders the newest event with an {@code orders} part
 * @param lastPortfolio the newest event with a {@code portfolio} part
 * @param at the time of the newest event
 */
record StreamHead(
        String epoch,
        CollectiveEvent.@Nullable CollectiveOpened opening,
        long seq,
        long lastOrders,
        long lastPortfolio,
        Instant at) {
    static final StreamHead NONE = new StreamHead("", null, 0, 0, 0, Instant.EPOCH);

    boolean isOpen() {
        return opening != null;
    }

    /** The stamp of the next event: times never run backwards within a stream. */
    Stamp next(Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        return new Stamp(seq + 1, epoch, time.isBefore(at) ? at : time, lastOrders, lastPortfolio);
    }

    /** Throws {@link HoleInStreamException} if the event does not follow this head. */
    StreamHead after(CollectiveEvent event) {
        Stamp stamp = event.stamp();
        if (stamp.seq() != seq + 1
                || stamp.previousOrders() != lastOrders
                || stamp.previousPortfolio() != lastPortfolio
                || (isOpen() && !stamp.epoch().equals(epoch))) {
            throw new HoleInStreamException(this, stamp);
        }
        return new StreamHead(
                stamp.epoch(),
                event instanceof CollectiveEvent.CollectiveOpened opened ? opened : opening,
                stamp.seq(),
                event.hasOrdersPart() ? stamp.seq() : lastOrders,
                event.hasPortfolioPart() ? stamp.seq() : lastPortfolio,
                stamp.at());
    }
}
