package org.tradingarena.market;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.JournalPersistRejected;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.SnapshotFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.Instrument;
import org.tradingarena.journal.WriteGate;
import org.tradingarena.market.MarketCounters.Counter;

/**
 * The Pekko shell of one order book: journal, reports, market data, snapshots. It holds no rule of its own; those are in
 * {@link BookRules} and {@link BookState}.
 *
 * <p>What it tells anybody is durable. Where a persist or a replay fails, it counts an alarm, stops, and after a growing wait begins again
 * from its journal; it never goes on from a guess.
 */
public final class BookEntity extends EventSourcedBehavior<BookMessage, BookEvent, BookState> {
    /** Books in cluster sharding; the entity id is the symbol. */
    public static final EntityTypeKey<BookMessage> KEY = EntityTypeKey.create(BookMessage.class, "book");

    private static final double JITTER = 0.2;

    private final ActorContext<BookMessage> context;
    private final WriteGate<BookMessage> gate;
    private final Instrument instrument;
    private final BookSurroundings surroundings;
    private final BookRules rules;
    private final Redelivery redelivery;
    private final Watchers watchers;
    private final Queue<BookTurn.Applied> planned = new ArrayDeque<>();
    private Confirmations confirmations = Confirmations.NONE;

    private BookEntity(
            ActorContext<BookMessage> context,
            WriteGate<BookMessage> gate,
            Instrument instrument,
            BookSurroundings surroundings) {
        super(
                persistenceId(instrument.symbol()),
                restarting(surroundings.settings().restart()));
        this.context = context;
        this.gate = gate;
        this.instrument = instrument;
        this.surroundings = surroundings;
        this.rules = new BookRules(instrument, surroundings.settings().unconfirmedReports());
        this.redelivery = new Redelivery(surroundings.settings().redelivery());
        this.watchers = new Watchers(surroundings.settings().watchTimeout());
    }

    /** The book of an instrument. */
    public static Behavior<BookMessage> create(Instrument instrument, BookSurroundings surroundings) {
        AtomicInteger starts = new AtomicInteger();
        Behavior<BookMessage> incarnation = Behaviors.setup(context -> {
            if (starts.getAndIncrement() > 0) {
                surroundings.counters().count(Counter.BOOK_FAILURES, instrument.symbol());
            }
            return Behaviors.withTimers(timers -> {
                timers.startTimerWithFixedDelay(
                        new BookMessage.Tick(), surroundings.settings().tick());
                WriteGate<BookMessage> gate = BookGate.create(instrument.symbol(), surroundings);
                return gate.guard(new BookEntity(context, gate, instrument, surroundings));
            });
        });
        return Behaviors.supervise(incarnation)
                .onFailure(
                        RuntimeException.class,
                        restarting(surroundings.settings().restart()));
    }

    /** The name of a symbol's book in the journal. */
    public static PersistenceId persistenceId(String symbol) {
        return PersistenceId.of("book", symbol);
    }

    private static BackoffSupervisorStrategy restarting(MarketSettings.Restart restart) {
        return SupervisorStrategy.restartWithBackoff(restart.atFirst(), restart.atMost(), JITTER);
    }

    @Override
    public BookState emptyState() {
        return BookState.unlisted(instrument.symbol());
    }

    @Override
    public CommandHandler<BookMessage, BookEvent, BookState> commandHandler() {
        return this::onMessage;
    }

    @Override
    public EventHandler<BookState, BookEvent> eventHandler() {
        return this::onEvent;
    }

    @Override
    public SignalHandler<BookState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (state, signal) -> onRecovered(state))
                .onSignal(RecoveryFailed.class, (state, signal) -> onFailure("recovery", signal.getFailure()))
                .onSignal(JournalPersistFailed.class, (state, signal) -> onFailure("persist", signal.failure()))
                .onSignal(JournalPersistRejected.class, (state, signal) -> onFailure("persist", signal.failure()))
                .onSignal(SnapshotFailed.class, (state, signal) -> onSnapshotFailed(signal))
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        MarketSettings settings = surroundings.settings();
        return RetentionCriteria.snapshotEvery(settings.snapshotEvery(), settings.snapshotsKept());
    }

    @Override
    public SnapshotAdapter<BookState> snapshotAdapter() {
        return BookSnapshot.ADAPTER;
    }

    private Effect<BookEvent, BookState> onMessage(BookState state, BookMessage message) {
        BookTurn turn = new BookTurn(rules, surroundings.counters(), state, confirmations, now());
        if (!state.isListed()) {
            turn.list(surroundings.epochs().get());
        }
        decide(turn, message);
        turn.trim(surroundings.settings().confirmationsBeforePersist());
        planned.clear();
        planned.addAll(turn.applied());
        return Effect().persist(turn.events()).thenRun(durable -> carryOut(durable, turn, message));
    }

    private void decide(BookTurn turn, BookMessage message) {
        switch (message) {
            case BookMessage.Instruct instruct -> turn.instruct(instruct.command());
            case BookMessage.Confirm confirm -> turn.confirm(confirm.collective(), confirm.report());
            case BookMessage.Batch batch -> batch.messages().forEach(each -> decide(turn, each));
            case BookMessage.GetQuote later -> {}
            case BookMessage.GetFees later -> {}
            case BookMessage.WatchMarket later -> {}
            case BookMessage.Wake later -> {}
            case BookMessage.Tick later -> {}
        }
    }

    /** The turn has already computed the states around its events; events of a replay are applied here. */
    @SuppressWarnings("ReferenceEquality")
    private BookState onEvent(BookState state, BookEvent event) {
        BookTurn.@Nullable Applied next = planned.poll();
        return next != null && next.event() == event && next.before() == state ? next.after() : state.apply(event);
    }

    private void carryOut(BookState state, BookTurn turn, BookMessage message) {
        Instant now = now();
        confirmations = turn.confirmations();
        turn.reports().forEach(this::send);
        watchers.publish(state, turn.updates(), surroundings.settings().updatesPerMessage());
        turn.asked().forEach(who -> resend(redelivery.asked(state, confirmations, who, now)));
        turn.confirmed().forEach(who -> resend(redelivery.afterConfirmation(state, confirmations, who, now)));
        warn(turn.contradictions());
        answer(state, message, now);
        gate.idle();
    }

    private void answer(BookState state, BookMessage message, Instant now) {
        switch (message) {
            case BookMessage.GetQuote ask -> onGetQuote(state, ask);
            case BookMessage.GetFees ask -> onGetFees(state, ask);
            case BookMessage.WatchMarket watch -> watchers.hear(watch, state, now);
            case BookMessage.Tick tick -> onTick(state, now);
            case BookMessage.Batch batch -> batch.messages().forEach(each -> answer(state, each, now));
            case BookMessage.Wake done -> {}
            case BookMessage.Instruct done -> {}
            case BookMessage.Confirm done -> {}
        }
    }

    private void onGetQuote(BookState state, BookMessage.GetQuote ask) {
        TopOfBook top = state.market().top();
        ask.replyTo().tell(new BookReply.Quote(ask.ticket(), state.symbol(), top.bid(), top.ask()));
    }

    private void onGetFees(BookState state, BookMessage.GetFees ask) {
        ask.replyTo().tell(new BookReply.Fees(ask.ticket(), state.symbol(), instrument.quote(), state.fees()));
    }

    private void onTick(BookState state, Instant now) {
        watchers.forgetSilent(now);
        resend(redelivery.due(state, confirmations, now));
    }

    private void onRecovered(BookState state) {
        long journaled = lastSequenceNumber(context);
        if (journaled != state.seq()) {
            throw new IllegalStateException("the journal of book " + state.symbol() + " ends at " + journaled
                    + ", its last event is " + state.seq());
        }
        resend(redelivery.all(state, confirmations, now()));
        gate.idle();
    }

    private void onFailure(String what, Throwable failure) {
        surroundings.counters().count(Counter.BOOK_FAILURES, instrument.symbol());
        context.getLog().error("alarm: book {}: {} failed: {}", instrument.symbol(), what, failure.toString());
    }

    private void onSnapshotFailed(SnapshotFailed signal) {
        surroundings.counters().count(Counter.FAILED_SNAPSHOTS, instrument.symbol());
        context.getLog().warn("book {}: no snapshot was written", instrument.symbol(), signal.getFailure());
    }

    private void warn(List<String> contradictions) {
        if (!contradictions.isEmpty()) {
            String first = contradictions.getFirst();
            int more = contradictions.size() - 1;
            context.getLog().error("alarm: book {}: {} (and {} more)", instrument.symbol(), first, more);
        }
    }

    private void send(Report report) {
        surroundings.reports().accept(report.collective(), report);
    }

    private void resend(List<Report> reports) {
        surroundings.counters().add(Counter.RESENT_REPORTS, instrument.symbol(), reports.size());
        reports.forEach(this::send);
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
