package org.tradingarena.session;

import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;

/** What a socket, the server or time asks of a {@link Connection}. */
public sealed interface ConnectionCommand {

    /** How a socket proves who it is. A key has been verified by the gateway: the signature is good, whether the key may enter is the
     * collective's word. */
    sealed interface Proof {
        /** By signature.
         *
         * @param publicKey base64url */
        record Key(String publicKey) implements Proof {}

        /** By resume token.
         *
         * @param hash SHA-256 of the token, lower-case hex */
        record Token(String hash) implements Proof {}
    }

    /**
     * A socket wants to sign in; answered with {@link SocketCommand.SignedIn} or {@link SocketCommand.SignInRefused}.
     *
     * @param auth the request as it came: client type, role, resume, subscriptions, compression
     * @param credit how many frames of events the socket can take at once
     */
    record SignIn(
            String connectionId,
            @Nullable String requestId,
            Request.Auth auth,
            Proof proof,
            Instant connectedAt,
            int credit,
            ActorRef<SocketCommand> socket)
            implements ConnectionCommand {}

    /**
     * The same once more, from a socket that has had no answer for a while: nothing new if it is known. A kind of its own, since an earlier
     * version would take a repetition for another sign-in; it passes over what it does not understand.
     */
    record SignInAgain(SignIn signIn) implements ConnectionCommand {}

    /**
     * A request of a signed-in socket. Trading requests are passed on to the collective, whose replies go straight to {@code replies};
     * all others are answered with {@link SocketCommand.Respond}.
     *
     * @param generation what the sign-in gave; a request of an older generation is dropped
     * @param ticket names the request in the reply
     * @param marketMessages how many messages of market data the socket has written: they do not pass the session
     */
    record Ask(
            long generation,
            long ticket,
            RequestEnvelope envelope,
            long marketMessages,
            ActorRef<CollectiveReply> replies)
            implements ConnectionCommand {}

    /** The socket takes so many more frames of events. */
    record Credit(long generation, int frames) implements ConnectionCommand {}

    /**
     * The socket is gone.
     *
     * @param reason a word for {@code interruption.reason}
     * @param logout whether the client closed with 1000: no cancel-on-disconnect
     */
    record SocketGone(long generation, String reason, boolean logout) implements ConnectionCommand {}

    /** Recover, and do what is due: a cancel-on-disconnect, the end of the retention. */
    record Wake() implements ConnectionCommand {}

    /** What the collective says. */
    record FromCollective(CollectiveReply reply) implements ConnectionCommand {}

    /** What the directory of sessions says. */
    record FromDirectory(DirectoryReply reply) implements ConnectionCommand {}

    /** Look whether the session is over, and tell the directory what it is. */
    record Review() implements ConnectionCommand {}

    /** What is the session? Answered with {@link SessionReply}. */
    record Describe(ActorRef<SessionReply> replyTo) implements ConnectionCommand {}

    /** An operator says that the client is alive. It is counted, no more: a silent socket is closed all the same. */
    record CountHeartbeat(ActorRef<SessionReply> replyTo) implements ConnectionCommand {}

    /** Close the socket as if the line had been cut, for the client to come back. */
    record SimulateDisconnect(ActorRef<SessionReply> replyTo) implements ConnectionCommand {}

    /** The collective that this connection was attached to has stopped. */
    record CollectiveStopped() implements ConnectionCommand {}

    /** A page of the journal, or the failure to read it ({@code events} is then null). */
    record PageRead(long afterSeq, @Nullable List<org.tradingarena.collective.CollectiveEvent> events)
            implements ConnectionCommand {}

    /** A page that a {@code replay} request asked for. */
    record ReplayRead(
            long generation,
            long ticket,
            RequestEnvelope envelope,
            @Nullable List<org.tradingarena.collective.CollectiveEvent> events)
            implements ConnectionCommand {}

    /** Something of the session may be due: a cancel-on-disconnect, the dead man's switch, the end of the retention. */
    record Tick() implements ConnectionCommand {}

    /** Time to ask collective or journal again. */
    record RetryDue() implements ConnectionCommand {}

    /** A sign-in is not decided yet: whoever was asked is asked again. */
    record SignInSlow(long attempt) implements ConnectionCommand {}

    /** A sign-in has not been decided in time. */
    record SignInLate(long attempt) implements ConnectionCommand {}

    /** The socket's actor has stopped; its word, if it left one, comes on another way and is waited for. */
    record SocketLost(long generation, boolean waited) implements ConnectionCommand {}

    /** The client has been away for so long that nothing more is kept in memory for it. */
    record CoolDown() implements ConnectionCommand {}

    /** Nothing but a sign that the entity is not idle: something of it is due later. */
    record KeepAwake() implements ConnectionCommand {}

    /** Stop; what is kept is in the journal. */
    record Stop() implements ConnectionCommand {}
}
