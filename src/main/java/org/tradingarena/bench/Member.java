package org.tradingarena.bench;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tradingarena.bench.check.Answers;
import org.tradingarena.bench.check.Chain;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.check.Findings;
import org.tradingarena.bench.wire.BenchSocket;
import org.tradingarena.bench.wire.JsonSlice;
import org.tradingarena.bench.wire.Message;
import org.tradingarena.bench.wire.Receiver;
import org.tradingarena.bench.wire.SocketLoops;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;
import org.tradingarena.protocol.RequestWriter;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;

/**
 * One client under load: signs in, sends requests, and holds everything that it receives to the protocol. What it keeps is its place in the
 * chain, a bit for each event, and the requests that wait for an answer.
 */
final class Member {
    /** What happens with what a client receives, after it was checked; called by the thread that reads the socket. */
    interface Listener {
        /** A new event. */
        default void event(Member member, Message event, long nanos) {}

        /** A new message of a market. */
        default void market(Member member, Message message, long nanos) {}

        /** A page of a resume; its events were told one by one before it. */
        default void page(Member member, Message page, long events, long nanos) {}

        /** The socket is gone. */
        default void ended(Member member, int code, String reason) {}
    }

    /** Takes the answer to one request; an error is an answer. */
    interface Reply {
        void answered(Message answer, long nanos);
    }

    private record Asked(String type, Reply reply) {
        @Override
        public String toString() {
            return type;
        }
    }

    private final SocketLoops loops;
    private final Findings findings;
    private final Traffic traffic;
    private final Listener listener;
    private final Team team;
    private final String clientId;
    private final String name;
    private final Answers<Asked> answers;
    private @Nullable MarketWatch market;
    private @Nullable Chain chain;
    private String epoch = "";
    private volatile @Nullable Line line;

    Member(SocketLoops loops, Findings findings, Traffic traffic, Listener listener, Team team, String clientId) {
        this.loops = loops;
        this.findings = findings;
        this.traffic = traffic;
        this.listener = listener;
        this.team = team;
        this.clientId = clientId;
        this.name = team.id() + "/" + clientId;
        this.answers = new Answers<>(findings, name);
    }

    /** Follows a market from the next sign-in on. */
    void follow(MarketWatch watch) {
        market = watch;
    }

    /**
     * Connects and signs in; on a socket before it, nothing is heard any more. Completes when the server says {@code authenticated}; fails
     * with a {@link BenchException} that says why not.
     *
     * @param rooms null for the session's own
     */
    CompletableFuture<Void> signIn(@Nullable List<Room> rooms, Resume resume) {
        Line opened = new Line(rooms, resume);
        Line older = line;
        line = opened;
        answers.forget();
        if (older != null) {
            older.cut();
        }
        try {
            loops.open("/ws/v1/" + team.id(), opened);
        } catch (IOException unreachable) {
            opened.signedIn.completeExceptionally(
                    new BenchException("no socket to the server: " + unreachable.getMessage()));
        }
        return opened.signedIn;
    }

    /** Sends a request; the reply is called once. */
    void ask(Request request, Reply reply) {
        Line open = line;
        if (open != null) {
            long id = answers.ask(new Asked(request.type(), reply));
            open.send(Long.toString(id), request);
        }
    }

    /** Sends a request and keeps a copy of the answer's data; a refusal fails with a {@link BenchException}. */
    CompletableFuture<JsonSlice> ask(Request request) {
        CompletableFuture<JsonSlice> done = new CompletableFuture<>();
        ask(request, (answer, nanos) -> {
            if (answer.isError()) {
                done.completeExceptionally(refused(request.type(), answer));
            } else {
                done.complete(answer.data().copy());
            }
        });
        return done;
    }

    private BenchException refused(String type, Message answer) {
        return new BenchException(name + ": " + type + " was refused: " + answer.errorCode());
    }

    /** Cuts its connection without a word. */
    void cut() {
        Line open = line;
        if (open != null) {
            open.cut();
        }
    }

    /** Says good-bye; {@link #isOpen} tells when the server has answered. */
    void close() {
        Line open = line;
        if (open != null) {
            open.close();
        }
    }

    /** Whether it is signed in, and its socket is still there. */
    boolean isSignedIn() {
        Line open = line;
        return open != null && !open.isOver() && open.signedIn.isDone();
    }

    boolean isOpen() {
        Line open = line;
        return open != null && !open.isOver();
    }

    /** The resume from where it is; only after a sign-in. */
    synchronized Resume.Position position() {
        return new Resume.Position(epoch, lastSeq(), false, Resume.DEFAULT_MAXIMUM_EVENTS, java.util.Map.of());
    }

    /** The number of the newest event that it knows of. */
    synchronized long lastSeq() {
        return chain == null ? 0 : chain.last();
    }

    /** Its chain of private events; null before it signed in. */
    synchronized @Nullable Chain chain() {
        return chain;
    }

    synchronized @Nullable MarketWatch market() {
        return market;
    }

    /** Nothing more will come. What a socket took with it that ended by itself has its own fault. */
    void finish() {
        if (isOpen()) {
            answers.finish();
        }
    }

    /** Whether nothing is to be expected: every request has its answer, or the socket is gone. */
    boolean isIdle() {
        return answers.waiting() == 0 || !isOpen();
    }

    Team team() {
        return team;
    }

    String name() {
        return name;
    }

    private synchronized void receive(Message message, long nanos) {
        traffic.received();
        if (message.isPrivateEvent()) {
            event(message, nanos);
        } else if (message.isMarket()) {
            traffic.numbered();
            MarketWatch watch = market;
            if (watch != null && watch.take(message)) {
                listener.market(this, message, nanos);
            }
        } else if (message.id() != null) {
            Asked asked = answers.answered(message.id());
            if (asked != null) {
                asked.reply().answered(message, nanos);
            }
        } else if (message.type().equals("reconnection_sync")) {
            long[] events = new long[1];
            message.events(event -> {
                events[0]++;
                traffic.received();
                event(event, nanos);
            });
            listener.page(this, message, events[0], nanos);
        }
    }

    private void event(Message event, long nanos) {
        traffic.numbered();
        Chain known = chain;
        if (known == null || !event.isOfEpoch(epoch)) {
            findings.found(
                    Fault.CHANGED,
                    () -> name + " got " + event.seq() + " of epoch " + event.epoch() + ", not of " + epoch);
            return;
        }
        team.record().saw(name, event.seq(), event.whole().fingerprint());
        if (known.accept(event.seq(), event.prevSeq())) {
            listener.event(this, event, nanos);
        }
    }

    private synchronized void signedIn(Message authenticated) {
        if (chain == null) {
            epoch = authenticated.text("position", "epoch");
            chain = new Chain(findings, name, authenticated.integer("position", "seq"));
        }
    }

    /** One socket of this client. */
    private final class Line implements Receiver {
        private final CompletableFuture<Void> signedIn = new CompletableFuture<>();
        private final @Nullable List<Room> rooms;
        private final Resume resume;
        private volatile @Nullable BenchSocket socket;
        private volatile boolean over;
        private volatile boolean expected;

        Line(@Nullable List<Room> rooms, Resume resume) {
            this.rooms = rooms;
            this.resume = resume;
        }

        @Override
        public void onOpen(BenchSocket opened) {
            socket = opened;
        }

        boolean isOver() {
            return over;
        }

        void cut() {
            expected = true;
            over = true;
            BenchSocket open = socket;
            if (open != null) {
                open.cut();
            }
        }

        void close() {
            expected = true;
            BenchSocket open = socket;
            if (open != null) {
                open.close(1000);
            }
        }

        void send(String id, Request request) {
            BenchSocket open = socket;
            if (open != null && !over) {
                traffic.sent();
                open.send(RequestWriter.text(new RequestEnvelope(id, request)));
            }
        }

        @Override
        public void onFrame(JsonSlice frame, long nanos) {
            if (over) {
                return;
            }
            traffic.frame(frame.length());
            try {
                Message message = Message.read(frame);
                if (message.type().equals("connection_established")) {
                    traffic.received();
                    authenticate(message);
                } else {
                    message.each(each -> receive(each, nanos));
                }
            } catch (IllegalArgumentException notOurs) {
                findings.found(Fault.UNREADABLE, () -> name + ": " + notOurs.getMessage());
            }
        }

        private void authenticate(Message established) {
            var proof =
                    team.key().sign(established.text("connection_id"), established.text("nonce"), team.id(), clientId);
            Request auth = new Request.Auth(clientId, ClientType.BOT, Role.TRADER, proof, resume, rooms, false);
            Reply reply = (answer, nanos) -> {
                if (answer.isError()) {
                    signedIn.completeExceptionally(refused("auth", answer));
                } else {
                    signedIn(answer);
                    signedIn.complete(null);
                }
            };
            send(Long.toString(answers.ask(new Asked("auth", reply))), auth);
        }

        @Override
        public void onEnd(int code, String reason) {
            over = true;
            boolean wasIn = signedIn.isDone() && !signedIn.isCompletedExceptionally();
            signedIn.completeExceptionally(new BenchException(name + ": the socket ended: " + code + " " + reason));
            if (wasIn && !expected) {
                findings.found(Fault.ENDED, () -> name + "'s socket ended with " + code + " " + reason);
            }
            if (wasIn) {
                listener.ended(Member.this, code, reason);
            }
        }
    }

    /** Sends a sign of life. */
    void beat(Reply reply) {
        ask(new Request.Heartbeat(OptionalLong.empty()), reply);
    }
}
