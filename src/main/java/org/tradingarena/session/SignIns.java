package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Room;
import org.tradingarena.session.ConnectionCommand.Proof;
import org.tradingarena.session.ConnectionCommand.SignIn;
import org.tradingarena.session.ConnectionCommand.SignInLate;

/**
 * Sign-ins of one client, one after the other: what can be judged here is, then the collective has the last word on the key. Until a
 * sign-in is durable nothing of it touches the socket that is there.
 */
final class SignIns {
    private static final String TIMER = "sign-in";
    private static final int TOKEN_BYTES = 32;

    /** A sign-in that the collective is asked about. */
    private record Trying(
            SignIn signIn, String key, @Nullable String usedToken, long ticket) {}

    /** A sign-in that the collective is content with, to be journaled. */
    record Admitted(
            SignIn signIn,
            String key,
            DeliveryInput.Answer answer,
            boolean resumed,
            String token,
            List<SessionEvent> events) {}

    private final ConnectionSurroundings surroundings;
    private final TimerScheduler<ConnectionCommand> timers;
    private final Carrier carrier;
    private final Frames frames;
    private final RoomRules rooms;
    private final Deque<SignIn> waiting = new ArrayDeque<>();
    private @Nullable Trying trying;

    SignIns(
            ConnectionSurroundings surroundings,
            TimerScheduler<ConnectionCommand> timers,
            Carrier carrier,
            Frames frames,
            RoomRules rooms) {
        this.surroundings = surroundings;
        this.timers = timers;
        this.carrier = carrier;
        this.frames = frames;
        this.rooms = rooms;
    }

    boolean isIdle() {
        return trying == null && waiting.isEmpty();
    }

    /** Whether an answer of the collective is about a sign-in. */
    boolean awaits(long ticket) {
        return trying != null && trying.ticket() == ticket;
    }

    void onSignIn(SessionState state, SignIn signIn) {
        if (waiting.size() + 1 >= surroundings.settings().waitingSignIns()) {
            refuse(signIn, ErrorCode.OVERLOADED, "too many sign-ins of this client at once");
        } else {
            waiting.add(signIn);
            next(state);
        }
    }

    /** Turns to the next sign-in, if none is under way. */
    void next(SessionState state) {
        while (trying == null && !waiting.isEmpty()) {
            begin(state, waiting.remove());
        }
    }

    private void begin(SessionState state, SignIn signIn) {
        List<Room> wanted = signIn.auth().subscriptions();
        ArenaError wrong = wanted == null
                ? null
                : rooms.refusal(wanted, "data.subscriptions").orElse(null);
        if (wrong != null) {
            signIn.socket().tell(new SocketCommand.SignInRefused(wrong));
            return;
        }
        switch (signIn.proof()) {
            case Proof.Key key -> ask(signIn, key.publicKey(), null);
            case Proof.Token proof -> {
                Token token = state.token(proof.hash()).orElse(null);
                if (token == null || token.isUsedUp(frames.now())) {
                    fail(signIn);
                } else if (token.isExpired(frames.now())) {
                    refuse(signIn, ErrorCode.TOKEN_EXPIRED, "the resume token has expired");
                } else {
                    ask(signIn, token.key(), token.hash());
                }
            }
        }
    }

    private void ask(SignIn signIn, String key, @Nullable String usedToken) {
        long ticket = carrier.attachFor(signIn.auth().resume(), key);
        trying = new Trying(signIn, key, usedToken, ticket);
        timers.startSingleTimer(
                TIMER, new SignInLate(ticket), surroundings.settings().answerTimeout());
    }

    private static void fail(SignIn signIn) {
        refuse(signIn, ErrorCode.AUTH_FAILED, "authentication failed");
    }

    private static void refuse(SignIn signIn, ErrorCode code, String message) {
        signIn.socket().tell(new SocketCommand.SignInRefused(ArenaError.of(code, message)));
    }

    private @Nullable Trying take() {
        Trying taken = trying;
        trying = null;
        timers.cancel(TIMER);
        return taken;
    }

    /** The collective did not answer in time. */
    void onLate(long ticket) {
        if (awaits(ticket)) {
            giveUp(ErrorCode.OVERLOADED, "the collective does not answer; try again");
        }
    }

    /** The connection goes: nobody is going to answer. */
    void stop() {
        giveUp(ErrorCode.OVERLOADED, "the session starts anew; try again");
        waiting.forEach(signIn -> refuse(signIn, ErrorCode.OVERLOADED, "the session starts anew; try again"));
        waiting.clear();
    }

    private void giveUp(ErrorCode code, String message) {
        Trying given = take();
        if (given != null) {
            refuse(given.signIn(), code, message);
        }
    }

    /** The collective's word; null if it lets nobody in. */
    @Nullable
    Admitted onReply(SessionState state, CollectiveReply reply) {
        Trying tried = take();
        if (tried == null) {
            return null;
        }
        switch (reply) {
            case CollectiveReply.Attached attached -> {
                return admit(state, tried, Answers.handedOver(attached));
            }
            case CollectiveReply.NotInMemory notInMemory -> {
                return admit(state, tried, Answers.notHeld(notInMemory));
            }
            case CollectiveReply.KeyRefused refused -> fail(tried.signIn());
            case CollectiveReply.NotOpen notOpen -> fail(tried.signIn());
            default -> refuse(tried.signIn(), ErrorCode.OVERLOADED, "the collective has too much to do; try again");
        }
        return null;
    }

    private Admitted admit(SessionState state, Trying tried, DeliveryInput.Answer answer) {
        Instant now = frames.now();
        Duration retention = surroundings.settings().retention();
        boolean known = state.isKnown(now, retention);
        String token = randomToken();
        List<Room> wanted = tried.signIn().auth().subscriptions();
        List<SessionEvent> events = new ArrayList<>();
        if (!known && state.sessionId() != null) {
            events.add(new SessionEvent.Expired(now));
        }
        events.add(new SessionEvent.SignedIn(
                known ? String.valueOf(state.sessionId()) : UUID.randomUUID().toString(),
                state.generation() + 1,
                tried.signIn().connectionId(),
                tried.signIn().auth().clientType(),
                wanted != null ? Frames.names(wanted) : known ? state.rooms() : rooms.own(),
                new Token(Connection.hash(token), tried.key(), tried.usedToken(), now.plus(retention), null),
                tried.usedToken(),
                now));
        return new Admitted(tried.signIn(), tried.key(), answer, known, token, events);
    }

    private String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        surroundings.random().nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
