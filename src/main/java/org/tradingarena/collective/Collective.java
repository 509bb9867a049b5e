package org.tradingarena.collective;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Outbox;
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
import org.tradingarena.collective.CollectiveIntent.PlaceOrder;
import org.tradingarena.collective.CollectiveIntent.TakeReport;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.journal.EventReader;
import org.tradingarena.journal.WriteGate;
import org.tradingarena.protocol.StateDocument;

/**
 * The persistent collective: it journals what {@link CollectiveRules} decide, answers once that is durable, tells its subscribers, and
 * keeps its instructions to the books going. It holds no rule of its own. If a persist fails it stops and recovers: it never goes on
 * from a guess.
 */
public final class Collective extends EventSourcedBehavior<CollectiveCommand, CollectiveEvent, CollectiveState> {
    /** The sharded entity: its id is the collective's. */
    public static final EntityTypeKey<CollectiveCommand> KEY =
            EntityTypeKey.create(CollectiveCommand.class, "collective");

    /** What a collective needs of its surroundings. */
    public record Dependencies(
            CollectiveRules rules,
            CollectiveSettings settings,
            Books books,
            EventReader journal,
            Consumer<Holdings> holdings,
            Clock clock) {}

    /** The journal's name of a collective. */
    public static PersistenceId persistenceId(String collective) {
        return PersistenceId.of(KEY.name(), collective);
    }

    private final String id;
    private final ActorContext<CollectiveCommand> context;
    private final Dependencies dependencies;
    private final WriteGate<CollectiveCommand> gate;
    private final Runnable passivate;
    private final Runnable wakeLater;
    private final Subscribers subscribers = new Subscribers();
    private final Map<String, Long> oldestUnanswered = new HashMap<>();
    private List<CollectiveCommand> underWay = List.of();
    private long lastSnapshot;
    private CollectiveReply.@Nullable Head cachedHead;

    /**
     * The behavior of one collective.
     *
     * <p>When it fails it stops, so that those who watch it learn of it; the next message starts it again.
     *
     * @param passivate asks the shard to stop it; run when the collective turns out not to exist
     * @param wakeLater sees to it that a {@link Wake} arrives in a while; run when it stops in the middle of a write
     */
    public static Behavior<CollectiveCommand> create(
            String id, Dependencies dependencies, Runnable passivate, Runnable wakeLater) {
        CollectiveSettings settings = dependencies.settings();
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), settings.resendAfter());
            WriteGate<CollectiveCommand> gate = new WriteGate<>(
                    CollectiveCommand.class,
                    settings.waitingCommands(),
                    settings.batchSize(),
                    Batch::new,
                    Collective::refuse);
            return gate.guard(new Collective(id, context, dependencies, gate, passivate, wakeLater));
        }));
    }

    private Collective(
            String id,
            ActorContext<CollectiveCommand> context,
            Dependencies dependencies,
            WriteGate<CollectiveCommand> gate,
            Runnable passivate,
            Runnable wakeLater) {
        super(persistenceId(id));
        this.id = id;
        this.context = context;
        this.dependencies = dependencies;
        this.gate = gate;
        this.passivate = passivate;
        this.wakeLater = wakeLater;
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
        return CollectiveState::apply;
    }

    @Override
    public CommandHandler<CollectiveCommand, CollectiveEvent, CollectiveState> commandHandler() {
        return this::onCommand;
    }

    private Effect<CollectiveEvent, CollectiveState> onCommand(CollectiveState state, CollectiveCommand command) {
        if (command instanceof Stop) {
            return Effect().stop();
        }
        List<CollectiveCommand> commands = command instanceof Batch batch ? batch.commands() : List.of(command);
        Work work = new Work(state, subscribers::publish);
        underWay = commands;
        commands.forEach(each -> handle(work, each));
        return work.events().isEmpty()
                ? Effect().none().thenRun(() -> done(work))
                : Effect().persist(work.events()).thenRun(() -> done(work));
    }

    private void done(Work work) {
        underWay = List.of();
        work.durable();
        if (work.events().stream().anyMatch(event -> !event.balances().isEmpty())) {
            dependencies.holdings().accept(Holdings.of(work.state()));
        }
        gate.idle();
    }

    private void handle(Work work, CollectiveCommand command) {
        switch (command) {
            case Submit submit -> onSubmit(work, submit);
            case Quoted quoted -> decide(work, quoted.submit(), withBestAsk(quoted));
            case NotQuoted notQuoted -> work.then(() -> refuse(notQuoted.submit()));
            case Deliver deliver -> onDeliver(work, deliver);
            case Attach attach -> onAttach(work, attach);
            case Detach detach -> work.then(() -> subscribers.remove(detach.subscriber(), detach.replyTo()));
            case GetState get -> onGetState(work, get);
            case GetHead get -> onGetHead(work, get);
            case GetOrders get -> onGetOrders(work, get);
            case CheckKey check -> onCheckKey(work, check);
            case FoundInJournal found -> work.then(() -> onFoundInJournal(found));
            case Wake wake -> onWake(work);
            case Tick tick -> onTick(work.state());
            case Batch batch -> batch.commands().forEach(each -> handle(work, each));
            case Stop stop -> work.then(() -> context.getSelf().tell(stop));
        }
    }

    private void onSubmit(Work work, Submit submit) {
        if (submit.intent() instanceof PlaceOrder place && needsQuote(work.state(), place)) {
            context.pipeToSelf(
                    dependencies.books().bestAsk(place.symbol()),
                    (bestAsk, failure) -> failure == null ? new Quoted(submit, bestAsk) : new NotQuoted(submit));
        } else {
            decide(work, submit, submit.intent());
        }
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
        Decision decision = dependencies
                .rules()
                .decide(work.state(), intent, dependencies.clock().instant());
        work.add(decision.events());
        for (CollectiveEvent event : decision.events()) {
            if (event instanceof OrderEvent about && event.command() > 0) {
                String symbol = about.order().symbol();
                CollectiveState state = work.state();
                work.then(() -> send(state, symbol, event.command()));
            }
        }
        return decision.verdict();
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
        if (subscribers.size() >= dependencies.settings().subscribers() && !subscribers.contains(attach.subscriber())) {
            refuse(attach);
            return;
        }
        long after = attach.after() < 0 ? state.seq() : attach.after();
        Optional<List<CollectiveEvent>> events = state.eventsAfter(after);
        String epoch = state.head().epoch();
        if (events.isEmpty()) {
            attach.replyTo().tell(new CollectiveReply.NotInMemory(attach.ticket(), epoch, state.seq(), 1));
            return;
        }
        ActorRef<CollectiveReply> before = subscribers.put(attach.subscriber(), attach.replyTo(), attach.key());
        if (before != null && !before.equals(attach.replyTo())) {
            context.unwatch(before);
        }
        if (!attach.replyTo().equals(before)) {
            context.watchWith(attach.replyTo(), new Detach(attach.subscriber(), attach.replyTo()));
        }
        attach.replyTo()
                .tell(new CollectiveReply.Attached(
                        attach.ticket(), epoch, state.seq(), 1, events.get(), context.getSelf()));
    }

    private void onGetState(Work work, GetState get) {
        CollectiveState state = work.state();
        if (state.isOpen()) {
            work.thenInOrder(
                    () -> get.replyTo().tell(new CollectiveReply.State(get.ticket(), Views.state(state), hash(state))));
        } else {
            notOpen(work, get);
        }
    }

    private void onGetHead(Work work, GetHead get) {
        CollectiveState state = work.state();
        if (state.isOpen()) {
            work.thenInOrder(() -> get.replyTo()
                    .tell(new CollectiveReply.Head(get.ticket(), state.head().epoch(), state.seq(), hash(state))));
        } else {
            notOpen(work, get);
        }
    }

    private String hash(CollectiveState state) {
        CollectiveReply.Head head = cachedHead;
        if (head == null || head.seq() != state.seq()) {
            head = new CollectiveReply.Head(
                    0, state.head().epoch(), state.seq(), StateDocument.hash(Views.state(state)));
            cachedHead = head;
        }
        return head.stateHash();
    }

    private void onGetOrders(Work work, GetOrders get) {
        CollectiveState state = work.state();
        if (state.isOpen()) {
            work.then(() -> get.replyTo().tell(Views.orders(state, get)));
        } else {
            notOpen(work, get);
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
        work.then(() -> asking.replyTo().tell(new CollectiveReply.NotOpen(asking.ticket())));
        work.then(passivate);
    }

    /** An order that left memory: the journal has it, in the newest event about it. */
    private void lookUp(Submit submit, long seq) {
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

    private void onFoundInJournal(FoundInJournal found) {
        CollectiveReply reply = found.event() instanceof OrderEvent about
                ? new CollectiveReply.Decided(found.ticket(), new Verdict.Placed(about.order(), true))
                : new CollectiveReply.Overloaded(found.ticket());
        found.replyTo().tell(reply);
    }

    private void onWake(Work work) {
        CollectiveState state = work.state();
        work.then(state.isOpen() ? () -> dependencies.holdings().accept(Holdings.of(state)) : passivate);
    }

    /** Sends again what had no answer the last time either. */
    private void onTick(CollectiveState state) {
        state.channels().forEach((symbol, channel) -> {
            Outbox<BookInstruction> out = channel.out();
            long oldest = out.pending().isEmpty() ? 0 : out.pending().firstKey();
            Long before = oldestUnanswered.put(symbol, oldest);
            if (oldest > 0 && before != null && before == oldest) {
                resend(state, symbol, out);
            }
        });
    }

    private void resend(CollectiveState state, String symbol, Outbox<BookInstruction> out) {
        out.pending().keySet().stream()
                .limit(dependencies.settings().resendAtOnce())
                .forEach(number -> send(state, symbol, number));
    }

    private void send(CollectiveState state, String symbol, long number) {
        Channel channel = state.channel(symbol);
        BookInstruction instruction = channel.out().pending().get(number);
        if (instruction != null) {
            dependencies
                    .books()
                    .instruct(new BookCommand(id, symbol, number, channel.in().last(), instruction));
        }
    }

    @Override
    public SignalHandler<CollectiveState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .onSignal(
                        RecoveryFailed.class,
                        (state, failed) -> context.getLog()
                                .error(
                                        "alarm: collective {} cannot recover: {}",
                                        id,
                                        failed.getFailure().getMessage()))
                .onSignal(PostStop.instance(), state -> abandon())
                .build();
    }

    private void onRecovered(CollectiveState state) {
        lastSnapshot = state.seq();
        state.channels().forEach((symbol, channel) -> resend(state, symbol, channel.out()));
        if (state.isOpen()) {
            dependencies.holdings().accept(Holdings.of(state));
        }
        gate.idle();
    }

    /** The write under way may or may not have happened. */
    private void abandon() {
        if (underWay.isEmpty()) {
            return;
        }
        context.getLog()
                .error("alarm: collective {} stopped in the middle of a write; it recovers from the journal", id);
        wakeLater.run();
        for (CollectiveCommand command : underWay) {
            switch (command) {
                case Submit submit -> submit.replyTo().tell(new CollectiveReply.OutcomeUnknown(submit.ticket()));
                case Quoted quoted ->
                    quoted.submit()
                            .replyTo()
                            .tell(new CollectiveReply.OutcomeUnknown(
                                    quoted.submit().ticket()));
                default -> refuse(command);
            }
        }
        underWay = List.of();
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
