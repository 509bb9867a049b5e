package org.tradingarena.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Views;
import org.tradingarena.session.ConnectionCommand.Ask;
import org.tradingarena.session.ConnectionCommand.ReplayRead;

/** What a signed-in client asks for (protocol sections 4 to 9). */
final class Requests {
    private static final long NO_BASE = -1;

    private final ConnectionSurroundings surroundings;
    private final String collectiveId;
    private final String clientId;
    private final CollectivePort collective;
    private final Carrier carrier;
    private final JournalReads reads;
    private final Protections protections;
    private final Frames frames;
    private final RoomRules roomRules;
    private final Questions questions = new Questions();

    Requests(
            ConnectionSurroundings surroundings,
            String collectiveId,
            String clientId,
            CollectivePort collective,
            Carrier carrier,
            JournalReads reads,
            Protections protections,
            Frames frames,
            RoomRules roomRules) {
        this.surroundings = surroundings;
        this.collectiveId = collectiveId;
        this.clientId = clientId;
        this.collective = collective;
        this.carrier = carrier;
        this.reads = reads;
        this.protections = protections;
        this.frames = frames;
        this.roomRules = roomRules;
    }

    /** The socket is gone, and wants no answers. */
    void forget() {
        questions.clear();
    }

    /** A request of the socket that is here. */
    Step onAsk(SessionState state, Link link, Ask ask) {
        link.asked(ask);
        return switch (ask.envelope().request()) {
            case Request.PlaceOrder place ->
                trade(link, ask, TradingIntents.place(place, clientId, surroundings.instruments()));
            case Request.AmendOrder amend -> trade(link, ask, TradingIntents.amend(amend, surroundings.instruments()));
            case Request.CancelOrder cancel -> trade(link, ask, TradingIntents.cancel(cancel));
            case Request.CancelAllOrders cancel ->
                trade(link, ask, TradingIntents.cancelAll(cancel, surroundings.instruments()));
            case Request.SetCancelOnDisconnect set -> onSetCancelOnDisconnect(link, ask, set);
            case Request.CancelAllAfter after -> onCancelAllAfter(state, link, ask, after.timeoutMillis());
            case Request.GetInitialState get -> onGetInitialState(ask);
            case Request.GetPortfolio get -> question(ask, () -> collective.getState(NO_BASE));
            case Request.GetBalances get -> question(ask, () -> collective.getState(NO_BASE));
            case Request.GetOrders get -> onGetOrders(ask, get);
            case Request.Subscribe subscribe -> onSubscribe(state, ask, subscribe.rooms());
            case Request.Unsubscribe unsubscribe -> onUnsubscribe(state, ask, unsubscribe.rooms());
            case Request.SetPreferences set -> onSetPreferences(state, ask, set);
            case Request.Ack ack -> onAck(ask, ack.seq());
            case Request.Replay replay -> onReplay(ask, replay);
            case Request.Heartbeat heartbeat -> onHeartbeat(ask, heartbeat.ackSeq());
            case Request.Auth auth -> refuse(ask, ErrorCode.INVALID_MESSAGE, "the socket is signed in");
            case Request.GetInstruments get -> notHere(ask);
            case Request.GetOrderBook get -> notHere(ask);
            case Request.GetTrades get -> notHere(ask);
            case Request.GetCandles get -> notHere(ask);
            case Request.GetLeaderboard get -> notHere(ask);
        };
    }

    /** The gateway answers these from its own node. */
    private Step notHere(Ask ask) {
        return refuse(ask, ErrorCode.INTERNAL, "the request took a wrong way");
    }

    private Step trade(Link link, Ask ask, TradingIntents.Read read) {
        if (!link.isTrader()) {
            return mayNotTrade(ask);
        }
        switch (read) {
            case TradingIntents.Read.Refused refused -> refuse(ask, refused.error());
            case TradingIntents.Read.Wanted wanted -> collective.submit(ask.ticket(), wanted.intent(), ask.replies());
        }
        return Step.NONE;
    }

    private Step mayNotTrade(Ask ask) {
        return refuse(ask, ErrorCode.FORBIDDEN, "an observer may not trade");
    }

    private Step onSetCancelOnDisconnect(Link link, Ask ask, Request.SetCancelOnDisconnect set) {
        if (!link.isTrader()) {
            return mayNotTrade(ask);
        }
        long grace = set.graceMillis()
                .orElse(surroundings.settings().cancelOnDisconnectGrace().toMillis());
        JsonBody body = json -> json.flag("enabled", set.enabled()).integer("grace_ms", grace);
        return Step.of(new SessionEvent.CancelOnDisconnectSet(set.enabled(), grace))
                .then(state -> respond(ask, "cancel_on_disconnect_set", body));
    }

    private Step onCancelAllAfter(SessionState state, Link link, Ask ask, long millis) {
        if (!link.isTrader()) {
            return mayNotTrade(ask);
        }
        Instant set = frames.now();
        JsonBody body = json -> json.time("expires_at", millis == 0 ? null : set.plusMillis(millis));
        // A crash starts the wait anew: restarting it needs no journal.
        Step step = millis > 0 && millis == state.cancelAllAfterMillis()
                ? Step.NONE
                : Step.of(new SessionEvent.CancelAllAfterSet(millis, set));
        return step.then(after -> {
            protections.restart();
            protections.schedule(after);
            respond(ask, "cancel_all_after_set", body);
        });
    }

    private Step onGetInitialState(Ask ask) {
        carrier.wantState(ask);
        return Step.NONE;
    }

    private Step onGetOrders(Ask ask, Request.GetOrders get) {
        ArenaError unknown = TradingIntents.unknownSymbol(get.symbol(), surroundings.instruments())
                .orElse(null);
        if (unknown != null) {
            return refuse(ask, unknown);
        }
        OptionalLong before = get.before();
        if (before.isEmpty()) {
            return refuse(
                    ask, ArenaError.field(ErrorCode.INVALID_MESSAGE, "data.cursor", "data.cursor is not one of ours"));
        }
        return question(
                ask,
                () -> collective.getOrders(get.status().statuses(), get.symbol(), before.getAsLong(), get.limit()));
    }

    private Step onSubscribe(SessionState state, Ask ask, List<Room> rooms) {
        ArenaError wrong = roomRules.refusal(rooms, "data.rooms").orElse(null);
        if (wrong != null) {
            return refuse(ask, wrong);
        }
        List<String> all = new ArrayList<>(state.rooms());
        Frames.names(rooms).stream().filter(name -> !all.contains(name)).forEach(all::add);
        return changeRooms(ask, all, "subscribed");
    }

    private Step onUnsubscribe(SessionState state, Ask ask, List<Room> rooms) {
        List<String> left = new ArrayList<>(state.rooms());
        left.removeAll(Frames.names(rooms));
        return changeRooms(ask, left, "unsubscribed");
    }

    /** The answer names the baseline, so it goes out before anything that the new rooms lead to. */
    private Step changeRooms(Ask ask, List<String> rooms, String type) {
        return Step.of(new SessionEvent.RoomsChanged(rooms)).then(state -> {
            Delivery delivery = carrier.delivery();
            respond(ask, type, Frames.rooms(state, new StreamPosition(delivery.epoch(), delivery.sent())));
            carrier.use(state);
            tell(new SocketCommand.RoomsChanged(state.openRooms()));
            carrier.carry(new DeliveryInput.PartsChanged(Parts.of(state.openRooms(), collectiveId)));
        });
    }

    private Step onSetPreferences(SessionState state, Ask ask, Request.SetPreferences set) {
        Preferences preferences = state.preferences().with(set);
        return Step.of(new SessionEvent.PreferencesChanged(preferences)).then(changed -> {
            carrier.use(changed);
            respond(ask, "preferences", Views.preferences(preferences));
            tell(new SocketCommand.PreferencesChanged(preferences));
        });
    }

    private void tell(SocketCommand command) {
        Link link = carrier.link();
        if (link != null) {
            link.tell(command);
        }
    }

    private Step onAck(Ask ask, long seq) {
        respond(ask, "acked", json -> json.integer("seq", seq));
        carrier.carry(new DeliveryInput.Acked(seq));
        return Step.NONE;
    }

    private Step onReplay(Ask ask, Request.Replay replay) {
        if (carrier.delivery().isReplaying() || reads.isBusy()) {
            return refuse(ask, ErrorCode.REPLAY_IN_PROGRESS, "a replay is under way");
        }
        reads.read(
                replay.afterSeq(),
                replay.limit(),
                carrier.priority(),
                events -> new ReplayRead(ask.generation(), ask.ticket(), ask.envelope(), events));
        return Step.NONE;
    }

    /** The page that a {@code replay} asked for. */
    void onReplayRead(SessionState state, Link link, ReplayRead read) {
        String id = read.envelope().id();
        List<CollectiveEvent> events = read.events();
        if (events == null || !(read.envelope().request() instanceof Request.Replay replay)) {
            link.respond(read.ticket(), frames.overloaded(id));
            return;
        }
        JsonBody history = Frames.history(
                events,
                Parts.of(state.openRooms(), collectiveId),
                replay.afterSeq(),
                carrier.delivery().tail(),
                surroundings.settings().delivery().pageBytes());
        link.respond(read.ticket(), frames.respond(id, "replay", history));
    }

    private Step onHeartbeat(Ask ask, OptionalLong ackSeq) {
        if (ackSeq.isPresent()) {
            carrier.carry(new DeliveryInput.Acked(ackSeq.getAsLong()));
        }
        return question(ask, collective::getHead);
    }

    private interface Asking {
        long ticket();
    }

    private Step question(Ask ask, Asking asking) {
        if (!questions.hasRoom(frames.now())) {
            overloaded(ask);
        } else {
            questions.add(asking.ticket(), ask, frames.now());
        }
        return Step.NONE;
    }

    // What the collective answers.

    void onState(CollectiveReply.State given) {
        Ask ask = questions.take(given.ticket());
        if (ask == null) {
            return;
        }
        String id = ask.envelope().id();
        boolean whole = ask.envelope().request() instanceof Request.GetPortfolio;
        JsonBody balances =
                json -> json.object("balances", Views.balances(given.state().balances()));
        answer(ask, whole ? frames.portfolio(id, given.state()) : frames.respond(id, "balances", balances));
    }

    void onHead(CollectiveReply.Head head) {
        Ask ask = questions.take(head.ticket());
        if (ask != null) {
            Instant now = frames.now();
            respond(
                    ask,
                    "heartbeat_ack",
                    json -> json.time("server_time", now)
                            .object("position", new StreamPosition(head.epoch(), head.seq()).body())
                            .integer("last_sent_seq", carrier.delivery().lastSent())
                            .text("state_hash", head.stateHash()));
        }
    }

    void onOrders(CollectiveReply.Orders orders) {
        Ask ask = questions.take(orders.ticket());
        if (ask != null) {
            String cursor = Request.GetOrders.cursorOf(orders.next());
            respond(
                    ask,
                    "orders",
                    json -> json.objects("orders", orders.orders(), Views::order)
                            .text("cursor", cursor));
        }
    }

    void onRefused(long ticket) {
        Ask ask = questions.take(ticket);
        if (ask != null) {
            overloaded(ask);
        }
    }

    private void respond(Ask ask, String type, JsonBody body) {
        answer(ask, frames.respond(ask.envelope().id(), type, body));
    }

    private Step refuse(Ask ask, ErrorCode code, String message) {
        return refuse(ask, ArenaError.of(code, message));
    }

    private Step refuse(Ask ask, ArenaError error) {
        answer(ask, frames.refuse(ask.envelope().id(), error));
        return Step.NONE;
    }

    private void overloaded(Ask ask) {
        answer(ask, frames.overloaded(ask.envelope().id()));
    }

    private void answer(Ask ask, String frame) {
        Link link = carrier.link();
        if (link != null && link.generation() == ask.generation()) {
            link.respond(ask.ticket(), frame);
        }
    }
}
