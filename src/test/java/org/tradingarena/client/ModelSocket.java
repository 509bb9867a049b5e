package org.tradingarena.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.InitialState;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.JsonPatch;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StateDocument;
import org.tradingarena.protocol.StateView;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Wire;

/** The arena's end of one socket, as the protocol wants it but for the faults: it loses, repeats and delays. */
final class ModelSocket {
    private static final String EPOCH_CHANGED = "EPOCH_CHANGED";

    private final ModelArena arena;
    private final ModelDesk desk;
    private final ModelFaults faults;
    private final Deque<String> toClient = new ArrayDeque<>();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final long number;
    private boolean authenticated;
    private boolean live;
    private long sent;
    private long lastSent;
    private Resume.@Nullable Position resume;
    private int page;
    private @Nullable String epoch;

    ModelSocket(long number, ModelArena arena, ModelDesk desk, ModelFaults faults) {
        this.number = number;
        this.arena = arena;
        this.desk = desk;
        this.faults = faults;
        say(Wire.unsolicited(
                "connection_established",
                json -> json.text("connection_id", "c" + number)
                        .text("nonce", "nonce")
                        .integer("heartbeat_interval_ms", 30_000)
                        .integer("heartbeat_timeout_ms", 60_000),
                arena.time()));
    }

    private void say(String text) {
        toClient.add(text);
    }

    /** The next frame for the client; null if there is none. */
    @Nullable
    String next() {
        return toClient.poll();
    }

    boolean isQuiet() {
        return toClient.isEmpty() && due.isEmpty() && (!live || sent == arena.head());
    }

    void onText(String text) {
        RequestEnvelope envelope = RequestParser.parse(text);
        String id = String.valueOf(envelope.id());
        if (envelope.request() instanceof Request.Auth auth) {
            onAuth(id, auth);
        } else if (!authenticated) {
            throw new AssertionError("a request before the sign-in: " + text);
        } else {
            onRequest(id, envelope.request());
        }
    }

    private void onAuth(String id, Request.Auth auth) {
        if (auth.credentials() instanceof Credentials.ResumeToken && faults.strike(4)) {
            say(Wire.error(id, ArenaError.of(ErrorCode.AUTH_FAILED, "no such token"), arena.time()));
            return;
        }
        if (faults.strike(20)) {
            say(Wire.error(id, ArenaError.of(ErrorCode.OVERLOADED, "come again"), arena.time()));
            return;
        }
        authenticated = true;
        epoch = arena.epoch();
        sent = arena.head();
        lastSent = sent;
        respond(
                id,
                "authenticated",
                json -> json.object("position", position(arena.head()))
                        .texts("subscriptions", auth.subscriptions() == null ? List.of() : names(auth.subscriptions()))
                        .text("resume_token", "token-" + number));
        if (auth.resume() instanceof Resume.Position position) {
            resume = position;
            sent = position.epoch().equals(epoch) && position.seq() <= arena.head() ? position.seq() : arena.head();
        } else {
            live = true;
        }
    }

    private static List<String> names(List<Room> rooms) {
        return rooms.stream().map(Room::wire).toList();
    }

    private JsonBody position(long seq) {
        return new StreamPosition(arena.epoch(), seq).body();
    }

    private void respond(String id, String type, JsonBody body) {
        say(Wire.response(id, type, body, arena.time()));
    }

    /** Whether the stream is another one than this socket's client was told: the arena closes such a socket. */
    boolean isOfAnotherStream() {
        return epoch != null && !epoch.equals(arena.epoch());
    }

    /** Does some of what is to be done. */
    void work() {
        Resume.Position resumed = resume;
        if (resumed != null) {
            sync(resumed);
        } else if (live) {
            sendEvents();
        }
        if (resume == null && live && !due.isEmpty() && faults.upTo(2) == 0) {
            due.remove().run();
        }
    }

    private void sync(Resume.Position resumed) {
        page++;
        boolean isForeign = !resumed.epoch().equals(arena.epoch()) || resumed.seq() > arena.head();
        boolean wantsState = resumed.preferSnapshot() && arena.head() - resumed.seq() > resumed.maxEvents();
        if (page == 1 && (isForeign || wantsState)) {
            syncPage(isForeign ? "reset" : "snapshot", isForeign ? EPOCH_CHANGED : null, List.of(), arena.head(), true);
            state(null, null, arena.head());
            sent = arena.head();
        } else {
            long to = Math.min(arena.head(), sent + 1 + faults.upTo(8));
            boolean complete = to == arena.head();
            syncPage(sent == to ? "up_to_date" : "replayed", null, texts(sent, to), to, complete);
            sent = to;
            if (!complete) {
                return;
            }
        }
        lastSent = sent;
        resume = null;
        live = true;
    }

    private void syncPage(String outcome, @Nullable String reason, List<String> events, long to, boolean complete) {
        say(Wire.unsolicited(
                "reconnection_sync",
                json -> json.text("outcome", outcome)
                        .text("reason", reason)
                        .integer("to_seq", to)
                        .raws("events", events)
                        .flag("complete", complete),
                arena.time()));
    }

    private List<String> texts(long after, long upTo) {
        List<String> texts = new ArrayList<>();
        for (long seq = after + 1; seq <= upTo; seq++) {
            if (!arena.text(seq).isEmpty()) {
                texts.add(arena.text(seq));
            }
        }
        return texts;
    }

    private void sendEvents() {
        if (sent == arena.head()) {
            return;
        }
        long to = Math.min(arena.head(), sent + 1 + faults.upTo(4));
        List<String> events = texts(sent, to);
        sent = to;
        if (events.isEmpty()) {
            return;
        }
        lastSent = arena.lastShown(to);
        if (faults.strike(5)) {
            events.remove(faults.upTo(events.size())); // lost on the way
        } else if (faults.strike(5)) {
            events.add(events.get(faults.upTo(events.size()))); // comes twice
        }
        if (events.size() == 1) {
            say(events.getFirst());
        } else if (!events.isEmpty()) {
            say(Wire.events(events));
        }
    }

    private void onRequest(String id, Request request) {
        if (faults.strike(25)) {
            return; // lost, or its answer
        }
        if (faults.strike(25)) {
            say(Wire.error(id, ArenaError.retryAfter(ErrorCode.RATE_LIMITED, "slow down", 20), arena.time()));
            return;
        }
        switch (request) {
            case Request.Heartbeat beat -> due.add(() -> heartbeat(id));
            case Request.GetInitialState get -> due.add(() -> onGetState(id, get));
            case Request.Replay replay -> due.add(() -> replay(id, replay));
            default -> {
                String answer = desk.answer(id, request);
                due.add(() -> {
                    if (!faults.strike(20)) {
                        say(answer);
                    }
                });
            }
        }
    }

    private void heartbeat(String id) {
        long head = arena.head();
        respond(
                id,
                "heartbeat_ack",
                json -> json.object("position", position(head))
                        .integer("last_sent_seq", lastSent)
                        .text("state_hash", arena.hashAt(head)));
    }

    private void onGetState(String id, Request.GetInitialState get) {
        if (faults.strike(10)) {
            say(Wire.error(id, ArenaError.retryAfter(ErrorCode.OVERLOADED, "later", 1000), arena.time()));
        } else if (get.include().contains(Include.COMMANDS)) {
            InitialState state = new InitialState(
                    arena.state(),
                    arena.hashAt(arena.head()),
                    symbol -> OptionalLong.empty(),
                    get.include(),
                    List.of(),
                    ModelDesk.NO_SOCKET);
            respond(id, "initial_state", state.full());
        } else {
            sendEventsUpTo(arena.head());
            state(id, get.base(), arena.head());
        }
    }

    private void sendEventsUpTo(long head) {
        while (sent < head) {
            sendEvents();
        }
    }

    private void state(@Nullable String id, Request.@Nullable StateBase base, long seq) {
        InitialState state = new InitialState(
                arena.stateAt(seq),
                arena.hashAt(seq),
                symbol -> OptionalLong.empty(),
                EnumSet.of(Include.PORTFOLIO, Include.BALANCES, Include.ORDERS),
                List.of(),
                ModelDesk.NO_SOCKET);
        boolean knowsBase = base != null
                && base.seq() <= seq
                && base.seq() > 0
                && arena.hashAt(base.seq()).equals(base.stateHash());
        JsonBody body = knowsBase ? state.diff(patch(arena.stateAt(base.seq()), arena.stateAt(seq))) : state.full();
        say(Wire.response(id, "initial_state", body, arena.time()));
    }

    private static String patch(StateView from, StateView to) {
        return JsonPatch.between(StateDocument.wire(from), StateDocument.wire(to))
                .text();
    }

    private void replay(String id, Request.Replay replay) {
        if (faults.strike(6)) {
            say(Wire.error(id, ArenaError.of(ErrorCode.REPLAY_IN_PROGRESS, "a replay is under way"), arena.time()));
            return;
        }
        long to = Math.min(arena.head(), replay.afterSeq() + 1 + faults.upTo(6));
        respond(
                id,
                "replay",
                json -> json.raws("events", texts(replay.afterSeq(), to))
                        .integer("next_after_seq", to)
                        .flag("has_more", to < arena.head()));
    }
}
