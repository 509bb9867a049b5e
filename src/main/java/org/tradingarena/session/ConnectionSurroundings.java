package org.tradingarena.session;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import org.apache.pekko.actor.typed.RecipientRef;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.domain.Instruments;
import org.tradingarena.journal.EventReader;
import org.tradingarena.protocol.Marks;

/**
 * What the connections of a node need from it.
 *
 * @param marks the prices at which portfolios are shown
 * @param collectives the collective of an id
 * @param journal where missed events come from that nobody has in memory
 */
public record ConnectionSurroundings(
        SessionSettings settings,
        Instruments instruments,
        Marks marks,
        Function<String, RecipientRef<CollectiveCommand>> collectives,
        EventReader journal,
        ReplayAdmission replays,
        Clock clock,
        SecureRandom random) {}
