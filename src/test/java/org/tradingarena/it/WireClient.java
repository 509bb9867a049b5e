package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client of a collective as its independent author would write it: it signs in, asks and is answered by id, keeps its log of events
 * and its books, and comes back by position. Everything that the server says is checked as it comes; {@link #violations} must stay empty.
 * The client outlives its sockets; one socket at a time.
 */
final class WireClient implements AutoCloseable {
    private final Arena arena;
    private final String collective;
    private final String clientId;
    private final Identity identity;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final EventLog log;
    private final Map<String, ClientBook> books = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong pacedFrames = new AtomicLong();
    private volatile boolean remembering = true;
    private volatile boolean strayAnswers;
    private volatile boolean apart;
    private volatile Consumer<JsonNode> onEvent = event -> {};
    private volatile Connection connection;

    WireClient(Arena arena, String collective, String clientId, Identity identity) {
        this.arena = arena;
        this.collective = collective;
        this.clientId = clientId;
        this.identity = identity;
        this.log = new EventLog(collective + "/" + clientId, violations::add);
        this.connection = new Connection();
    }

    /** The socket ended before what was waited for came. */
    static final class ConnectionLost extends RuntimeException {
        ConnectionLost(String message) {
            super(message);
        }
    }

    /** All that belongs to one socket, and dies with it. */
    private final class Connection {
        final Inbox inbox = new Inbox();
        final Map<String, CompletableFuture<Frame>> asked = new ConcurrentHashMap<>();
        final CompletableFuture<JsonNode> established = new CompletableFuture<>();
        final CompletableFuture<Void> resumed = new CompletableFuture<>();
        volatile @Nullable WireSocket socket;
        volatile @Nullable ResumeRecord resume;
        volatile boolean signedIn;
        volatile @Nullable ArenaProcess entrance;
        private boolean left;

        /** Nothing more of it is heard: what is on its way is for a client that is not there any more. */
        synchronized void leave() {
            left = true;
        }

        void connect(URI address) {
            WireSocket opened =
                    apart ? WireSocket.openApart(address, this::received) : WireSocket.open(address, this::received);
            socket = opened;
            opened.end().thenAccept(this::lost);
        }

        private void lost(Close how) {
            ConnectionLost lost = new ConnectionLost(collective + "/" + clientId + " was cut off: " + how);
            established.completeExceptionally(lost);
            resumed.completeExceptionally(lost);
            asked.values().forEach(answer -> answer.completeExceptionally(lost));
        }

        WireSocket socket() {
            WireSocket open = socket;
            if (open == null) {
                throw new IllegalStateException("not connected");
            }
            return open;
        }

        private synchronized void received(String text) {
            if (left) {
                return;
            }
            arena.transcript().frame(text);
            try {
                Frame frame = Frame.of(text);
                boolean isPaced = frame.isPrivateEvent()
                        || frame.isMarketMessage()
                        || frame.type().equals("events");
                pacedFrames.addAndGet(isPaced ? 1 : 0);
                dispatch(frame);
                if (remembering) {
                    inbox.add(frame);
                }
                answer(frame);
            } catch (RuntimeException surprise) {
                violations.add(collective + "/" + clientId + ": " + surprise + " on " + text);
            }
        }

        private void dispatch(Frame frame) {
            if (frame.isPrivateEvent()) {
                live(frame.text());
            } else if (frame.isMarketMessage()) {
                market(frame.json());
            } else {
                switch (frame.type()) {
                    case "connection_established" -> established.complete(frame.data());
                    case "events" ->
                        WireJson.slices(frame.text(), "data", "events").forEach(this::inBatch);
                    case "reconnection_sync" -> sync(frame);
                    case "initial_state" -> state(frame);
                    case "authenticated" -> authenticated(frame);
                    case "subscribed", "unsubscribed" -> roomsChanged(frame);
                    case "replay" ->
                        WireJson.slices(frame.text(), "data", "events").forEach(log::lookUp);
                    default -> {}
                }
            }
        }

        private void answer(Frame frame) {
            JsonNode id = frame.json().path("id");
            if (id.isTextual()) {
                CompletableFuture<Frame> waiting = asked.remove(id.asText());
                if (waiting == null && !strayAnswers) {
                    violations.add(collective + "/" + clientId + ": an answer that nobody waits for: " + frame.text());
                } else if (waiting != null) {
                    waiting.complete(frame);
                }
            }
        }

        private void inBatch(String text) {
            Frame inner = Frame.of(text);
            if (inner.isPrivateEvent()) {
                live(text);
            } else if (inner.isMarketMessage()) {
                market(inner.json());
            }
            if (remembering) {
                inbox.add(inner);
            }
        }

        private void live(String text) {
            ResumeRecord running = resume;
            if (!signedIn || (running != null && !running.isComplete())) {
                violations.add(collective + "/" + clientId + ": live before the resume was complete: " + text);
            }
            log.accept(text);
            onEvent.accept(WireJson.parse(text));
        }

        private void market(JsonNode message) {
            books.computeIfAbsent(message.path("symbol").asText(), symbol -> new ClientBook(symbol, violations::add))
                    .accept(message);
        }

        private void authenticated(Frame frame) {
            signedIn = true;
            if (resume == null) {
                JsonNode position = frame.data().path("position");
                log.startFrom(
                        position.path("epoch").asText(), position.path("seq").asLong(-1));
            }
        }

        private void sync(Frame frame) {
            ResumeRecord running = resume;
            if (running == null) {
                violations.add(collective + "/" + clientId + ": a resume that nobody asked for: " + frame.text());
                return;
            }
            for (String event : running.page(frame)) {
                log.accept(event);
                onEvent.accept(WireJson.parse(event));
            }
            if (running.isComplete()) {
                String outcome = frame.data().path("outcome").asText();
                if (outcome.equals("up_to_date") || outcome.equals("replayed")) {
                    log.knownUpTo(frame.data().path("to_seq").asLong(-1));
                    resumed.complete(null);
                }
            }
        }

        private void state(Frame frame) {
            JsonNode position = frame.data().path("position");
            if (frame.json().path("id").isNull()) {
                log.startFrom(
                        position.path("epoch").asText(), position.path("seq").asLong(-1));
                resumed.complete(null);
            }
        }

        private void roomsChanged(Frame frame) {
            log.roomsChanged(frame.data().path("position").path("seq").asLong(-1));
        }
    }

    // ---- coming and going ----

    /** Connects and signs in without resume. */
    JsonNode signIn() {
        return signIn(WireJson.object());
    }

    /** Connects and signs in with these fields over the usual ones; returns the data of {@code authenticated}. */
    JsonNode signIn(ObjectNode fields) {
        Frame answer = tryToSignIn(fields);
        if (!answer.type().equals("authenticated")) {
            throw new AssertionError(collective + "/" + clientId + " could not sign in: " + answer.text());
        }
        return answer.data();
    }

    /** Connects and sends {@code auth}; returns whatever the server answers. */
    Frame tryToSignIn(ObjectNode fields) {
        connect();
        ObjectNode data = credentials();
        if (fields.has("resume_token")) {
            data.remove(List.of("public_key", "signature"));
        }
        data.setAll(fields);
        return Waiting.on("the answer to auth", askToSignIn(data));
    }

    /** Sends {@code auth} with these data on the open socket; does not wait for the answer. */
    CompletableFuture<Frame> askToSignIn(ObjectNode data) {
        JsonNode resume = data.path("resume");
        if (resume.path("epoch").isTextual() && resume.path("seq").isIntegralNumber()) {
            log.resumeFrom(resume.path("epoch").asText(), resume.path("seq").asLong());
            connection.resume = new ResumeRecord(resume.path("seq").asLong(), violations::add);
        }
        return ask("auth", data);
    }

    /** Connects and waits for the server's first message, without signing in. */
    JsonNode connect() {
        Connection fresh = new Connection();
        connection = fresh;
        ArenaProcess entrance = arena.process();
        fresh.entrance = entrance;
        fresh.connect(entrance.webSocket(collective));
        return Waiting.on("connection_established", fresh.established);
    }

    /** What {@code auth} says on the open socket: this client, signed with its key. */
    ObjectNode credentials() {
        JsonNode challenge = Waiting.on("connection_established", connection.established);
        byte[] signature = identity.signIn(
                challenge.path("connection_id").asText(),
                challenge.path("nonce").asText(),
                collective,
                clientId);
        return WireJson.object()
                .put("client_id", clientId)
                .put("public_key", identity.publicKey())
                .put("signature", Identity.base64Url(signature));
    }

    /** Where this client is, to be sent as {@code resume}. */
    ObjectNode position() {
        return WireJson.object().put("epoch", log.epoch()).put("seq", log.position());
    }

    /** Comes back by position, with these fields over the usual ones, and waits until everything missed has come. */
    ResumeRecord resume(ObjectNode fields) {
        begin(fields);
        return awaitResumed();
    }

    ResumeRecord resume() {
        return resume(WireJson.object());
    }

    /** What {@code auth} says to come back by position. */
    ObjectNode resumeFields() {
        ObjectNode fields = WireJson.object();
        fields.set("resume", position());
        return fields;
    }

    /** Comes back by position; returns {@code authenticated}, and does not wait for the rest. */
    JsonNode begin(ObjectNode fields) {
        connection.leave();
        ObjectNode data = resumeFields();
        data.setAll(fields);
        return signIn(data);
    }

    ResumeRecord awaitResumed() {
        Connection current = connection;
        Waiting.on("the end of the resume of " + collective + "/" + clientId, current.resumed);
        ResumeRecord record = current.resume;
        if (record == null) {
            throw new IllegalStateException("no resume was asked for");
        }
        return record;
    }

    /** Returns when everything that has happened so far has come, by the order that {@code initial_state} promises. */
    WireClient settle() {
        expect("get_initial_state", WireJson.object("{'include':['connection']}"));
        return this;
    }

    /** Whether it has come in by this node, and is still there. */
    boolean isConnectedTo(ArenaProcess node) {
        return isConnected() && connection.entrance == node;
    }

    /** Loses the connection without a word. */
    void cut() {
        connection.leave();
        connection.socket().cut();
    }

    /** Logs out. */
    void logOut() {
        connection.socket().close(1000);
    }

    @Override
    public void close() {
        WireSocket socket = connection.socket;
        if (socket != null && socket.isOpen()) {
            socket.cut();
        }
    }

    // ---- asking ----

    /** Asks, and waits for the answer, be it an error. */
    Frame request(String type, ObjectNode data) {
        return Waiting.on("the answer to " + type + " " + data, ask(type, data));
    }

    Frame request(String type) {
        return request(type, WireJson.object());
    }

    /** Asks, and fails if the answer is an error. */
    JsonNode expect(String type, ObjectNode data) {
        Frame answer = request(type, data);
        if (answer.isError()) {
            throw new AssertionError(type + " " + data + " was refused: " + answer.text());
        }
        return answer.data();
    }

    JsonNode expect(String type) {
        return expect(type, WireJson.object());
    }

    /** Asks; the answer is a {@link ConnectionLost} if the connection is lost before. */
    CompletableFuture<Frame> ask(String type, ObjectNode data) {
        Connection current = connection;
        String id = clientId + "-" + requests.incrementAndGet();
        CompletableFuture<Frame> answer = new CompletableFuture<>();
        current.asked.put(id, answer);
        ObjectNode message = WireJson.object().put("id", id).put("type", type);
        message.set("data", data);
        WireSocket socket = current.socket();
        socket.send(message.toString());
        socket.end().thenAccept(current::lost); // also if that was long ago
        return answer;
    }

    /** Sends these very characters. */
    void sendRaw(String text) {
        connection.socket().send(text);
    }

    // ---- what it knows ----

    String collective() {
        return collective;
    }

    String clientId() {
        return clientId;
    }

    Identity identity() {
        return identity;
    }

    /** Frames of events and market data that came, over all sockets: what {@code max_events_per_second} is about. */
    long pacedFrames() {
        return pacedFrames.get();
    }

    EventLog log() {
        return log;
    }

    Inbox inbox() {
        return connection.inbox;
    }

    WireSocket socket() {
        return connection.socket();
    }

    ClientBook book(String symbol) {
        return books.computeIfAbsent(symbol, name -> new ClientBook(name, violations::add));
    }

    /** Whether the socket is there and not closed. */
    boolean isConnected() {
        WireSocket socket = connection.socket;
        return socket != null && socket.isOpen();
    }

    /** Has threads of its own, as a program on another machine would. */
    WireClient apart() {
        apart = true;
        return this;
    }

    /** Lets go of the socket that is gone, and of all that came through it. */
    void forgetSocket() {
        connection = new Connection();
    }

    /** Under load nobody looks into the inbox: it stays empty. */
    WireClient forgetful() {
        remembering = false;
        return this;
    }

    /** This client writes requests by hand, so answers come that {@link #ask} does not wait for. */
    void expectStrayAnswers() {
        strayAnswers = true;
    }

    /** Is told of every event, live and replayed, each once. */
    void onEvent(Consumer<JsonNode> handler) {
        onEvent = handler;
    }

    /** Where the server broke the protocol. */
    List<String> violations() {
        return List.copyOf(violations);
    }
}
