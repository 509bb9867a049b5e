package org.tradingarena.client;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;
import org.tradingarena.protocol.RequestWriter;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.ServerMessage;
import org.tradingarena.protocol.ServerMessageParser;
import org.tradingarena.protocol.StreamPosition;

/** What is said on a socket (protocol sections 2 to 9): the sign-in, what was missed, events and answers, heartbeats, the client's own questions. */
final class Conversation {
    /** The most events that one replay may bring. */
    private static final int REPLAY_PAGE = 500;

    /** What a conversation leads to. */
    interface Owner {
        /** The arena knows who this is. */
        void signedIn();

        /** The socket is of no use any more. */
        void leave(String reason);

        /** The arena does not let this client in. */
        void shutOut(String reason);
    }

    private final ClientParts parts;
    private final Admission admission;
    private final Owner owner;
    private @Nullable StreamPosition head;
    private String heartbeatId = "";

    Conversation(ClientParts parts, Admission admission, Owner owner) {
        this.parts = parts;
        this.admission = admission;
        this.owner = owner;
    }

    void onText(SocketLine line, String text, Instant now) {
        line.heard(now);
        try {
            ServerMessageParser.Frame frame = ServerMessageParser.frame(text);
            if (frame.message() instanceof ServerMessage.Batch(List<ServerMessage> messages)) {
                onBatch(line, messages, frame.events(), now);
            } else {
                onMessage(line, frame.message(), frame.events(), now);
            }
        } catch (ProtocolException odd) {
            owner.leave("the arena said what is no message of its protocol: " + odd.getMessage());
        }
    }

    private void onBatch(SocketLine line, List<ServerMessage> messages, List<String> texts, Instant now) {
        for (int i = 0; i < messages.size() && !line.isLeft(); i++) {
            onMessage(line, messages.get(i), List.of(texts.get(i)), now);
        }
    }

    private void onMessage(SocketLine line, ServerMessage message, List<String> texts, Instant now) {
        switch (message) {
            case ServerMessage.Event event -> {
                if (!parts.flow().live(event, texts.getFirst())) {
                    owner.leave("an event of another stream");
                }
            }
            case ServerMessage.MarketData data -> parts.markets().onMessage(data);
            case ServerMessage.Notice notice -> parts.out().add(new ClientAction.TellNotice(notice));
            case ServerMessage.Response response -> onResponse(line, response, texts, now);
            case ServerMessage.Failure failure -> onFailure(line, failure.id(), failure.error(), now);
            case ServerMessage.Batch batch -> throw new IllegalStateException("a batch within a batch");
        }
    }

    private void onResponse(SocketLine line, ServerMessage.Response response, List<String> texts, Instant now) {
        String id = response.id();
        JsonObject data = response.data();
        if (id == null) {
            onUnasked(line, response.type(), data, texts, now);
        } else if (line.isAuth(id)) {
            if (line.phase() == SocketLine.Phase.SIGNING_IN) {
                onAuthenticated(line, data, now);
            }
        } else if (id.equals(heartbeatId)) {
            onHeartbeatAck(data);
        } else {
            if (response.type().equals("subscribed") || response.type().equals("unsubscribed")) {
                onRooms(data);
            }
            parts.requests().answered(id, data, texts);
        }
    }

    private void onUnasked(SocketLine line, String type, JsonObject data, List<String> texts, Instant now) {
        switch (type) {
            case "connection_established" -> {
                line.established(data);
                signIn(line);
            }
            case "reconnection_sync" -> {
                line.progressed(now);
                proceed(line, parts.catchUp().onPage(data, texts));
            }
            case "initial_state" -> proceed(line, parts.catchUp().onState(data));
            default -> {} // server_shutdown: the close that follows says the same
        }
    }

    private void proceed(SocketLine line, CatchUp.Progress progress) {
        switch (progress) {
            case MORE -> {}
            case DONE -> ready(line);
            case BROKEN -> owner.leave("a page of missed events has a hole");
        }
    }

    private void ready(SocketLine line) {
        line.ready();
        parts.requests().unpark();
    }

    // The sign-in.

    private void signIn(SocketLine line) {
        String id = parts.requests().nextId();
        StreamPosition here = parts.flow().position();
        line.signsIn(id, admission.hasToken(), here != null);
        send(line, id, admission.auth(line, parts.rooms(), here, parts.markets().positions()));
    }

    private void onAuthenticated(SocketLine line, JsonObject data, Instant now) {
        admission.token(Answers.text(data, "resume_token"));
        line.signedIn(now);
        parts.rooms().are(Answers.rooms("subscriptions", data));
        parts.account().keep(parts.rooms().showWholeState());
        parts.catchUp().begin();
        StreamPosition baseline = Answers.position(data);
        head = baseline;
        owner.signedIn();
        if (!line.resumes()) {
            begin(line, baseline);
        }
    }

    /** Nothing was missed, unless a long poll has begun the record since the sign-in was asked for. */
    private void begin(SocketLine line, StreamPosition baseline) {
        StreamPosition here = parts.flow().position();
        if (here == null) {
            parts.catchUp().began(baseline);
        } else if (here.epoch().equals(baseline.epoch())) {
            parts.flow().sentUpTo(baseline.seq());
        } else {
            owner.leave("the arena is in another stream");
            return;
        }
        ready(line);
    }

    private void onFailure(SocketLine line, @Nullable String id, ArenaError error, Instant now) {
        if (id == null) {
            parts.out().warn("the arena refused something: " + error.code() + ": " + error.message());
        } else if (line.isAuth(id)) {
            onAuthRefused(line, error);
        } else if (!id.equals(heartbeatId)) {
            parts.requests().refused(id, error, now);
        }
    }

    private void onAuthRefused(SocketLine line, ArenaError error) {
        String reason = "the sign-in was refused: " + error.code() + ": " + error.message();
        StreamPosition here = head;
        boolean isAboutProof = error.code() == ErrorCode.AUTH_FAILED || error.code() == ErrorCode.TOKEN_EXPIRED;
        switch (error.code()) {
            case INVALID_RESUME -> {
                if (here != null) {
                    parts.account().forget();
                    parts.catchUp().reset(here, error.code().name());
                    ready(line);
                }
            }
            case OVERLOADED, RATE_LIMITED, OUTCOME_UNKNOWN, INTERNAL -> owner.leave(reason);
            case CONNECTION_LIMIT -> {} // a close follows that says whether to come back
            default -> {
                if (isAboutProof && line.usesToken()) {
                    admission.token(null);
                    signIn(line);
                } else {
                    owner.shutOut(reason);
                }
            }
        }
    }

    // Rooms and heartbeats.

    private void onRooms(JsonObject data) {
        parts.rooms().are(Answers.rooms("rooms", data));
        parts.markets().keep(parts.rooms());
        parts.account().keep(parts.rooms().showWholeState());
        parts.flow().baseline(Answers.position(data).seq());
    }

    void heartbeat(SocketLine line) {
        heartbeatId = parts.requests().nextId();
        parts.account().onHeartbeat();
        StreamPosition here = parts.flow().position();
        OptionalLong known = here == null ? OptionalLong.empty() : OptionalLong.of(here.seq());
        send(line, heartbeatId, new Request.Heartbeat(known));
    }

    private void onHeartbeatAck(JsonObject data) {
        StreamPosition said = Answers.position(data);
        StreamPosition here = parts.flow().position();
        if (here == null || !here.epoch().equals(said.epoch())) {
            owner.leave("the arena is in another stream");
            return;
        }
        parts.flow().sentUpTo(Answers.integer(data, "last_sent_seq"));
        parts.account().onHash(said.seq(), Answers.text(data, "state_hash"));
    }

    /** Sends a request. */
    void send(SocketLine line, String id, Request request) {
        parts.out().add(new ClientAction.Send(line.number(), RequestWriter.text(new RequestEnvelope(id, request))));
    }

    // What the client itself wants to know.

    /** Asks for the events that are missing, and for new snapshots of market data. */
    void ask(Instant now) {
        if (parts.flow().wantsReplay()) {
            parts.requests()
                    .askOurs(
                            new Request.Replay(parts.flow().seq(), REPLAY_PAGE),
                            new OwnReply(
                                    this::onReplay,
                                    error -> owner.leave("the arena refuses a replay: " + error.message())),
                            now);
        }
        for (Room room : parts.markets().toRenew(parts.rooms())) {
            OwnReply nothing = new OwnReply((data, events) -> {}, error -> {});
            parts.requests().askOurs(new Request.Unsubscribe(List.of(room)), nothing, now);
            parts.requests().askOurs(new Request.Subscribe(List.of(room)), nothing, now);
        }
    }

    private void onReplay(JsonObject data, List<String> texts) {
        boolean isGood = parts.flow()
                .filled(
                        Answers.events(data),
                        texts,
                        Answers.integer(data, "next_after_seq"),
                        Answers.flag(data, "has_more"));
        if (!isGood) {
            owner.leave("what is missing could not be replayed");
        }
    }
}
