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
 * @param directories the directory of sessions of a collective's id
 * @param journal where missed events come from that nobody has in memory
 */
public record ConnectionSurroundings(
        SessionSettings settings,
        Instruments instruments,
        Marks marks,
        Function<String, RecipientRef<CollectiveCommand>> collectives,
        Function<String, ? extends RecipientRef<DirectoryCommand>> directories,
        EventReader journal,
        ReplayAdmission replays,
        SessionMetrics metrics,
        Clock clock,
        SecureRandom random) {}
