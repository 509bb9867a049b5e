package org.tradingarena.standings;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.tradingarena.collective.Holdings;

/** What {@link Standings} understands. */
public sealed interface StandingsCommand {
    /** A collective owns something else now. */
    record HoldingsChanged(Holdings holdings) implements StandingsCommand {}

    /** Tell this watcher each new leaderboard. To be repeated, for the singleton may move. */
    record Watch(ActorRef<Leaderboard> watcher) implements StandingsCommand {}

    /** A watcher is gone. */
    record Unwatch(ActorRef<Leaderboard> watcher) implements StandingsCommand {}

    /** Collectives that exist; their holdings are asked for. */
    record Known(List<String> collectives) implements StandingsCommand {}

    /** Time to rank again. */
    record Tick() implements StandingsCommand {}

    /** The cluster moves the standings to another node, or ends. */
    record Stop() implements StandingsCommand {}
}
