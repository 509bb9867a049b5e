package org.tradingarena.standings;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.collective.Holdings;
import org.tradingarena.protocol.Marks;
import org.tradingarena.standings.StandingsCommand.HoldingsChanged;
import org.tradingarena.standings.StandingsCommand.Known;
import org.tradingarena.standings.StandingsCommand.Tick;
import org.tradingarena.standings.StandingsCommand.Unwatch;
import org.tradingarena.standings.StandingsCommand.Watch;

/**
 * The one who ranks all collectives of the cluster, at most once a second and only when something changed. Collectives report what they
 * own; one that starts here for the first time asks all that the journal knows.
 */
public final class Standings extends AbstractMatchingBehavior<StandingsCommand> {
    private final ActorContext<StandingsCommand> context;
    private final Marks marks;
    private final Consumer<String> wake;
    private final Map<String, Holdings> holdings = new HashMap<>();
    private final Set<ActorRef<Leaderboard>> watchers = new HashSet<>();
    private Leaderboard newest = Leaderboard.EMPTY;

    /**
     * The behavior.
     *
     * @param collectives lists the ids of all collectives
     * @param wake makes a collective report what it owns
     * @param interval the shortest time between two leaderboards
     */
    public static Behavior<StandingsCommand> create(
            Marks marks,
            Supplier<CompletionStage<List<String>>> collectives,
            Consumer<String> wake,
            Duration interval) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), interval);
            context.pipeToSelf(collectives.get(), (ids, failure) -> new Known(failure == null ? ids : List.of()));
            return new Standings(context, marks, wake);
        }));
    }

    private Standings(ActorContext<StandingsCommand> context, Marks marks, Consumer<String> wake) {
        super(context);
        this.context = context;
        this.marks = marks;
        this.wake = wake;
    }

    @Override
    public Behavior<StandingsCommand> onMessage(StandingsCommand command) {
        switch (command) {
            case HoldingsChanged changed -> onHoldingsChanged(changed.holdings());
            case Watch watch -> onWatch(watch.watcher());
            case Unwatch unwatch -> watchers.remove(unwatch.watcher());
            case Known known -> known.collectives().forEach(wake);
            case Tick tick -> onTick();
            case StandingsCommand.Stop stop -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    private void onHoldingsChanged(Holdings changed) {
        holdings.merge(changed.collective(), changed, (before, after) -> after.seq() >= before.seq() ? after : before);
    }

    private void onWatch(ActorRef<Leaderboard> watcher) {
        if (watchers.add(watcher)) {
            context.watchWith(watcher, new Unwatch(watcher));
            watcher.tell(newest);
        }
    }

    private void onTick() {
        Leaderboard now = Leaderboard.rank(holdings.values(), marks);
        if (!now.equals(newest)) {
            newest = now;
            watchers.forEach(watcher -> watcher.tell(now));
        }
    }
}
