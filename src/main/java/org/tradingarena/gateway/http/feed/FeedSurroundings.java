package org.tradingarena.gateway.http.feed;

import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.RecipientRef;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.journal.EventReader;
import org.tradingarena.session.ReplayAdmission;

/**
 * What watches need of their surroundings.
 *
 * @param collectives the collective of an id
 * @param journal where events come from that are not in memory
 * @param replays admits reads of the journal, those of sockets' sessions among them
 * @param nanoTime a monotonic clock in nanoseconds
 */
public record FeedSurroundings(
        FeedSettings settings,
        Function<String, ? extends RecipientRef<CollectiveCommand>> collectives,
        EventReader journal,
        ReplayAdmission replays,
        LongSupplier nanoTime) {}
