package org.tradingarena.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.tradingarena.journal.WriteGate;
import org.tradingarena.session.DirectoryCommand.Batch;
import org.tradingarena.session.DirectoryCommand.Enter;
import org.tradingarena.session.DirectoryCommand.GetPage;
import org.tradingarena.session.DirectoryCommand.Leave;
import org.tradingarena.session.DirectoryCommand.Present;
import org.tradingarena.session.DirectoryCommand.Stop;
import org.tradingarena.session.DirectoryCommand.Sweep;
import org.tradingarena.session.DirectoryCommand.SweepOn;

/**
 * Knows which clients of a collective have a session, so that sessions can be counted, listed and swept. It journals what
 * {@link DirectoryRules} decide and answers once that is durable. Only a session that begins waits for it: if it is slow or down, nobody
 * who has a session notices.
 */
public final class SessionDirectory extends EventSourcedBehavior<DirectoryCommand, DirectoryEvent, DirectoryState> {
    /** Directories in cluster sharding; the entity id is the collective's. */
    public static final EntityTypeKey<DirectoryCommand> KEY = EntityTypeKey.create(DirectoryCommand.class, "sessions");

    private static final String SEPARATOR = "|";
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * What a directory needs of its surroundings.
     *
     * @param connections the Connection of a collective's id and a client's id
     */
    public record Dependencies(
            SessionSettings settings,
            BiFunction<String, String, ? extends RecipientRef<ConnectionCommand>> connections,
            SessionMetrics metrics,
            Clock clock) {}

    /** What one write decides: events, and what is told once they are durable. */
    private static final class Turn {
        private final int before;
        private final List<DirectoryEvent> events = new ArrayList<>();
        private final List<Runnable> afterwards = new ArrayList<>();
        private DirectoryState state;

        Turn(DirectoryState state) {
            this.state = state;
            this.before = state.size();
        }

        void add(List<DirectoryEvent> more) {
            events.addAll(more);
            more.forEach(event -> state = state.apply(event));
        }
    }

    private final String collectiveId;
    private final Dependencies dependencies;
    private final DirectoryRules rules;
    private final TimerScheduler<DirectoryCommand> timers;
    private final WriteGate<DirectoryCommand> gate;
    private final Deque<String> toReview = new ArrayDeque<>();
    private int counted;

    /** The journal's name of a collective's directory. */
    public static PersistenceId persistenceId(String collective) {
        return PersistenceId.ofUniqueId(KEY.name() + SEPARATOR + collective);
    }

    /** The behavior of one collective's directory. */
    public static Behavior<DirectoryCommand> create(String collective, Dependencies dependencies) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            WriteGate<DirectoryCommand> gate = new WriteGate<>(
                    DirectoryCommand.class,
                    dependencies.settings().directory().waiting(),
                    BATCH,
                    Batch::new,
                    SessionDirectory::refuse,
                    command -> command instanceof Stop);
            return gate.guard(new SessionDirectory(collective, dependencies, timers, gate));
        }));
    }

    private SessionDirectory(
            String collective,
            Dependencies dependencies,
            TimerScheduler<DirectoryCommand> timers,
            WriteGate<DirectoryCommand> gate) {
        super(persistenceId(collective));
        this.collectiveId = collective;
        this.dependencies = dependencies;
        this.timers = timers;
        this.gate = gate;
        SessionSettings settings = dependencies.settings();
        this.rules = new DirectoryRules(settings.directory().openSessions(), settings.retention());
    }

    /** What gets lost here is said again: by the next sign-in, or by the sweep. */
    private static void refuse(DirectoryCommand command) {
        switch (command) {
            case Enter enter -> enter.replyTo().tell(new DirectoryReply.Overloaded(enter.ticket()));
            case GetPage get -> get.replyTo().tell(new DirectoryReply.Overloaded(0));
            case Batch batch -> batch.commands().forEach(SessionDirectory::refuse);
            case Present present -> {}
            case Leave leave -> {}
            case Sweep sweep -> {}
            case SweepOn on -> {}
            case Stop stop -> {}
        }
    }

    @Override
    public DirectoryState emptyState() {
        return DirectoryState.EMPTY;
    }

    @Override
    public EventHandler<DirectoryState, DirectoryEvent> eventHandler() {
        return DirectoryState::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(dependencies.settings().snapshotEvery(), 2)
                .withDeleteEventsOnSnapshot();
    }

    @Override
    public CommandHandler<DirectoryCommand, DirectoryEvent, DirectoryState> commandHandler() {
        return this::onCommand;
    }

    private Effect<DirectoryEvent, DirectoryState> onCommand(DirectoryState state, DirectoryCommand command) {
        List<DirectoryCommand> commands = command instanceof Batch batch ? batch.commands() : List.of(command);
        Turn turn = new Turn(state);
        commands.forEach(each -> handle(turn, each));
        EffectBuilder<DirectoryEvent, DirectoryState> effect =
                turn.events.isEmpty() ? Effect().none() : Effect().persist(turn.events);
        EffectBuilder<DirectoryEvent, DirectoryState> answered = effect.thenRun(after -> {
            count(after.size() - turn.before);
            turn.afterwards.forEach(Runnable::run);
        });
        return commands.stream().anyMatch(Stop.class::isInstance) ? answered.thenStop() : answered.thenRun(gate::idle);
    }

    private void handle(Turn turn, DirectoryCommand command) {
        switch (command) {
            case Enter enter -> onEnter(turn, enter);
            case Present present -> turn.add(rules.present(turn.state, present, now()));
            case Leave leave -> turn.add(rules.leave(turn.state, leave));
            case GetPage get -> onGetPage(turn, get);
            case Sweep sweep -> onSweep(turn.state);
            case SweepOn on -> reviewSome();
            case Batch batch -> batch.commands().forEach(each -> handle(turn, each));
            case Stop stop -> {}
        }
    }

    private Instant now() {
        return dependencies.clock().instant();
    }

    private void onEnter(Turn turn, Enter enter) {
        rules.enter(turn.state, enter, now())
                .ifPresentOrElse(
                        events -> {
                            turn.add(events);
                            turn.afterwards.add(() -> enter.replyTo().tell(new DirectoryReply.Entered(enter.ticket())));
                        },
                        () -> onFull(turn, enter));
    }

    /** Who is refused need not be the next time, if there are sessions that are over and nobody has noticed. */
    private void onFull(Turn turn, Enter enter) {
        dependencies.metrics().refused();
        onSweep(turn.state);
        turn.afterwards.add(() -> enter.replyTo().tell(new DirectoryReply.Full(enter.ticket())));
    }

    /** Told when it is durable: what is listed stays so. */
    private static void onGetPage(Turn turn, GetPage get) {
        List<String> found = turn.state.after(get.after(), get.limit() + 1);
        boolean more = found.size() > get.limit();
        List<String> page = more ? found.subList(0, get.limit()) : found;
        turn.afterwards.add(() -> get.replyTo().tell(new DirectoryReply.Page(List.copyOf(page), more)));
    }

    private void onSweep(DirectoryState state) {
        if (toReview.isEmpty()) {
            toReview.addAll(state.due(now()));
            reviewSome();
        }
    }

    /** Wakes a few sessions, each of which says what it is; the others a little later. */
    private void reviewSome() {
        int most = dependencies.settings().directory().sweepAtOnce();
        for (int asked = 0; asked < most && !toReview.isEmpty(); asked++) {
            dependencies.connections().apply(collectiveId, toReview.remove()).tell(new ConnectionCommand.Review());
        }
        if (!toReview.isEmpty()) {
            timers.startSingleTimer(new SweepOn(), PAUSE);
        }
    }

    private void count(int more) {
        if (more != 0) {
            counted += more;
            dependencies.metrics().sessions(more);
        }
    }

    @Override
    public SignalHandler<DirectoryState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), state -> {
                    count(state.size());
                    gate.idle();
                })
                .onSignal(PostStop.instance(), state -> count(-counted))
                .build();
    }
}
