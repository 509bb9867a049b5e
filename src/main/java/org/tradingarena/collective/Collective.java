package org.tradingarena.collective;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EffectFactories;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.tradingarena.collective.CollectiveCommand.Asking;
import org.tradingarena.collective.CollectiveCommand.Attach;
import org.tradingarena.collective.CollectiveCommand.Batch;
import org.tradingarena.collective.CollectiveCommand.CheckKey;
import org.tradingarena.collective.CollectiveCommand.Deliver;
import org.tradingarena.collective.CollectiveCommand.Detach;
import org.tradingarena.collective.CollectiveCommand.FoundInJournal;
import org.tradingarena.collective.CollectiveCommand.GetHead;
import org.tradingarena.collective.CollectiveCommand.GetOrders;
import org.tradingarena.collective.CollectiveCommand.GetState;
import org.tradingarena.collective.CollectiveCommand.NotQuoted;
import org.tradingarena.collective.CollectiveCommand.Quoted;
import org.tradingarena.collective.CollectiveCommand.Stop;
import org.tradingarena.collective.CollectiveCommand.Submit;
import org.tradingarena.collective.CollectiveCommand.Tick;
import org.tradingarena.collective.CollectiveCommand.Wake;
import org.tradingarena.collective.CollectiveEvent.OrderEvent;
import org.tradingarena.collective.CollectiveIntent.AmendOrder;
import org.tradingarena.collective.CollectiveIntent.PlaceOrder;
import org.tradingarena.collective.CollectiveIntent.TakeReport;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.journal.EventReader;
import org.tradingarena.journal.WriteGate;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;

/**
 * The persistent collective: it journals what {@link CollectiveRules} decide, answers once that is durable, tells its subscribers, and
 * keeps its instructions to the books going. It holds no rule of its own. If a persist fails it stops and recovers: it never goes on
 * from a guess.
 */
public final class Collective extends EventSourcedBehavior<CollectiveCommand, CollectiveEvent, CollectiveState> {
    /** The sharded entity: its id is the collective's. */
    public static final EntityTypeKey<CollectiveCommand> KEY =
            EntityTypeKey.create(CollectiveCommand.class, "collective");

    /**
     * What a collective needs of its surroundings.
     *
     * @param hasRoom whether the journal's disk has room for new business; from any thread, and quick
     */
    public record Dependencies(
            CollectiveRules rules,
            CollectiveSettings settings,
            Books books,
            EventReader journal,
            Consumer<Holdings> holdings,
            BooleanSupplier hasRoom,
            Clock clock) {}

    /** When what was decided is answered. There is one right way; that another one is noticed is for tests to show. */
    @FunctionalInterface
    interface Answering {
        /** Answers once the events are durable. */
        Answering WHEN_DURABLE = (effects, events, answer) ->
                (events.isEmpty() ? effects.none() : effects.persist(events)).thenRun(answer::run);

        EffectBuilder<CollectiveEvent, CollectiveState> carryOut(
                EffectFactories<CollectiveEvent, CollectiveState> effects,
                List<CollectiveEvent> events,
                Runnable answer);
    }

    /** The journal's name of a collective. */
    public static PersistenceId persistenceId(String collective) {
        return PersistenceId.of(KEY.name(), collective);
    }

    private static final Verdict DISK_NEARLY_FULL = new Verdict.Refused(ArenaError.retryAfter(
            ErrorCode.OVERLOADED,
            "the server's disk is nearly full: it takes no new orders and amendments, only cancellations",
            10_000));

    private final String id;
    private final ActorContext<CollectiveCommand> context;
    private final Dependencies dependencies;
    private final Answering answering;
    private final WriteGate<CollectiveCommand> gate;
    private final Runnable passivate;
    private final Runnable wakeLater;
    private final Subscribers subscribers;
    private final Instructions instructions;
    private final Questions questions;
    private final StateHistory history = new StateHistory();
    private final Queries queries = new Queries(history);
    private List<CollectiveCommand> underWay = List.of();
    private boolean recovered;
    private long lastSnapshot = -1;

    /**
     * The behavior of one collective.
     *
     * <p>When it fails it stops, so that those who watch it learn of it; the next message starts it again.
     *
     * @param passivate asks the shard to stop it; run when the collective turns out not to exist
     * @param wakeLater sees to it that a {@link Wake} arrives in a while; run when it stops although it has something to do: in the
     *     middle of a write, or while a book owes it an answer
     */
    public static Behavior<CollectiveCommand> create(
            String id, Dependencies dependencies, Runnable passivate, Runnable wakeLater) {
        return create(id, dependencies, Answering.WHEN_DURABLE, passivate, wakeLater);
    }

    static Behavior<CollectiveCommand> create(
            String id, Dependencies dependencies, Answering answering, Runnable passivate, Runnable wakeLater) {
        CollectiveSettings settings = dependencies.settings();
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), settings.resendAfter());
            WriteGate<CollectiveCommand> gate = new WriteGate<>(
                    CollectiveCommand.class,
                    settings.waitingCommands(),
                    settings.batchSize(),
                    Batch::new,
                    Collective::refuse,
                    Collective::isNeverRefused);
            return gate.guard(new Collective(id, context, dependencies, answering, gate, passivate, wakeLater));
        }));
    }

    private Collective(
            String id,
            ActorContext<CollectiveCommand> context,
            Dependencies dependencies,
            Answering answering,
            WriteGate<CollectiveCommand> gate,
            Runnable passivate,
            Runnable wakeLater) {
        super(persistenceId(id));
        this.id = id;
        this.context = context;
        this.dependencies = dependencies;
        this.answering = answering;
        this.gate = gate;
        this.passivate = passivate;
        this.wakeLater = wakeLater;
        CollectiveSettings settings = dependencies.settings();
        this.subscribers = new Subscribers(context, settings.subscribers());
        this.instructions = new Instructions(dependencies.books(), settings.resendAtOnce());
        this.questions = new Questions(settings.waitingCommands());
    }

    /** What is bounded elsewhere, and would leave somebody waiting for ever if it got lost. */
    private static boolean isNeverRefused(CollectiveCommand command) {
        return switch (command) {
            case Quoted quoted -> true;
            case NotQuoted notQuoted -> true;
            case FoundInJournal found -> true;
            case Detach detach -> true;
            case Stop stop -> true;
            default -> false;
        };
    }

    private static void refuse(CollectiveCommand command) {
        if (command instanceof Asking asking) {
            asking.replyTo().tell(new CollectiveReply.Overloaded(asking.ticket()));
        }
    }

    @Override
    public CollectiveState emptyState() {
        return CollectiveState.none(id);
    }

    @Override
    public EventHandler<CollectiveState, CollectiveEvent> eventHandler() {
        return this::onEvent;
    }

    /** The first event after a recovery's snapshot tells where that stands. */
    private CollectiveState onEvent(CollectiveState state, CollectiveEvent event) {
        if (lastSnapshot < 0) {
            lastSnapshot = state.seq();
        }
        CollectiveState after = state.apply(event);
        history.add(after);
        return after;
    }

    @Override
    public CommandHandler<CollectiveCommand, CollectiveEvent, CollectiveState> commandHandler() {
        return this::onCommand;
    }

    private Effect<CollectiveEvent, CollectiveState> onCommand(CollectiveState state, CollectiveCommand command) {
        List<CollectiveCommand> commands = command instanceof Batch batch ? batch.commands() : List.of(command);
        Work work = new Work(state, subscribers::publish);
        underWay = commands;
        commands.forEach(each -> handle(work, each));
        EffectBuilder<CollectiveEvent, CollectiveState> effect =
                answering.carryOut(Effect(), work.events(), () -> done(work));
        boolean stops = commands.stream().anyMatch(Stop.class::isInstance);
        return stops ? effect.thenStop() : effect.thenRun(gate::idle);
    }

    private void done(Work work) {
        underWay = List.of();
        work.durable();
        if (work.events().stream().anyMatch(event -> !event.balances().isEmpty())) {
            dependencies.holdings().accept(Holdings.of(work.state()));
        }
        instructions.sendDue(work.state(), work.symbols());
    }

    private void handle(Work work, CollectiveCommand command) {
        switch (command) {
            case Submit submit -> onSubmit(work, submit);
            case Quoted quoted -> onQuoted(work, quoted);
            case NotQuoted notQuoted -> onNotQuoted(work, notQuoted);
            case Deliver deliver -> onDeliver(work, deliver);
            case Attach attach -> onAttach(work, attach);
            case Detach detach -> work.then(() -> subscribers.remove(detach.subscriber(), detach.replyTo()));
            case GetState get -> onQuery(work, get, state -> queries.answer(state, get));
            case GetHead get -> onQuery(work, get, state -> queries.answer(state, get));
            case GetOrders get -> onQuery(work, get, state -> queries.answer(state, get));
            case CheckKey check -> onCheckKey(work, check);
            case FoundInJournal found -> onFoundInJournal(work, found);
            case Wake wake -> onWake(work);
            case Tick tick -> onTick(work);
            case Batch batch -> batch.commands().forEach(each -> handle(work, each));
            case Stop stop -> {}
        }
    }

    private void onSubmit(Work work, Submit submit) {
        if (submit.intent() instanceof PlaceOrder place
                && needsQuote(work.state(), place)
                && dependencies.hasRoom().getAsBoolean()) {
            work.then(() -> askForQuote(submit, place.symbol()));
        } else {
            decide(work, submit, submit.intent());
        }
    }

    private void askForQuote(Submit submit, String symbol) {
        if (questions.begin(submit)) {
            context.pipeToSelf(
                    dependencies.books().bestAsk(symbol),
                    (bestAsk, failure) -> failure == null ? new Quoted(submit, bestAsk) : new NotQuoted(submit));
        } else {
            refuse(submit);
        }
    }

    private void onQuoted(Work work, Quoted quoted) {
        Submit submit = quoted.submit();
        questions.end(submit.ticket(), submit.replyTo());
        decide(work, submit, withBestAsk(quoted));
    }

    private void onNotQuoted(Work work, NotQuoted notQuoted) {
        Submit submit = notQuoted.submit();
        questions.end(submit.ticket(), submit.replyTo());
        work.then(() -> refuse(submit));
    }

    private static boolean needsQuote(CollectiveState state, PlaceOrder place) {
        return state.isOpen()
                && place.type() == OrderType.MARKET
                && place.side() == Side.BUY
                && state.commands().find(place.clientOrderId()) == null;
    }

    private static CollectiveIntent withBestAsk(Quoted quoted) {
        return quoted.submit().intent() instanceof PlaceOrder place
                ? place.withBestAsk(quoted.bestAsk())
                : quoted.submit().intent();
    }

    private void decide(Work work, Submit submit, CollectiveIntent intent) {
        boolean known = work.state().isOpen();
        Verdict verdict = decide(work, intent);
        switch (verdict) {
            case Verdict.PlacedLongAgo longAgo -> work.then(() -> lookUp(submit, longAgo.seq()));
            default -> work.then(() -> submit.replyTo().tell(new CollectiveReply.Decided(submit.ticket(), verdict)));
        }
        if (!known && !work.state().isOpen()) {
            work.then(passivate);
        }
    }

    private Verdict decide(Work work, CollectiveIntent intent) {
        if (takesRoom(work.state(), intent) && !dependencies.hasRoom().getAsBoolean()) {
            return DISK_NEARLY_FULL;
        }
        Decision decision = dependencies
                .rules()
                .decide(work.state(), intent, dependencies.clock().instant());
        work.add(decision.events());
        return decision.verdict();
    }

    /** New business, which brings more to write than itself. What ends business is always taken, and an order that is known is answered. */
    private static boolean takesRoom(CollectiveState state, CollectiveIntent intent) {
        return switch (intent) {
            case PlaceOrder place -> state.isOpen() && state.commands().find(place.clientOrderId()) == null;
            case AmendOrder amend -> state.isOpen();
            default -> false;
        };
    }

    private void onDeliver(Work work, Deliver deliver) {
        if (!work.state().isOpen()) {
            context.getLog()
                    .error("alarm: a book reports to collective {}, which is not open: {}", id, deliver.report());
            return;
        }
        if (decide(work, new TakeReport(deliver.report())) instanceof Verdict.ReportTaken taken) {
            work.then(() -> dependencies.books().confirm(taken.symbol(), id, taken.number()));
        }
    }

    private void onAttach(Work work, Attach attach) {
        CollectiveState state = work.state();
        if (!state.isOpen()) {
            notOpen(work, attach);
        } else if (!state.mayEnter(attach.key())) {
            work.then(() -> attach.replyTo().tell(new CollectiveReply.KeyRefused(attach.ticket())));
        } else {
            work.thenInOrder(() -> attach(state, attach));
        }
    }

    private void attach(CollectiveState state, Attach attach) {
        if (!subscribers.mayAdd(attach.subscriber())) {
            refuse(attach);
            return;
        }
        long after = attach.after() < 0 ? state.seq() : attach.after();
        Optional<List<CollectiveEvent>> events = state.eventsAfter(after);
        String epoch = state.head().epoch();
        if (events.isEmpty()) {
            subscribers.remove(attach.subscriber());
            attach.replyTo().tell(new CollectiveReply.NotInMemory(attach.ticket(), epoch, state.seq(), 1));
            return;
        }
        subscribers.put(attach.subscriber(), attach.replyTo(), attach.key());
        attach.replyTo()
                .tell(new CollectiveReply.Attached(
                        attach.ticket(), epoch, state.seq(), 1, events.get(), context.getSelf()));
    }

    /** The answer stands in order with the live events. */
    private void onQuery(Work work, Asking asking, Function<CollectiveState, CollectiveReply> answer) {
        CollectiveState state = work.state();
        if (state.isOpen()) {
            work.thenInOrder(() -> asking.replyTo().tell(answer.apply(state)));
        } else {
            notOpen(work, asking);
        }
    }

    private void onCheckKey(Work work, CheckKey check) {
        CollectiveState state = work.state();
        work.then(() -> check.replyTo()
                .tell(new CollectiveReply.KeyChecked(check.ticket(), state.isOpen(), state.mayEnter(check.key()))));
        if (!state.isOpen()) {
            work.then(passivate);
        }
    }

    private void notOpen(Work work, Asking asking) {
        work.then(() -> asking.replyTo().tell(Queries.notOpen(asking)));
        work.then(passivate);
    }

    /** An order that left memory: the journal has it, in the newest event about it. */
    private void lookUp(Submit submit, long seq) {
        if (!questions.begin(submit)) {
            refuse(submit);
            return;
        }
        context.pipeToSelf(
                dependencies.journal().after(persistenceId(id).id(), seq - 1, 1),
                (stored, failure) -> new FoundInJournal(
                        submit.ticket(),
                        failure == null
                                        && !stored.isEmpty()
                                        && stored.getFirst().event() instanceof CollectiveEvent event
                                ? event
                                : null,
                        submit.replyTo()));
    }

    private void onFoundInJournal(Work work, FoundInJournal found) {
        questions.end(found.ticket(), found.replyTo());
        CollectiveReply reply = found.event() instanceof OrderEvent about
                ? new CollectiveReply.Decided(found.ticket(), new Verdict.Placed(about.order(), true))
                : new CollectiveReply.Overloaded(found.ticket());
        work.then(() -> found.replyTo().tell(reply));
    }

    private void onWake(Work work) {
        CollectiveState state = work.state();
        work.then(state.isOpen() ? () -> dependencies.holdings().accept(Holdings.of(state)) : passivate);
    }

    private void onTick(Work work) {
        CollectiveState state = work.state();
        work.then(() -> instructions.onTick(state));
    }

    @Override
    public SignalHandler<CollectiveState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .onSignal(RecoveryFailed.class, (state, failed) -> onRecoveryFailed(failed.getFailure()))
                .onSignal(Terminated.class, (state, terminated) -> subscribers.removeStopped(terminated.getRef()))
                .onSignal(PostStop.instance(), this::onStopped)
                .build();
    }

    private void onRecoveryFailed(Throwable failure) {
        context.getLog().error("alarm: collective {} cannot recover: {}", id, failure.getMessage());
        if (!(failure instanceof HoleInStreamException)) {
            wakeLater.run();
        }
    }

    private void onRecovered(CollectiveState state) {
        if (lastSnapshot < 0) {
            lastSnapshot = state.seq();
        }
        recovered = true;
        instructions.sendDue(state, state.channels().keySet());
        if (state.isOpen()) {
            dependencies.holdings().accept(Holdings.of(state));
        }
        gate.idle();
    }

    private void onStopped(CollectiveState state) {
        boolean inAWrite = !underWay.isEmpty();
        if (inAWrite) {
            context.getLog()
                    .error("alarm: collective {} stopped in the middle of a write; it recovers from the journal", id);
        }
        underWay.forEach(this::abandon);
        underWay = List.of();
        questions.abandon();
        if (inAWrite || (recovered && Instructions.areUnanswered(state))) {
            wakeLater.run();
        }
    }

    /** The write under way may or may not have happened. */
    private void abandon(CollectiveCommand command) {
        switch (command) {
            case Submit submit -> submit.replyTo().tell(new CollectiveReply.OutcomeUnknown(submit.ticket()));
            case Quoted quoted -> abandon(quoted.submit());
            case NotQuoted notQuoted -> refuse(notQuoted.submit());
            case FoundInJournal found -> found.replyTo().tell(new CollectiveReply.Overloaded(found.ticket()));
            default -> refuse(command);
        }
    }

    /** A state that remembers many ids is large: it is written the less often. */
    @Override
    public boolean shouldSnapshot(CollectiveState state, CollectiveEvent event, long sequence) {
        long interval =
                dependencies.settings().snapshotEvery() + state.commands().size() / 2L;
        boolean due = sequence - lastSnapshot >= interval;
        if (due) {
            lastSnapshot = sequence;
        }
        return due;
    }

    @Override
    public SnapshotAdapter<CollectiveState> snapshotAdapter() {
        return new SnapshotAdapter<>() {
            @Override
            public Object toJournal(CollectiveState state) {
                return CollectiveSnapshot.of(state);
            }

            @Override
            public CollectiveState fromJournal(Object stored) {
                return ((CollectiveSnapshot) stored).toState();
            }
        };
    }
}
