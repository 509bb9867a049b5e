package org.tradingarena.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Starts every entity that the journal knows, after the arena has started and after each loss of a node: instructions that had no answer
 * are sent again, and a cancel-on-disconnect that is due happens, without waiting for a client to come. One for the cluster.
 */
final class Waker extends AbstractMatchingBehavior<Waker.Command> {
    /** How many are woken a second at most, so that those whom clients ask for come first. */
    private static final int A_SECOND = 2000;

    /** Nodes often leave together: one round for all of them. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** What the waker understands. */
    sealed interface Command {}

    private record Round() implements Command {}

    private record Listed(List<String> ids) implements Command {}

    private record NotListed(Throwable failure) implements Command {}

    private record NodeGone() implements Command {}

    /** The cluster moves the waker to another node, or ends. */
    record Stop() implements Command {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Supplier<CompletionStage<List<String>>> persistenceIds;
    private final Consumer<String> wake;

    /**
     * The behavior.
     *
     * @param persistenceIds lists all that the journal knows
     * @param wake starts the entity of a persistence id; from any thread
     */
    static Behavior<Command> create(Supplier<CompletionStage<List<String>>> persistenceIds, Consumer<String> wake) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Waker(context, timers, persistenceIds, wake)));
    }

    private Waker(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Supplier<CompletionStage<List<String>>> persistenceIds,
            Consumer<String> wake) {
        super(context);
        this.context = context;
        this.timers = timers;
        this.persistenceIds = persistenceIds;
        this.wake = wake;
        ActorRef<MemberRemoved> removed = context.messageAdapter(MemberRemoved.class, gone -> new NodeGone());
        Cluster.get(context.getSystem()).subscriptions().tell(Subscribe.create(removed, MemberRemoved.class));
        context.getSelf().tell(new Round());
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Round round -> onRound();
            case Listed listed -> onListed(listed.ids());
            case NotListed failed -> onNotListed(failed.failure());
            case NodeGone gone -> timers.startSingleTimer(new Round(), SETTLING);
            case Stop stop -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    private void onRound() {
        context.pipeToSelf(
                persistenceIds.get(), (ids, failure) -> failure == null ? new Listed(ids) : new NotListed(failure));
    }

    private void onListed(List<String> ids) {
        Source.from(ids)
                .throttle(A_SECOND, Duration.ofSeconds(1))
                .runWith(Sink.foreach(wake::accept), context.getSystem());
    }

    private void onNotListed(Throwable failure) {
        context.getLog()
                .error(
                        "alarm: the journal's entities cannot be listed; until they are, they start when a client asks for them",
                        failure);
        timers.startSingleTimer(new Round(), RETRY);
    }
}
