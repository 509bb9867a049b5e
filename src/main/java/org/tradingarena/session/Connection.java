package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.RecipientRef;
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
import org.tradingarena.collective.Collective;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.domain.Reason;
import org.tradingarena.journal.EventReader;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.InitialState;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.PortfolioView;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.Sha256;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Views;
import org.tradingarena.protocol.Wire;
import org.tradingarena.session.ConnectionCommand.Ask;
import org.tradingarena.session.ConnectionCommand.CollectiveStopped;
import org.tradingarena.session.ConnectionCommand.Credit;
import org.tradingarena.session.ConnectionCommand.FromCollective;
import org.tradingarena.session.ConnectionCommand.KeepAwake;
import org.tradingarena.session.ConnectionCommand.PageRead;
import org.tradingarena.session.ConnectionCommand.Proof;
import org.tradingarena.session.ConnectionCommand.ReplayRead;
import org.tradingarena.session.ConnectionCommand.RetryDue;
import org.tradingarena.session.ConnectionCommand.SignIn;
import org.tradingarena.session.ConnectionCommand.SignInLate;
import org.tradingarena.session.ConnectionCommand.SocketGone;
import org.tradingarena.session.ConnectionCommand.SocketLost;
import org.tradingarena.session.ConnectionCommand.Stop;
import org.tradingarena.session.ConnectionCommand.Tick;
import org.tradingarena.session.ConnectionCommand.Wake;

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

    private static final int TOKEN_BYTES = 32;
    private static final Duration SIGN_IN_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LAST_WORD = Duration.ofSeconds(2);
    private static final Duration AWAKE = Duration.ofMinutes(2);
    private static final String CLIENT_SEPARATOR = "|";

    /** A request that waits for the collective. */
    private record Pending(
            long generation, long ticket, @Nullable String id, Request request) {}

    private final String collectiveId;
    private final String clientId;
    private final ActorContext<ConnectionCommand> context;
    private final TimerScheduler<ConnectionCommand> timers;
    private final ConnectionSurroundings surroundings;
    private final Runnable keepAwake;
    private final ActorRef<CollectiveReply> fromCollective;
    private final Delivery delivery;
    private final Deque<SignIn> signIns = new ArrayDeque<>();
    private final Map<Long, Pending> pending = new HashMap<>();
    private long signInTicket;
    private long tickets;
    private String key = "";
    private boolean replaying;
    private long protectionTicket;
    private Instant awakeSince;
    private @Nullable Link link;
    private @Nullable ActorRef<CollectiveCommand> watched;

    /** The entity id of a client's connection. */
    public static String entityId(String collective, String client) {
        return collective + CLIENT_SEPARATOR + client;
    }

    /**
     * The behavior of one connection.
     *
     * @param keepAwake tells the shard that the entity is not idle
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
        super(PersistenceId.ofUniqueId(KEY.name() + CLIENT_SEPARATOR + entityId));
        int separator = entityId.indexOf(CLIENT_SEPARATOR);
        this.collectiveId = entityId.substring(0, separator);
        this.clientId = entityId.substring(separator + 1);
        this.context = context;
        this.timers = timers;
        this.surroundings = surroundings;
        this.keepAwake = keepAwake;
        this.fromCollective = context.messageAdapter(CollectiveReply.class, FromCollective::new);
        this.delivery = new Delivery(surroundings.settings().delivery());
        this.awakeSince = now();
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
        return RetentionCriteria.snapshotEvery(surroundings.settings().snapshotEvery(), 2);
    }

    @Override
    public SignalHandler<SessionState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), state -> awakeSince = now())
                .onSignal(PostStop.instance(), state -> closeLink(CloseCode.INTERNAL))
                .build();
    }

    @Override
    public CommandHandler<ConnectionCommand, SessionEvent, SessionState> commandHandler() {
        return this::onCommand;
    }

    private Effect<SessionEvent, SessionState> onCommand(SessionState state, ConnectionCommand command) {
        return switch (command) {
            case SignIn signIn -> onSignIn(state, signIn);
            case SignInLate late -> onSignInLate(state, late);
            case Ask ask -> onAsk(state, ask);
            case Credit credit -> onCredit(state, credit);
            case SocketGone gone -> onSocketGone(gone.generation(), gone.reason(), gone.logout());
            case SocketLost lost -> onSocketLost(lost);
            case FromCollective from -> onReply(state, from.reply());
            case CollectiveStopped stopped -> onCollectiveStopped(state);
            case PageRead page -> run(state, new DeliveryInput.PageRead(page.afterSeq(), page.events()));
            case ReplayRead read -> onReplayRead(state, read);
            case RetryDue retry -> run(state, new DeliveryInput.Retry());
            case Wake wake -> onWake(state);
            case Tick tick -> onTick(state);
            case KeepAwake awake -> Effect().none();
            case Stop stop -> Effect().stop();
        };
    }

    // --- signing in ---

    private Effect<SessionEvent, SessionState> onSignIn(SessionState state, SignIn signIn) {
        if (signIns.size() >= surroundings.settings().waitingSignIns()) {
            signIn.socket().tell(refused(ErrorCode.OVERLOADED, "too many sign-ins of this client at once"));
            return Effect().none();
        }
        signIns.add(signIn);
        return signIns.size() == 1 ? startSignIn(state) : Effect().none();
    }

    private Effect<SessionEvent, SessionState> startSignIn(SessionState state) {
        SignIn signIn = signIns.peek();
        if (signIn == null) {
            return Effect().none();
        }
        switch (signIn.proof()) {
            case Proof.Key byKey -> attach(signIn, byKey.publicKey());
            case Proof.Token byToken -> {
                Token token = state.token(byToken.hash()).orElse(null);
                if (token == null || token.isUsedUp(now())) {
                    return refuseSignIn(state, ErrorCode.AUTH_FAILED, "authentication failed");
                }
                if (token.isExpired(now())) {
                    return refuseSignIn(state, ErrorCode.TOKEN_EXPIRED, "the resume token has expired");
                }
                attach(signIn, token.key());
            }
        }
        return Effect().none();
    }

    private void attach(SignIn signIn, String withKey) {
        key = withKey;
        signInTicket = ++tickets;
        timers.startSingleTimer("sign-in", new SignInLate(signInTicket), SIGN_IN_PATIENCE);
        long after = delivery.attachFor(signIn.auth().resume());
        collective().tell(new CollectiveCommand.Attach(signInTicket, clientId, after, withKey, fromCollective));
    }

    private Effect<SessionEvent, SessionState> onSignInLate(SessionState state, SignInLate late) {
        return late.ticket() == signInTicket
                ? refuseSignIn(state, ErrorCode.OVERLOADED, "the collective does not answer; try again")
                : Effect().none();
    }

    private Effect<SessionEvent, SessionState> refuseSignIn(SessionState state, ErrorCode code, String message) {
        return refuseSignIn(state, ArenaError.of(code, message));
    }

    private Effect<SessionEvent, SessionState> refuseSignIn(SessionState state, ArenaError error) {
        signInTicket = 0;
        timers.cancel("sign-in");
        if (link != null) {
            key = link.key();
        }
        SignIn signIn = signIns.poll();
        if (signIn != null) {
            signIn.socket().tell(new SocketCommand.SignInRefused(error));
        }
        return startSignIn(state);
    }

    private static SocketCommand refused(ErrorCode code, String message) {
        return new SocketCommand.SignInRefused(ArenaError.of(code, message));
    }

    private Effect<SessionEvent, SessionState> onSignInReply(SessionState state, CollectiveReply reply) {
        return switch (reply) {
            case CollectiveReply.Attached attached -> {
                watch(attached.collective());
                yield enter(state, handedOver(attached));
            }
            case CollectiveReply.NotInMemory notInMemory -> enter(state, notHeld(notInMemory));
            case CollectiveReply.KeyRefused refused ->
                refuseSignIn(state, ErrorCode.AUTH_FAILED, "authentication failed");
            case CollectiveReply.NotOpen notOpen -> refuseSignIn(state, ErrorCode.AUTH_FAILED, "authentication failed");
            default -> refuseSignIn(state, ErrorCode.OVERLOADED, "the collective has too much to do; try again");
        };
    }

    private Effect<SessionEvent, SessionState> enter(SessionState state, DeliveryInput.Answer answer) {
        SignIn signIn = signIns.element();
        List<Room> wanted = signIn.auth().subscriptions();
        ArenaError wrong = wanted == null ? null : wrongRoom(wanted, "data.subscriptions");
        if (wrong != null) {
            run(state, answer);
            return refuseSignIn(state, wrong);
        }
        signIns.remove();
        signInTicket = 0;
        timers.cancel("sign-in");
        Instant now = now();
        boolean known = state.isKnown(now, surroundings.settings().retention());
        String token = randomToken();
        SessionEvent.SignedIn event = new SessionEvent.SignedIn(
                known ? String.valueOf(state.sessionId()) : UUID.randomUUID().toString(),
                state.generation() + 1,
                signIn.connectionId(),
                signIn.auth().clientType(),
                wanted != null ? Frames.names(wanted) : known ? state.rooms() : ownRooms(),
                new Token(
                        hash(token),
                        key,
                        usedToken(signIn),
                        now.plus(surroundings.settings().retention()),
                        null),
                usedToken(signIn),
                now);
        Interruption interruption = interruption(state, now);
        List<SessionEvent> events =
                known || state.sessionId() == null ? List.of(event) : List.of(new SessionEvent.Expired(now), event);
        return Effect()
                .persist(events)
                .thenRun(entered -> entered(entered, signIn, answer, token, known, interruption));
    }

    private void entered(
            SessionState state,
            SignIn signIn,
            DeliveryInput.Answer answer,
            String token,
            boolean resumed,
            @Nullable Interruption interruption) {
        closeLink(CloseCode.SESSION_TAKEN_OVER);
        pending.clear();
        boolean trader = signIn.auth().role() == Role.TRADER;
        Link entered =
                new Link(state.generation(), signIn.connectionId(), key, trader, signIn.connectedAt(), signIn.socket());
        link = entered;
        context.watchWith(signIn.socket(), new SocketLost(state.generation(), false));
        Instant expires = state.tokens().getLast().expiresAt();
        entered.tell(new SocketCommand.SignedIn(
                state.generation(),
                trader,
                state.openRooms(),
                Frames.authenticated(signIn.requestId(), state, clientId, resumed, answer, token, expires, now())));
        Resume resume = signIn.auth().resume();
        if (resume instanceof Resume.Malformed malformed) {
            entered.tell(new SocketCommand.Respond(0, Wire.error(signIn.requestId(), malformed.error(), now())));
        }
        Parts parts = Parts.of(state.openRooms(), collectiveId);
        run(state, new DeliveryInput.Joined(resume, answer, parts, signIn.credit(), interruption));
        scheduleDue(state);
        if (!signIns.isEmpty()) {
            SignIn next = signIns.remove();
            context.getSelf().tell(next);
        }
    }

    private List<String> ownRooms() {
        return Frames.names(List.of(new Room.Orders(collectiveId), new Room.Portfolio(collectiveId)));
    }

    private @Nullable ArenaError wrongRoom(List<Room> rooms, String field) {
        for (Room room : rooms) {
            boolean foreign = switch (room) {
                case Room.Orders orders -> !orders.collective().equals(collectiveId);
                case Room.Portfolio portfolio -> !portfolio.collective().equals(collectiveId);
                case Room.Market market -> false;
                case Room.MarketSymbol market -> false;
                case Room.Leaderboard leaderboard -> false;
            };
            if (foreign) {
                return ArenaError.field(
                        ErrorCode.FORBIDDEN, field, "the room " + room.wire() + " is another collective's");
            }
            if (room instanceof Room.MarketSymbol market
                    && surroundings.instruments().find(market.symbol()).isEmpty()) {
                return ArenaError.field(ErrorCode.INVALID_SYMBOL, field, market.symbol() + " is not traded here");
            }
        }
        return null;
    }

    private static @Nullable String usedToken(SignIn signIn) {
        return signIn.proof() instanceof Proof.Token token ? token.hash() : null;
    }

    /** Since when the client has been without a socket; a crash of the server is told by its restart. */
    private @Nullable Interruption interruption(SessionState state, Instant now) {
        SessionEvent.Disconnected gone = state.gone();
        if (state.sessionId() == null) {
            return null;
        }
        if (gone != null) {
            return new Interruption(gone.at(), gone.reason(), Duration.between(gone.at(), now));
        }
        return link != null
                ? new Interruption(now, "taken_over", Duration.ZERO)
                : new Interruption(awakeSince, "server_restart", Duration.between(awakeSince, now));
    }

    private String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        surroundings.random().nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    /** How a token is known to the server. */
    public static String hash(String token) {
        return Sha256.hex(token.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    // --- the socket ---

    private Effect<SessionEvent, SessionState> onCredit(SessionState state, Credit credit) {
        return isCurrent(credit.generation())
                ? run(state, new DeliveryInput.Credited(credit.frames()))
                : Effect().none();
    }

    private Effect<SessionEvent, SessionState> onSocketLost(SocketLost lost) {
        if (lost.waited()) {
            return onSocketGone(lost.generation(), "connection_lost", false);
        }
        timers.startSingleTimer("lost-" + lost.generation(), new SocketLost(lost.generation(), true), LAST_WORD);
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onSocketGone(long generation, String reason, boolean logout) {
        if (!isCurrent(generation)) {
            return Effect().none();
        }
        return Effect()
                .persist(new SessionEvent.Disconnected(generation, reason, logout, now()))
                .thenRun(this::afterSocket);
    }

    private void afterSocket(SessionState state) {
        link = null;
        pending.clear();
        run(state, new DeliveryInput.Left());
        scheduleDue(state);
    }

    private boolean isCurrent(long generation) {
        return link != null && link.generation() == generation;
    }

    private void closeLink(CloseCode code) {
        if (link != null) {
            link.tell(new SocketCommand.CloseWith(code));
            link = null;
        }
    }

    // --- requests ---

    private Effect<SessionEvent, SessionState> onAsk(SessionState state, Ask ask) {
        Link current = link;
        if (current == null || !isCurrent(ask.generation())) {
            return Effect().none();
        }
        current.asked();
        Request request = ask.envelope().request();
        return switch (request) {
            case Request.PlaceOrder place ->
                trade(current, ask, TradingIntents.place(place, clientId, surroundings.instruments()));
            case Request.AmendOrder amend ->
                trade(current, ask, TradingIntents.amend(amend, surroundings.instruments()));
            case Request.CancelOrder cancel -> trade(current, ask, TradingIntents.cancel(cancel));
            case Request.CancelAllOrders cancel ->
                trade(current, ask, TradingIntents.cancelAll(cancel, surroundings.instruments()));
            case Request.SetCancelOnDisconnect set -> onSetCancelOnDisconnect(current, ask, set);
            case Request.CancelAllAfter after -> onCancelAllAfter(current, ask, after);
            case Request.GetInitialState get -> run(state, new DeliveryInput.StateWanted(wait(ask)));
            case Request.GetPortfolio get -> getState(ask);
            case Request.GetBalances get -> getState(ask);
            case Request.GetOrders get -> onGetOrders(ask, get);
            case Request.Subscribe subscribe -> onSubscribe(state, ask, subscribe.rooms());
            case Request.Unsubscribe unsubscribe -> onUnsubscribe(state, ask, unsubscribe.rooms());
            case Request.SetPreferences set -> onSetPreferences(state, ask, set);
            case Request.Ack ack -> onAck(state, ask, ack);
            case Request.Replay replay -> onReplay(state, current, ask, replay);
            case Request.Heartbeat heartbeat -> onHeartbeat(state, ask, heartbeat);
            case Request.Auth auth -> refuse(current, ask, ErrorCode.INVALID_MESSAGE, "the socket is signed in");
            case Request.GetInstruments get -> notHere(current, ask);
            case Request.GetOrderBook get -> notHere(current, ask);
            case Request.GetTrades get -> notHere(current, ask);
            case Request.GetCandles get -> notHere(current, ask);
            case Request.GetLeaderboard get -> notHere(current, ask);
        };
    }

    /** The gateway answers these from its own node. */
    private Effect<SessionEvent, SessionState> notHere(Link current, Ask ask) {
        return refuse(current, ask, ErrorCode.INTERNAL, "the request took a wrong way");
    }

    private Effect<SessionEvent, SessionState> trade(Link current, Ask ask, TradingIntents.Read read) {
        if (!current.isTrader()) {
            return mayNotTrade(current, ask);
        }
        switch (read) {
            case TradingIntents.Read.Refused refused -> respond(ask, refused.error());
            case TradingIntents.Read.Wanted wanted ->
                collective().tell(new CollectiveCommand.Submit(ask.ticket(), wanted.intent(), ask.replies()));
        }
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> mayNotTrade(Link current, Ask ask) {
        return refuse(current, ask, ErrorCode.FORBIDDEN, "an observer may not trade");
    }

    private Effect<SessionEvent, SessionState> onSetCancelOnDisconnect(
            Link current, Ask ask, Request.SetCancelOnDisconnect set) {
        if (!current.isTrader()) {
            return mayNotTrade(current, ask);
        }
        long grace = set.graceMillis()
                .orElse(surroundings.settings().cancelOnDisconnectGrace().toMillis());
        return Effect()
                .persist(new SessionEvent.CancelOnDisconnectSet(set.enabled(), grace))
                .thenRun(state -> respond(
                        ask,
                        "cancel_on_disconnect_set",
                        json -> json.flag("enabled", set.enabled()).integer("grace_ms", grace)));
    }

    private Effect<SessionEvent, SessionState> onCancelAllAfter(Link current, Ask ask, Request.CancelAllAfter after) {
        if (!current.isTrader()) {
            return mayNotTrade(current, ask);
        }
        Instant set = now();
        long millis = after.timeoutMillis();
        return Effect().persist(new SessionEvent.CancelAllAfterSet(millis, set)).thenRun(state -> {
            scheduleDue(state);
            respond(
                    ask,
                    "cancel_all_after_set",
                    json -> json.time("expires_at", millis == 0 ? null : set.plusMillis(millis)));
        });
    }

    private Effect<SessionEvent, SessionState> getState(Ask ask) {
        collective().tell(new CollectiveCommand.GetState(wait(ask), fromCollective));
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onGetOrders(Ask ask, Request.GetOrders get) {
        ArenaError unknown = TradingIntents.unknownSymbol(get.symbol(), surroundings.instruments())
                .orElse(null);
        if (unknown != null) {
            respond(ask, unknown);
            return Effect().none();
        }
        long before = Long.MAX_VALUE;
        if (get.cursor() != null) {
            try {
                before = Long.parseLong(get.cursor());
            } catch (NumberFormatException notOurs) {
                before = 0;
            }
            if (before < 1) {
                respond(
                        ask,
                        ArenaError.field(ErrorCode.INVALID_MESSAGE, "data.cursor", "data.cursor is not one of ours"));
                return Effect().none();
            }
        }
        collective()
                .tell(new CollectiveCommand.GetOrders(
                        wait(ask), get.status().statuses(), get.symbol(), before, get.limit(), fromCollective));
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onSubscribe(SessionState state, Ask ask, List<Room> rooms) {
        ArenaError wrong = wrongRoom(rooms, "data.rooms");
        if (wrong != null) {
            respond(ask, wrong);
            return Effect().none();
        }
        List<String> all = new ArrayList<>(state.rooms());
        Frames.names(rooms).stream().filter(name -> !all.contains(name)).forEach(all::add);
        return changeRooms(ask, all, "subscribed");
    }

    private Effect<SessionEvent, SessionState> onUnsubscribe(SessionState state, Ask ask, List<Room> rooms) {
        List<String> left = new ArrayList<>(state.rooms());
        left.removeAll(Frames.names(rooms));
        return changeRooms(ask, left, "unsubscribed");
    }

    private Effect<SessionEvent, SessionState> changeRooms(Ask ask, List<String> rooms, String type) {
        return Effect().persist(new SessionEvent.RoomsChanged(rooms)).thenRun(state -> {
            StreamPosition baseline = new StreamPosition(delivery.epoch(), delivery.sent());
            respond(ask, type, Frames.rooms(state, baseline));
            if (link != null) {
                link.tell(new SocketCommand.RoomsChanged(state.openRooms()));
            }
            run(state, new DeliveryInput.PartsChanged(Parts.of(state.openRooms(), collectiveId)));
        });
    }

    private Effect<SessionEvent, SessionState> onSetPreferences(
            SessionState state, Ask ask, Request.SetPreferences set) {
        Preferences preferences = state.preferences().with(set);
        return Effect()
                .persist(new SessionEvent.PreferencesChanged(preferences))
                .thenRun(changed -> respond(ask, "preferences", Views.preferences(preferences)));
    }

    private Effect<SessionEvent, SessionState> onAck(SessionState state, Ask ask, Request.Ack ack) {
        respond(ask, "acked", json -> json.integer("seq", ack.seq()));
        return run(state, new DeliveryInput.Acked(ack.seq()));
    }

    private Effect<SessionEvent, SessionState> onReplay(
            SessionState state, Link current, Ask ask, Request.Replay replay) {
        if (delivery.isReplaying() || replaying) {
            return refuse(current, ask, ErrorCode.REPLAY_IN_PROGRESS, "a replay is under way");
        }
        replaying = true;
        long generation = ask.generation();
        context.pipeToSelf(
                surroundings
                        .replays()
                        .admit(
                                state.preferences().priority(),
                                () -> surroundings.journal().after(streamId(), replay.afterSeq(), replay.limit())),
                (stored, failure) -> new ReplayRead(
                        generation, ask.ticket(), ask.envelope(), failure == null ? events(stored) : null));
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onReplayRead(SessionState state, ReplayRead read) {
        replaying = false;
        if (!isCurrent(read.generation()) || !(read.envelope().request() instanceof Request.Replay replay)) {
            return Effect().none();
        }
        Ask ask = new Ask(read.generation(), read.ticket(), read.envelope(), fromCollective);
        List<CollectiveEvent> events = read.events();
        if (events == null) {
            respond(ask, ArenaError.retryAfter(ErrorCode.OVERLOADED, "the journal cannot be read now", 1000));
            return Effect().none();
        }
        respond(
                ask,
                "replay",
                Frames.history(
                        events,
                        Parts.of(state.openRooms(), collectiveId),
                        replay.afterSeq(),
                        delivery.tail(),
                        replay.limit(),
                        surroundings.settings().delivery().pageBytes()));
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onHeartbeat(SessionState state, Ask ask, Request.Heartbeat heartbeat) {
        collective().tell(new CollectiveCommand.GetHead(wait(ask), fromCollective));
        return heartbeat.ackSeq().isPresent()
                ? run(state, new DeliveryInput.Acked(heartbeat.ackSeq().getAsLong()))
                : Effect().none();
    }

    /** Remembers who asked; the socket bounds how many can. */
    private long wait(Ask ask) {
        long token = ++tickets;
        pending.put(
                token,
                new Pending(
                        ask.generation(),
                        ask.ticket(),
                        ask.envelope().id(),
                        ask.envelope().request()));
        return token;
    }

    // --- what the collective says ---

    private Effect<SessionEvent, SessionState> onReply(SessionState state, CollectiveReply reply) {
        if (signInTicket != 0 && reply.ticket() == signInTicket) {
            return onSignInReply(state, reply);
        }
        return switch (reply) {
            case CollectiveReply.Events news -> run(state, new DeliveryInput.News(news.events()));
            case CollectiveReply.Attached attached -> onAttached(state, attached);
            case CollectiveReply.NotInMemory notInMemory ->
                notInMemory.ticket() == 0
                        ? run(state, notHeld(notInMemory))
                        : Effect().none();
            case CollectiveReply.State given -> onState(state, given);
            case CollectiveReply.Head head -> onHead(state, head);
            case CollectiveReply.Orders orders -> onOrders(orders);
            case CollectiveReply.KeyRevoked revoked -> onKeyRevoked(state);
            case CollectiveReply.KeyRefused refused ->
                refused.ticket() == 0 ? onKeyRevoked(state) : Effect().none();
            case CollectiveReply.Decided decided -> onProtected(state, decided.ticket());
            case CollectiveReply.Overloaded overloaded -> onOverloaded(overloaded.ticket());
            case CollectiveReply.OutcomeUnknown unknown -> onOverloaded(unknown.ticket());
            case CollectiveReply.NotOpen notOpen -> onOverloaded(notOpen.ticket());
            case CollectiveReply.KeyChecked checked -> Effect().none();
        };
    }

    private Effect<SessionEvent, SessionState> onAttached(SessionState state, CollectiveReply.Attached attached) {
        if (attached.ticket() != 0) {
            return Effect().none();
        }
        watch(attached.collective());
        return run(state, handedOver(attached));
    }

    private Effect<SessionEvent, SessionState> onState(SessionState state, CollectiveReply.State given) {
        Pending asked = pending.get(given.ticket());
        if (asked == null || asked.request() instanceof Request.GetInitialState) {
            return run(state, new DeliveryInput.StateGiven(given.ticket(), given.state(), given.stateHash()));
        }
        pending.remove(given.ticket());
        switch (asked.request()) {
            case Request.GetPortfolio get ->
                respond(asked, "portfolio", PortfolioView.of(given.state(), surroundings.marks()));
            default ->
                respond(
                        asked,
                        "balances",
                        json -> json.object(
                                "balances", Views.balances(given.state().balances())));
        }
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onHead(SessionState state, CollectiveReply.Head head) {
        Pending asked = pending.remove(head.ticket());
        run(state, new DeliveryInput.HeadSeen(head.epoch(), head.seq()));
        if (asked != null) {
            respond(
                    asked,
                    "heartbeat_ack",
                    json -> json.time("server_time", now())
                            .object("position", new StreamPosition(head.epoch(), head.seq()).body())
                            .integer("last_sent_seq", delivery.lastSent())
                            .text("state_hash", head.stateHash()));
        }
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onOrders(CollectiveReply.Orders orders) {
        Pending asked = pending.remove(orders.ticket());
        if (asked != null) {
            String cursor = orders.next() == 0 ? null : Long.toString(orders.next());
            respond(
                    asked,
                    "orders",
                    json -> json.objects("orders", orders.orders(), Views::order)
                            .text("cursor", cursor));
        }
        return Effect().none();
    }

    /** The key may not sign in any more: its socket goes, and its tokens are worth nothing, since each sign-in asks for the key. */
    private Effect<SessionEvent, SessionState> onKeyRevoked(SessionState state) {
        Link current = link;
        if (current == null) {
            return run(state, new DeliveryInput.Cooled());
        }
        current.tell(new SocketCommand.CloseWith(CloseCode.NOT_AUTHENTICATED));
        return onSocketGone(current.generation(), "key_revoked", false);
    }

    private Effect<SessionEvent, SessionState> onOverloaded(long ticket) {
        if (ticket == protectionTicket) {
            protectionTicket = 0;
            timers.startSingleTimer("due", new Tick(), surroundings.settings().tick());
        }
        Pending asked = pending.remove(ticket);
        if (asked != null) {
            respond(asked, ArenaError.retryAfter(ErrorCode.OVERLOADED, "the collective has too much to do", 1000));
        } else if (ticket == 0) {
            timers.startSingleTimer(
                    "retry", new RetryDue(), surroundings.settings().retryFirst());
        }
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onCollectiveStopped(SessionState state) {
        watched = null;
        return run(state, new DeliveryInput.FeedLost());
    }

    private void watch(ActorRef<CollectiveCommand> collective) {
        if (!collective.equals(watched)) {
            if (watched != null) {
                context.unwatch(watched);
            }
            watched = collective;
            context.watchWith(collective, new CollectiveStopped());
        }
    }

    private static DeliveryInput.HandedOver handedOver(CollectiveReply.Attached attached) {
        return new DeliveryInput.HandedOver(attached.epoch(), attached.head(), attached.earliest(), attached.events());
    }

    private static DeliveryInput.NotHeld notHeld(CollectiveReply.NotInMemory reply) {
        return new DeliveryInput.NotHeld(reply.epoch(), reply.head(), reply.earliest());
    }

    // --- carrying out what Delivery decides ---

    private Effect<SessionEvent, SessionState> run(SessionState state, DeliveryInput input) {
        delivery.on(input).forEach(output -> carryOut(state, output));
        return Effect().none();
    }

    private void carryOut(SessionState state, DeliveryOutput output) {
        switch (output) {
            case DeliveryOutput.SendEvents send -> onSendEvents(send);
            case DeliveryOutput.SendPage send -> onSendPage(send.page());
            case DeliveryOutput.GiveState give -> onGiveState(state, give);
            case DeliveryOutput.RefuseState refuse -> onRefuseState(refuse.token());
            case DeliveryOutput.Attach attach -> onAttachWanted(attach.after());
            case DeliveryOutput.Detach detach ->
                collective().tell(new CollectiveCommand.Detach(clientId, fromCollective));
            case DeliveryOutput.ReadJournal read -> onReadJournal(state, read);
            case DeliveryOutput.AskState ask ->
                collective().tell(new CollectiveCommand.GetState(ask.token(), fromCollective));
            case DeliveryOutput.RetryLater later -> onRetryLater(later.attempt());
            case DeliveryOutput.Alarm alarm ->
                context.getLog().error("alarm: collective {}, client {}: {}", collectiveId, clientId, alarm.message());
            case DeliveryOutput.Fail fail -> onFail(fail.reason());
        }
    }

    private void onSendEvents(DeliveryOutput.SendEvents send) {
        deliver(
                Frames.events(send.events()),
                send.events(),
                send.events().getLast().seq());
    }

    private void onSendPage(SyncPage page) {
        deliver(Wire.unsolicited("reconnection_sync", page.body(), now()), page.events(), page.toSeq());
    }

    private void deliver(String frame, List<RenderedEvent> events, long lastSeq) {
        Link current = link;
        if (current != null) {
            events.forEach(current::delivered);
            current.tell(new SocketCommand.Deliver(frame, events.size(), lastSeq));
        }
    }

    private void onGiveState(SessionState state, DeliveryOutput.GiveState give) {
        Link current = link;
        if (current == null) {
            return;
        }
        Pending asked = pending.remove(give.token());
        if (give.token() == Delivery.UNASKED) {
            JsonBody body = initialState(state, current, give, java.util.EnumSet.allOf(Include.class));
            current.tell(new SocketCommand.Respond(0, Wire.unsolicited("initial_state", body, now())));
        } else if (asked != null && asked.request() instanceof Request.GetInitialState get) {
            respond(asked, "initial_state", initialState(state, current, give, get.include()));
        }
    }

    private JsonBody initialState(
            SessionState state, Link current, DeliveryOutput.GiveState give, java.util.Set<Include> include) {
        InitialState.Socket socket = new InitialState.Socket(
                current.connectionId(),
                clientId,
                current.connectedAt(),
                current.requests(),
                current.portfolioEvents(),
                current.orderEvents(),
                0,
                state.reconnects());
        return new InitialState(
                        give.state(), give.stateHash(), surroundings.marks(), include, state.openRooms(), socket)
                .full();
    }

    private void onRefuseState(long token) {
        Pending asked = pending.remove(token);
        if (asked != null) {
            respond(asked, ArenaError.retryAfter(ErrorCode.OVERLOADED, "too many requests for the state wait", 1000));
        }
    }

    private void onAttachWanted(long after) {
        collective().tell(new CollectiveCommand.Attach(0, clientId, after, key, fromCollective));
        timers.startSingleTimer("retry", new RetryDue(), SIGN_IN_PATIENCE);
    }

    private void onReadJournal(SessionState state, DeliveryOutput.ReadJournal read) {
        context.pipeToSelf(
                surroundings
                        .replays()
                        .admit(
                                state.preferences().priority(),
                                () -> surroundings.journal().after(streamId(), read.after(), read.limit())),
                (stored, failure) -> new PageRead(read.after(), failure == null ? events(stored) : null));
    }

    private static List<CollectiveEvent> events(List<EventReader.Stored> stored) {
        return stored.stream().map(one -> (CollectiveEvent) one.event()).toList();
    }

    private void onRetryLater(int attempt) {
        SessionSettings settings = surroundings.settings();
        Duration wait = settings.retryFirst().multipliedBy(1L << Math.min(attempt, 10));
        Duration bounded = wait.compareTo(settings.retryMost()) > 0 ? settings.retryMost() : wait;
        timers.startSingleTimer("retry", new RetryDue(), bounded);
    }

    private void onFail(String reason) {
        context.getLog().warn("collective {}, client {} must resume: {}", collectiveId, clientId, reason);
        Link current = link;
        if (current != null) {
            current.tell(new SocketCommand.CloseWith(CloseCode.INTERNAL));
            context.getSelf().tell(new SocketGone(current.generation(), "stream_changed", false, now()));
        }
    }

    // --- what is due ---

    /** A crash took the socket with it: the client is away from now on, not from then. */
    private Effect<SessionEvent, SessionState> onWake(SessionState state) {
        if (state.connected() && link == null && signIns.isEmpty()) {
            return Effect()
                    .persist(new SessionEvent.Disconnected(state.generation(), "server_restart", false, awakeSince))
                    .thenRun(this::scheduleDue);
        }
        scheduleDue(state);
        return Effect().none();
    }

    private Effect<SessionEvent, SessionState> onTick(SessionState state) {
        Instant now = now();
        if (link == null && state.isOver(now, surroundings.settings().retention())) {
            run(state, new DeliveryInput.Cooled());
            return Effect().persist(new SessionEvent.Expired(now));
        }
        Reason reason = dueReason(state, now);
        if (reason != null && protectionTicket == 0) {
            protectionTicket = ++tickets;
            collective()
                    .tell(new CollectiveCommand.Submit(
                            protectionTicket,
                            new CollectiveIntent.CancelAllOrders(null, clientId, reason),
                            fromCollective));
        }
        scheduleDue(state);
        return Effect().none();
    }

    private @Nullable Reason dueReason(SessionState state, Instant now) {
        if (isDue(protectionAt(state), now)) {
            return Reason.CANCEL_ON_DISCONNECT;
        }
        return isDue(cancelAllAt(state), now) ? Reason.CANCEL_ALL_AFTER : null;
    }

    private static boolean isDue(@Nullable Instant at, Instant now) {
        return at != null && !now.isBefore(at);
    }

    /** When the absence of the client is long enough; the server's own downtime does not count. */
    private @Nullable Instant protectionAt(SessionState state) {
        SessionEvent.Disconnected gone = state.gone();
        return state.protectionDue() && gone != null ? later(gone.at()).plusMillis(state.graceMillis()) : null;
    }

    private @Nullable Instant cancelAllAt(SessionState state) {
        return state.cancelAllAfterMillis() > 0
                ? later(state.cancelAllAfterSet()).plusMillis(state.cancelAllAfterMillis())
                : null;
    }

    private Instant later(Instant at) {
        return at.isBefore(awakeSince) ? awakeSince : at;
    }

    /** One timer for whatever is due first. */
    private void scheduleDue(SessionState state) {
        Instant now = now();
        Instant first = earlier(protectionAt(state), cancelAllAt(state));
        if (first != null) {
            keepAwake.run();
            Duration wait = Duration.between(now, first);
            Duration atLeast = surroundings.settings().tick();
            Duration bounded = wait.compareTo(atLeast) < 0 ? atLeast : wait.compareTo(AWAKE) > 0 ? AWAKE : wait;
            timers.startSingleTimer("due", new Tick(), protectionTicket == 0 && wait.isNegative() ? atLeast : bounded);
        } else if (link == null && state.gone() != null) {
            Instant end = state.gone().at().plus(surroundings.settings().retention());
            timers.startSingleTimer(
                    "due", new Tick(), Duration.between(now, end).plusMillis(1));
        } else {
            timers.cancel("due");
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** The client's orders are on their way out. */
    private Effect<SessionEvent, SessionState> onProtected(SessionState state, long ticket) {
        if (ticket != protectionTicket) {
            return Effect().none();
        }
        protectionTicket = 0;
        Instant now = now();
        List<SessionEvent> events = new ArrayList<>();
        if (isDue(protectionAt(state), now)) {
            events.add(new SessionEvent.CancelledOnDisconnect(now));
        }
        if (isDue(cancelAllAt(state), now)) {
            events.add(new SessionEvent.CancelledAllAfter(now));
        }
        return Effect().persist(events).thenRun(this::scheduleDue);
    }

    // --- small things ---

    private void respond(Ask ask, String type, JsonBody body) {
        tell(ask.generation(), ask.ticket(), Wire.response(ask.envelope().id(), type, body, now()));
    }

    private void respond(Ask ask, ArenaError error) {
        tell(ask.generation(), ask.ticket(), Wire.error(ask.envelope().id(), error, now()));
    }

    private void respond(Pending asked, String type, JsonBody body) {
        tell(asked.generation(), asked.ticket(), Wire.response(asked.id(), type, body, now()));
    }

    private void respond(Pending asked, ArenaError error) {
        tell(asked.generation(), asked.ticket(), Wire.error(asked.id(), error, now()));
    }

    private void tell(long generation, long ticket, String frame) {
        Link current = link;
        if (current != null && current.generation() == generation) {
            current.tell(new SocketCommand.Respond(ticket, frame));
        }
    }

    private Effect<SessionEvent, SessionState> refuse(Link current, Ask ask, ErrorCode code, String message) {
        current.tell(new SocketCommand.Respond(
                ask.ticket(), Wire.error(ask.envelope().id(), ArenaError.of(code, message), now())));
        return Effect().none();
    }

    private RecipientRef<CollectiveCommand> collective() {
        return surroundings.collectives().apply(collectiveId);
    }

    private String streamId() {
        return Collective.persistenceId(collectiveId).id();
    }

    private Instant now() {
        return surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
