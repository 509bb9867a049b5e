package org.tradingarena.gateway.socket;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.ConnectionCommand.Proof;
import org.tradingarena.session.SocketCommand;

/**
 * Signs one socket in (protocol section 3). A bad signature, a wrong key and an unknown collective take the same way: one verification,
 * one question to the Connection, and a refusal not before {@code failure-time}.
 *
 * <p>A question may be lost with the node that it was for. So it is asked again, as the same question, until there is an answer or the
 * time is over; the Connection knows it again.
 */
final class SignInDesk implements Desk {
    /** Frames of events that a session may write before the client's pace is known. */
    static final int FIRST_CREDIT = 1;

    private static final ArenaError FAILED = ArenaError.of(ErrorCode.AUTH_FAILED, "Authentication failed");
    private static final long RETRY_MILLIS = 1000;

    private final SocketLink link;
    private final ActorRef<SocketCommand> replies;
    private final Consumer<Boolean> verified;
    private final Consumer<Duration> wakeForRefusal;
    private final long closeAt;
    private final boolean crowded;
    private @Nullable SignInProgress progress;
    private ConnectionCommand.@Nullable SignIn question;
    private long askAgainAt = Long.MAX_VALUE;
    private boolean askedAgain;
    private @Nullable ArenaError refusal;
    private int failures;
    private boolean limited;

    /**
     * The desk of one socket.
     *
     * @param replies where the Connection answers
     * @param verified is told, on any thread, whether a signature is good
     * @param wakeForRefusal asks for {@link #tellRefusal} after a while
     * @param crowded whether the collective has its number of sockets already
     */
    SignInDesk(
            SocketLink link,
            boolean crowded,
            ActorRef<SocketCommand> replies,
            Consumer<Boolean> verified,
            Consumer<Duration> wakeForRefusal) {
        this.link = link;
        this.replies = replies;
        this.verified = verified;
        this.wakeForRefusal = wakeForRefusal;
        this.crowded = crowded;
        SocketSettings.SignIns settings = link.settings().signIns();
        Duration time = crowded ? settings.crowdedTimeout() : settings.timeout();
        this.closeAt = link.nanos() + time.toNanos();
    }

    /** Messages behind an {@code auth} wait until it is decided. */
    @Override
    public boolean isBusy() {
        return isUnderWay() || isExhausted() || limited;
    }

    /** Whether the Connection still has to answer, or the client to be told. */
    boolean isUnderWay() {
        return progress != null;
    }

    private boolean isExhausted() {
        return failures >= link.settings().signIns().tries();
    }

    @Override
    public long deadline() {
        return Math.min(overBy(), askAgainAt);
    }

    /** When it is decided at the latest. */
    long overBy() {
        return progress == null ? closeAt : answerBy(progress);
    }

    private long answerBy(SignInProgress begun) {
        return begun.startedAt() + link.settings().signIns().answerTimeout().toNanos();
    }

    /** Where the Connection has not answered, nobody knows whether it signed the client in: that socket is of no use any more. */
    @Override
    public @Nullable CloseCode look(long now) {
        if (limited) {
            return CloseCode.CONNECTION_LIMIT;
        }
        if (progress == null && askedAgain) {
            return CloseCode.INTERNAL;
        }
        if (isExhausted()) {
            return CloseCode.NOT_AUTHENTICATED;
        }
        if (now < deadline()) {
            return null;
        }
        if (progress != null && question != null && now < answerBy(progress)) {
            askedAgain = true;
            link.metrics().signInAskedAgain();
            ask(progress, new ConnectionCommand.SignInAgain(question));
            return null;
        }
        if (progress != null) {
            link.refuse(progress.id(), overloaded());
            return CloseCode.INTERNAL;
        }
        if (crowded) {
            link.metrics().refused();
            link.refuse(null, ClientErrors.TOO_MANY_SOCKETS);
            return CloseCode.CONNECTION_LIMIT;
        }
        return CloseCode.NOT_AUTHENTICATED;
    }

    /** Ends the {@code auth} under way, which is decided; null if there is none. */
    @Nullable
    SignInProgress take() {
        SignInProgress decided = progress;
        forget();
        return decided;
    }

    private void forget() {
        progress = null;
        question = null;
        askAgainAt = Long.MAX_VALUE;
        refusal = null;
    }

    @Override
    public void onText(String text) {
        try {
            RequestEnvelope envelope = Unauthenticated.parse(text);
            if (envelope.request() instanceof Request.Auth auth) {
                onAuth(envelope.id(), auth);
            } else {
                link.respond(envelope.id(), "heartbeat_ack", json -> json.time("server_time", link.now()));
            }
        } catch (ProtocolException refused) {
            link.refuse(refused.id(), refused.error());
        }
    }

    private void onAuth(@Nullable String id, Request.Auth auth) {
        SignInProgress begun = new SignInProgress(id, auth, link.nanos());
        switch (auth.credentials()) {
            case Credentials.Signature signature -> {
                boolean taken = link.dependencies()
                        .signatures()
                        .check(
                                signature.publicKeyBytes(),
                                signature.signatureBytes(),
                                link.greeting().signedBytes(link.collective(), auth.clientId()),
                                verified);
                if (taken) {
                    progress = begun;
                } else {
                    link.metrics().signatureRefused();
                    link.refuse(id, overloaded());
                }
            }
            case Credentials.ResumeToken token -> {
                progress = begun;
                ask(begun, true);
            }
        }
    }

    void onSignatureChecked(boolean isGood) {
        if (progress != null) {
            ask(progress, isGood);
        }
    }

    private void ask(SignInProgress begun, boolean isGood) {
        Proof proof = begun.proof(isGood, link.dependencies().signatures().keyOfNobody());
        question = new ConnectionCommand.SignIn(
                link.greeting().connectionId(),
                begun.id(),
                begun.auth(),
                proof,
                link.greeting().connectedAt(),
                FIRST_CREDIT,
                replies);
        ask(begun, question);
    }

    private void ask(SignInProgress begun, ConnectionCommand asked) {
        askAgainAt = link.nanos() + link.settings().signIns().askAgain().toNanos();
        connection(begun).tell(asked);
    }

    /** The Connection that an {@code auth} is for. */
    RecipientRef<ConnectionCommand> connection(SignInProgress begun) {
        return link.dependencies()
                .connections()
                .apply(link.collective(), begun.auth().clientId());
    }

    /** The Connection says no: the client hears of it when the time has come. */
    void onRefused(ArenaError error) {
        if (progress != null && refusal == null) {
            askAgainAt = Long.MAX_VALUE;
            refusal = error.code() == ErrorCode.AUTH_FAILED ? FAILED : error;
            Duration passed = Duration.ofNanos(link.nanos() - progress.startedAt());
            Duration rest = link.settings().signIns().failureTime().minus(passed);
            if (rest.isPositive()) {
                wakeForRefusal.accept(rest);
            } else {
                tellRefusal();
            }
        }
    }

    /**
     * Tells the client that it failed; it may try again with the same nonce, since nobody has used that yet. Not where the question was
     * asked more than once: whatever comes of the others would be taken for the answer to the next try.
     */
    void tellRefusal() {
        if (progress != null && refusal != null) {
            boolean failed = refusal.code() == ErrorCode.AUTH_FAILED || refusal.code() == ErrorCode.TOKEN_EXPIRED;
            if (failed) {
                failures++;
                link.metrics().signInFailed();
            }
            limited = refusal.code() == ErrorCode.CONNECTION_LIMIT;
            link.refuse(progress.id(), refusal);
            forget();
        }
    }

    private static ArenaError overloaded() {
        return ArenaError.retryAfter(ErrorCode.OVERLOADED, "Too many sign-ins right now", RETRY_MILLIS);
    }
}
