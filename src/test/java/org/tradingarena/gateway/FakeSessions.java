package org.tradingarena.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.Wire;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.ConnectionCommand.Proof;
import org.tradingarena.session.DirectoryCommand;
import org.tradingarena.session.DirectoryReply;
import org.tradingarena.session.SessionReply;
import org.tradingarena.session.SocketCommand;

/** Connections that let everybody in whose key they know, and let the newer socket win. */
final class FakeSessions {
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Map<String, ActorRef<SocketCommand>> sockets = new ConcurrentHashMap<>();
    private final BlockingQueue<ConnectionCommand.SocketGone> gone = new LinkedBlockingQueue<>();
    private final Map<String, List<String>> listed = new ConcurrentHashMap<>();
    private final Map<String, ActorRef<DirectoryCommand>> directories = new ConcurrentHashMap<>();
    private volatile SessionReply description = new SessionReply.NoSession();
    private long generation;
    private Optional<ActorRef<SocketCommand>> newest = Optional.empty();

    /** Lets this key in. */
    void know(String publicKey) {
        keys.add(publicKey);
    }

    /** What every session says of itself. */
    void describedAs(SessionReply reply) {
        description = reply;
    }

    /** The directory of this collective has these clients, in this order. */
    void list(String collective, String... clients) {
        listed.put(collective, List.of(clients));
    }

    void start(ActorTestKit kit) {
        directories.put("", kit.spawn(Behaviors.ignore()));
        for (String collective : List.of("alpha", "beta", "gamma")) {
            directories.put(collective, kit.spawn(Behaviors.receiveMessage(command -> {
                onList(collective, command);
                return Behaviors.same();
            })));
        }
    }

    /** Of a collective that nobody knows, a directory that never answers. */
    ActorRef<DirectoryCommand> directory(String collective) {
        return directories.getOrDefault(collective, java.util.Objects.requireNonNull(directories.get("")));
    }

    private void onList(String collective, DirectoryCommand command) {
        if (command instanceof DirectoryCommand.GetPage get) {
            List<String> rest = listed.getOrDefault(collective, List.of()).stream()
                    .filter(client -> client.compareTo(get.after()) > 0)
                    .toList();
            List<String> page = rest.subList(0, Math.min(get.limit(), rest.size()));
            get.replyTo().tell(new DirectoryReply.Page(List.copyOf(page), page.size() < rest.size()));
        }
    }

    /** The next socket that was reported gone. */
    ConnectionCommand.SocketGone nextGone() throws InterruptedException {
        ConnectionCommand.SocketGone next = gone.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no socket is gone");
        }
        return next;
    }

    Behavior<ConnectionCommand> behavior() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case ConnectionCommand.SignIn signIn -> onSignIn(signIn);
                case ConnectionCommand.Ask ask -> onAsk(ask);
                case ConnectionCommand.SocketGone end -> gone.add(end);
                case ConnectionCommand.Describe describe -> describe.replyTo().tell(description);
                case ConnectionCommand.CountHeartbeat count ->
                    count.replyTo().tell(new SessionReply.HeartbeatCounted(Instant.EPOCH, 7));
                case ConnectionCommand.SimulateDisconnect simulate ->
                    simulate.replyTo().tell(new SessionReply.Disconnected(true));
                default -> {}
            }
            return Behaviors.same();
        });
    }

    private void onSignIn(ConnectionCommand.SignIn signIn) {
        if (!(signIn.proof() instanceof Proof.Key(String key)) || !keys.contains(key)) {
            signIn.socket().tell(new SocketCommand.SignInRefused(ArenaError.of(ErrorCode.AUTH_FAILED, "no")));
            return;
        }
        ActorRef<SocketCommand> older = sockets.put(signIn.auth().clientId(), signIn.socket());
        if (older != null) {
            older.tell(new SocketCommand.CloseWith(CloseCode.SESSION_TAKEN_OVER));
        }
        newest = Optional.of(signIn.socket());
        List<Room> rooms = signIn.auth().subscriptions() == null
                ? List.of()
                : signIn.auth().subscriptions();
        String frame = Wire.response(
                signIn.requestId(), "authenticated", json -> json.integer("generation", generation + 1), Instant.EPOCH);
        signIn.socket()
                .tell(new SocketCommand.SignedIn(
                        ++generation,
                        true,
                        rooms,
                        Preferences.defaults(signIn.auth().clientType()),
                        frame,
                        null));
    }

    /** Only heartbeats and acks are answered. */
    private void onAsk(ConnectionCommand.Ask ask) {
        if (ask.envelope().request() instanceof Request.Heartbeat) {
            String frame = Wire.response(ask.envelope().id(), "heartbeat_ack", json -> {}, Instant.EPOCH);
            newest.ifPresent(socket -> socket.tell(new SocketCommand.Respond(ask.ticket(), frame)));
        }
    }
}
