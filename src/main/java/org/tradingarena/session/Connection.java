package org.tradingarena.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Sha256;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.session.ConnectionCommand.Ask;
import org.tradingarena.session.ConnectionCommand.CollectiveStopped;
import org.tradingarena.session.ConnectionCommand.CoolDown;
import org.tradingarena.session.ConnectionCommand.CountHeartbeat;
import org.tradingarena.session.ConnectionCommand.Credit;
import org.tradingarena.session.ConnectionCommand.Describe;
import org.tradingarena.session.ConnectionCommand.FromCollective;
import org.tradingarena.session.ConnectionCommand.FromDirectory;
import org.tradingarena.session.ConnectionCommand.KeepAwake;
import org.tradingarena.session.ConnectionCommand.PageRead;
import org.tradingarena.session.ConnectionCommand.ReplayRead;
import org.tradingarena.session.ConnectionCommand.RetryDue;
import org.tradingarena.session.ConnectionCommand.Review;
import org.tradingarena.session.ConnectionCommand.SignIn;
import org.tradingarena.session.ConnectionCommand.SignInAgain;
import org.tradingarena.session.ConnectionCommand.SignInLate;
import org.tradingarena.session.ConnectionCommand.SignInSlow;
import org.tradingarena.session.ConnectionCommand.SimulateDisconnect;
import org.tradingarena.session.ConnectionCommand.SocketGone;
import org.tradingarena.session.ConnectionCommand.SocketLost;
import org.tradingarena.session.ConnectionCommand.Stop;
import org.tradingarena.session.ConnectionCommand.Tick;
import org.tradingarena.session.ConnectionCommand.Wake;
import org.tradingarena.session.SignIns.Admitted;

/**
 * The connection of one client of a collective: supervises its socket, keeps its session, and carries what {@link Delivery} decides.
 *
 * <p>Of two sockets the newer wins, and nothing that the older one still says is heard. If a persist fails the socket is closed so that
 * the client resumes, and the entity stops and recovers.
 */
public final class Connection extends EventSourcedBehavior<ConnectionCommand, SessionEvent, SessionState> {
    /** Connections in cluster sharding; the entity id is {@code {collective}|{client}}. */
    public static final EntityTypeKey<ConnectionCommand> KEY =
            EntityTypeKey.create(ConnectionCommand.class, "connection");

    private static final String SEPARATOR = "|";
    private static final String COOL_DOWN = "cool-down";
    private static final String SIMULATED = "simulated_disconnect";
    private static final Duration LAST_WORD = Duration.ofSeconds(2);
    private static final Duration WAKE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final ActorContext<ConnectionCommand> context;
    private final TimerScheduler<ConnectionCommand> timers;
    private final ConnectionSurroundings surroundings;
    private final String collectiveId;
    private final String clientId;
    private final Runnable keepAwake;
    private final Frames frames;
    private final JournalReads reads;
    private final Carrier carrier;
    private final SignIns signIns;
    private final Protections protections;
    private final Requests requests;
    private final Lifetime lifetime;
    private final Describer describer;
    private final Tally tally;
    private boolean asleep;

    /** The entity id of a client's connection. */
    public static String entityId(String collective, String client) {
        return collective + SEPARATOR + client;
    }

    /** How a token is known to the server. */
    public static String hash(String token) {
        return Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The behavior of one connection.
     *
     * @param keepAwake tells the shard that the entity is not idle; it starts the entity if that has stopped
     */
    public static Behavior<ConnectionCommand> create(
            String entityId, ConnectionSurroundings surroundings, Runnable keepAwake) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Connection(entityId, context, timers, surroundings, keepAwake)));
    }

    private Connection(
            String entityId,
            ActorContext<ConnectionCommand> context,
            TimerScheduler<ConnectionCommand> timers,
            ConnectionSurroundings surroundings,
            Runnable keepAwake) {
        super(PersistenceId.ofUniqueId(KEY.name() + SEPARATOR + entityId));
        int separator = entityId.indexOf(SEPARATOR);
        this.collectiveId = entityId.substring(0, separator);
        this.clientId = entityId.substring(separator + 1);
        this.context = context;
        this.timers = timers;
        this.surroundings = surroundings;
        this.keepAwake = keepAwake;
        SessionSettings settings = surroundings.settings();
        this.frames = new Frames(surroundings.marks(), surroundings.clock());
        CollectivePort collective =
                new CollectivePort(context, () -> surroundings.collectives().apply(collectiveId), clientId);
        this.reads = new JournalReads(
                context, surroundings.journal(), surroundings.replays(), collectiveId, settings.readTimeout());
        this.tally = new Tally(surroundings.metrics());
        this.carrier = new Carrier(context, timers, settings, collective, reads, frames, tally);
        this.protections = new Protections(settings, timers, collective, frames, clientId, keepAwake);
        RoomRules rooms = new RoomRules(collectiveId, surroundings.instruments());
        DirectoryPort directory =
                new DirectoryPort(context, () -> surroundings.directories().apply(collectiveId), settings, clientId);
        this.lifetime = new Lifetime(settings, carrier, directory, frames);
        this.describer = new Describer(collectiveId, clientId, collective, carrier, protections, lifetime, frames);
        this.signIns = new SignIns(surroundings, timers, carrier, directory, frames, rooms);
        this.requests = new Requests(
                surroundings, collectiveId, clientId, collective, carrier, reads, protections, frames, rooms);
    }

    @Override
    public SessionState emptyState() {
        return SessionState.NONE;
    }

    @Override
    public EventHandler<SessionState, SessionEvent> eventHandler() {
        return SessionState::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(surroundings.settings().snapshotEvery(), 2)
                .withDeleteEventsOnSnapshot();
    }

    @Override
    public CommandHandler<ConnectionCommand, SessionEvent, SessionState> commandHandler() {
        return (state, command) -> {
            if (command instanceof Stop) {
                asleep = true;
                return Effect().stop();
            }
            Step step = onCommand(state, command);
            return step.events().isEmpty()
                    ? Effect().none().thenRun(step.afterwards()::accept)
                    : Effect().persist(step.events()).thenRun(after -> onDurable(step, after));
        };
    }

    private void onDurable(Step step, SessionState after) {
        Forgetting.after(context.getSystem(), persistenceId().id(), step.events(), lastSequenceNumber(context));
        step.afterwards().accept(after);
    }

    private Step onCommand(SessionState state, ConnectionCommand command) {
        return switch (command) {
            case SignIn signIn -> run(() -> signIns.onSignIn(state, signIn));
            case SignInAgain again -> run(() -> signIns.onSignInAgain(state, again.signIn()));
            case SignInSlow slow -> run(() -> signIns.onSlow(slow.attempt()));
            case SignInLate late -> onSignInLate(state, late);
            case Ask ask -> onAsk(state, ask);
            case Credit credit -> onCredit(credit);
            case SocketGone gone -> onSocketGone(gone.generation(), gone.reason(), gone.logout());
            case SocketLost lost -> onSocketLost(lost);
            case FromCollective from -> onReply(state, from.reply());
            case FromDirectory from -> onDirectoryReply(state, from.reply());
            case CollectiveStopped stopped -> run(carrier::feedLost);
            case PageRead page -> onPageRead(page);
            case ReplayRead read -> onReplayRead(state, read);
            case RetryDue retry -> carry(new DeliveryInput.Retry());
            case CoolDown cool -> carry(new DeliveryInput.Cooled());
            case Wake wake -> onWake(state);
            case Tick tick -> onTick(state);
            case Review review -> lifetime.review(state, !signIns.isIdle());
            case Describe describe -> run(() -> describer.describe(state, describe.replyTo()));
            case CountHeartbeat count -> run(() -> describer.countHeartbeat(state, count.replyTo()));
            case SimulateDisconnect simulate -> onSimulateDisconnect(state, simulate);
            case KeepAwake awake -> Step.NONE;
            case Stop stop -> Step.NONE;
        };
    }

    private static Step run(Runnable action) {
        action.run();
        return Step.NONE;
    }

    private Step carry(DeliveryInput input) {
        carrier.carry(input);
        return Step.NONE;
    }

    // Signing in.

    private Step onSignInLate(SessionState state, SignInLate late) {
        signIns.onLate(late.attempt());
        return afterSignIn(state);
    }

    private Step afterSignIn(SessionState state) {
        carrier.signInOver();
        signIns.next(state);
        return signIns.isIdle() ? onWake(state) : Step.NONE;
    }

    private Step onDirectoryReply(SessionState state, DirectoryReply reply) {
        signIns.onReply(reply);
        return afterSignIn(state);
    }

    private Step onSignInReply(SessionState state, CollectiveReply reply) {
        Admitted admitted = signIns.onReply(state, reply);
        if (admitted == null) {
            return afterSignIn(state);
        }
        if (reply instanceof CollectiveReply.Attached attached) {
            carrier.watch(attached.collective());
        }
        Interruption interruption = interruption(state);
        return new Step(admitted.events(), entered -> {
            onEntered(entered, admitted, interruption);
            signIns.next(entered);
        });
    }

    private void onEntered(SessionState state, Admitted admitted, @Nullable Interruption interruption) {
        closeLink(CloseCode.SESSION_TAKEN_OVER);
        requests.forget();
        timers.cancel(COOL_DOWN);
        SignIn signIn = admitted.signIn();
        Link link = new Link(signIn, clientId, state.generation(), state.reconnects(), admitted.key());
        context.watchWith(signIn.socket(), new SocketLost(state.generation(), false));
        carrier.connect(link);
        carrier.use(state);
        Instant expires = state.tokens().getLast().expiresAt();
        link.tell(new SocketCommand.SignedIn(
                state.generation(),
                link.isTrader(),
                state.openRooms(),
                state.preferences(),
                frames.authenticated(
                        signIn.requestId(),
                        state,
                        clientId,
                        admitted.resumed(),
                        admitted.answer(),
                        admitted.token(),
                        expires),
                context.getSelf()));
        Resume resume = signIn.auth().resume();
        if (resume instanceof Resume.Malformed malformed) {
            link.respond(0, frames.refuse(signIn.requestId(), malformed.error()));
        }
        Parts parts = Parts.of(state.openRooms(), collectiveId);
        carrier.carry(new DeliveryInput.Joined(resume, admitted.answer(), parts, signIn.credit(), interruption));
        protections.entered();
        protections.schedule(state);
    }

    /** Since when the client has been without a socket; a crash of the server is told by its restart. */
    private @Nullable Interruption interruption(SessionState state) {
        SessionEvent.Disconnected gone = state.gone();
        Instant now = frames.now();
        if (state.sessionId() == null) {
            return null;
        }
        if (gone != null) {
            return new Interruption(gone.at(), gone.reason(), Duration.between(gone.at(), now));
        }
        Instant lost = protections.awakeSince();
        return carrier.link() != null
                ? new Interruption(now, "taken_over", Duration.ZERO)
                : new Interruption(lost, "server_restart", Duration.between(lost, now));
    }

    // The socket.

    private boolean isCurrent(long generation) {
        Link link = carrier.link();
        return link != null && link.generation() == generation;
    }

    private void closeLink(CloseCode code) {
        Link link = carrier.link();
        if (link != null) {
            link.close(code);
        }
    }

    private Step onAsk(SessionState state, Ask ask) {
        Link link = carrier.link();
        if (link == null || !isCurrent(ask.generation())) {
            return Step.NONE;
        }
        if (ask.envelope().request() instanceof Request.Heartbeat) {
            describer.heartbeat();
        }
        return requests.onAsk(state, link, ask);
    }

    private Step onCredit(Credit credit) {
        return isCurrent(credit.generation()) ? carry(new DeliveryInput.Credited(credit.frames())) : Step.NONE;
    }

    private Step onSocketLost(SocketLost lost) {
        if (lost.waited()) {
            return onSocketGone(lost.generation(), "connection_lost", false);
        }
        timers.startSingleTimer("lost-" + lost.generation(), new SocketLost(lost.generation(), true), LAST_WORD);
        return Step.NONE;
    }

    private Step onSocketGone(long generation, String reason, boolean logout) {
        if (!isCurrent(generation)) {
            return Step.NONE;
        }
        requests.forget();
        StreamPosition position = position();
        carrier.disconnect(reason);
        timers.startSingleTimer(
                COOL_DOWN, new CoolDown(), surroundings.settings().hotBuffer());
        return Step.of(new SessionEvent.Disconnected(generation, reason, logout, frames.now(), position))
                .then(protections::schedule);
    }

    /** What the socket has been sent; null if its stream has just turned out to be another one. */
    private @Nullable StreamPosition position() {
        Delivery delivery = carrier.delivery();
        return delivery.epoch().isEmpty() ? null : new StreamPosition(delivery.epoch(), delivery.sent());
    }

    private Step onReplayRead(SessionState state, ReplayRead read) {
        reads.done();
        Link link = carrier.link();
        if (link != null && isCurrent(read.generation())) {
            requests.onReplayRead(state, link, read);
        }
        return Step.NONE;
    }

    private Step onPageRead(PageRead page) {
        reads.done();
        return carry(new DeliveryInput.PageRead(page.afterSeq(), page.events()));
    }

    // The collective.

    private Step onReply(SessionState state, CollectiveReply reply) {
        if (signIns.awaits(reply.ticket())) {
            return onSignInReply(state, reply);
        }
        return switch (reply) {
            case CollectiveReply.Events news -> onNews(news.events());
            case CollectiveReply.Attached attached -> onAttached(attached);
            case CollectiveReply.NotInMemory notInMemory -> onNotInMemory(notInMemory);
            case CollectiveReply.State given -> onState(given);
            case CollectiveReply.Head head -> onHead(state, head);
            case CollectiveReply.Orders orders -> run(() -> requests.onOrders(orders));
            case CollectiveReply.KeyRevoked revoked -> onKeyLost(revoked.key());
            case CollectiveReply.KeyRefused refused ->
                carrier.takesAttach(refused.ticket()) ? onKeyLost(carrier.key()) : Step.NONE;
            case CollectiveReply.Decided decided ->
                protections.awaits(decided.ticket()) ? protections.onDone(state) : Step.NONE;
            case CollectiveReply.Overloaded overloaded -> onRefused(overloaded.ticket());
            case CollectiveReply.OutcomeUnknown unknown -> onRefused(unknown.ticket());
            case CollectiveReply.NotOpen notOpen -> onRefused(notOpen.ticket());
            case CollectiveReply.KeyChecked checked -> Step.NONE;
        };
    }

    private Step onNews(List<CollectiveEvent> events) {
        tally.heard(events.getLast().stamp().at(), frames.now());
        return carry(new DeliveryInput.News(events));
    }

    private Step onAttached(CollectiveReply.Attached attached) {
        if (!carrier.takesAttach(attached.ticket())) {
            return Step.NONE;
        }
        boolean livesAnew = carrier.watch(attached.collective());
        carrier.carry(Answers.handedOver(attached));
        Link link = carrier.link();
        if (livesAnew && link != null && !protections.haveFired()) {
            link.tell(new SocketCommand.AskAgain());
        }
        return Step.NONE;
    }

    private Step onNotInMemory(CollectiveReply.NotInMemory notInMemory) {
        return carrier.takesAttach(notInMemory.ticket()) ? carry(Answers.notHeld(notInMemory)) : Step.NONE;
    }

    private Step onState(CollectiveReply.State given) {
        Long token = carrier.takesState(given.ticket());
        if (token == null) {
            requests.onState(given);
            return Step.NONE;
        }
        return run(() -> carrier.stateGiven(token, given));
    }

    private Step onHead(SessionState state, CollectiveReply.Head head) {
        carrier.carry(new DeliveryInput.HeadSeen(head.epoch(), head.seq()));
        describer.onHead(state, head);
        return run(() -> requests.onHead(head));
    }

    /** The key may not sign in any more: its socket goes, and its tokens are dead for ever. */
    private Step onKeyLost(String key) {
        SessionEvent lost = new SessionEvent.KeyRevoked(key);
        Link link = carrier.link();
        if (link == null || !link.key().equals(key)) {
            carrier.carry(new DeliveryInput.Cooled());
            return Step.of(lost);
        }
        link.close(CloseCode.NOT_AUTHENTICATED);
        Step gone = onSocketGone(link.generation(), "key_revoked", false);
        carrier.carry(new DeliveryInput.Cooled());
        return new Step(List.of(lost, gone.events().getFirst()), gone.afterwards());
    }

    private Step onRefused(long ticket) {
        Long token = carrier.takesState(ticket);
        if (token != null) {
            carrier.stateRefused(token);
        } else if (protections.awaits(ticket)) {
            protections.refused();
        } else if (carrier.isAttaching(ticket)) {
            carrier.retrySoon();
        } else if (!describer.onRefused(ticket)) {
            requests.onRefused(ticket);
        }
        return Step.NONE;
    }

    // What is due.

    /** A crash took the socket with it: the client is away from now on, not from then. */
    private Step onWake(SessionState state) {
        if (state.connected() && carrier.link() == null) {
            return Step.of(new SessionEvent.Disconnected(
                            state.generation(), "server_restart", false, protections.awakeSince(), null))
                    .then(protections::schedule);
        }
        protections.schedule(state);
        return Step.NONE;
    }

    private Step onTick(SessionState state) {
        if (lifetime.isOver(state)) {
            return lifetime.end(state);
        }
        protections.look(state);
        return Step.NONE;
    }

    /** Answered when the session knows that its socket is gone: who comes back then has been away. */
    private Step onSimulateDisconnect(SessionState state, SimulateDisconnect simulate) {
        Link link = carrier.link();
        if (link == null) {
            simulate.replyTo()
                    .tell(
                            lifetime.hasSession(state)
                                    ? new SessionReply.Disconnected(false)
                                    : new SessionReply.NoSession());
            return Step.NONE;
        }
        link.close(CloseCode.SIMULATED_DISCONNECT);
        return onSocketGone(link.generation(), SIMULATED, false)
                .then(gone -> simulate.replyTo().tell(new SessionReply.Disconnected(true)));
    }

    @Override
    public SignalHandler<SessionState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .onSignal(PostStop.instance(), this::onStopped)
                .build();
    }

    private void onRecovered(SessionState state) {
        protections.recovered();
        lifetime.recovered(state);
        context.getSelf().tell(new Wake());
    }

    /** What stopped in the middle of something starts again by itself: an absence may have to be noticed. */
    private void onStopped(SessionState state) {
        closeLink(asleep ? CloseCode.GOING_AWAY : CloseCode.INTERNAL);
        signIns.stop();
        tally.stop();
        if (!asleep && (state.connected() || protections.isArmed(state))) {
            try {
                context.getSystem()
                        .scheduler()
                        .scheduleOnce(WAKE_AFTER_FAILURE, keepAwake, context.getExecutionContext());
            } catch (IllegalStateException theSystemStops) {
                context.getLog().debug("not woken again: {}", theSystemStops.getMessage());
            }
        }
    }
}
