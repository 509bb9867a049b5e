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
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.session.ConnectionCommand.Proof;
import org.tradingarena.session.ConnectionCommand.SignIn;
import org.tradingarena.session.ConnectionCommand.SignInLate;
import org.tradingarena.session.ConnectionCommand.SignInSlow;

/**
 * Sign-ins of one client, one after the other: what can be judged here is, then the collective has the last word on the key. For a session
 * that begins the directory of sessions is asked before: whether the key may enter, whether there is room, and only then to be attached.
 * Until a sign-in is durable nothing of it touches the socket that is there.
 */
final class SignIns {
    private static final String TIMER = "sign-in";
    private static final String AGAIN = "sign-in-again";
    private static final int TOKEN_BYTES = 32;
    private static final long NOT_ENTERED = 0;

    /** Whose word a sign-in waits for. */
    private enum Step {
        KEY,
        DIRECTORY,
        ATTACH
    }

    /**
     * A sign-in under way.
     *
     * @param attempt names it to the timer
     * @param ticket of the question that it waits for
     * @param entered the generation that the directory has been asked to enter, or {@link #NOT_ENTERED}
     */
    private record Trying(
            SignIn signIn, String key, @Nullable String usedToken, long attempt, Step step, long ticket, long entered) {
        Trying waits(Step next, long asked, long generation) {
            return new Trying(signIn, key, usedToken, attempt, next, asked, generation);
        }
    }

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
    private final DirectoryPort directory;
    private final Frames frames;
    private final RoomRules rooms;
    private final Deque<SignIn> waiting = new ArrayDeque<>();
    private @Nullable Trying trying;
    private long attempts;

    SignIns(
            ConnectionSurroundings surroundings,
            TimerScheduler<ConnectionCommand> timers,
            Carrier carrier,
            DirectoryPort directory,
            Frames frames,
            RoomRules rooms) {
        this.surroundings = surroundings;
        this.timers = timers;
        this.carrier = carrier;
        this.directory = directory;
        this.frames = frames;
        this.rooms = rooms;
    }

    boolean isIdle() {
        return trying == null && waiting.isEmpty();
    }

    /** Whether an answer of the collective is about a sign-in. */
    boolean awaits(long ticket) {
        return trying != null && trying.step() != Step.DIRECTORY && trying.ticket() == ticket;
    }

    void onSignIn(SessionState state, SignIn signIn) {
        if (waiting.size() + 1 >= surroundings.settings().waitingSignIns()) {
            refuse(signIn, ErrorCode.OVERLOADED, "too many sign-ins of this client at once");
        } else {
            waiting.add(signIn);
            next(state);
        }
    }

    /** A socket has heard nothing of its sign-in: that was lost on its way, or is under way, or the answer is. */
    void onSignInAgain(SessionState state, SignIn signIn) {
        if (!isHere(signIn)) {
            onSignIn(state, signIn);
        }
    }

    private boolean isHere(SignIn signIn) {
        Link link = carrier.link();
        return (link != null && link.isOf(signIn))
                || (trying != null && trying.signIn().connectionId().equals(signIn.connectionId()))
                || waiting.stream().anyMatch(each -> each.connectionId().equals(signIn.connectionId()));
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
            case Proof.Key key -> ask(state, signIn, key.publicKey(), null);
            case Proof.Token proof -> {
                Token token = state.token(proof.hash()).orElse(null);
                if (token == null || token.isUsedUp(frames.now())) {
                    fail(signIn);
                } else if (token.isExpired(frames.now())) {
                    refuse(signIn, ErrorCode.TOKEN_EXPIRED, "the resume token has expired");
                } else {
                    ask(state, signIn, token.key(), token.hash());
                }
            }
        }
    }

    private void ask(SessionState state, SignIn signIn, String key, @Nullable String usedToken) {
        Trying begun = new Trying(signIn, key, usedToken, ++attempts, Step.KEY, 0, NOT_ENTERED);
        trying = isKnown(state) ? attach(begun) : begun.waits(Step.KEY, carrier.checkKey(key), NOT_ENTERED);
        SessionSettings settings = surroundings.settings();
        timers.startSingleTimer(TIMER, new SignInLate(attempts), settings.answerTimeout());
        timers.startTimerWithFixedDelay(AGAIN, new SignInSlow(attempts), settings.askAgain());
    }

    private Trying attach(Trying tried) {
        long ticket = carrier.attachFor(tried.signIn().auth().resume(), tried.key());
        return tried.waits(Step.ATTACH, ticket, tried.entered());
    }

    private boolean isKnown(SessionState state) {
        return state.isKnown(frames.now(), surroundings.settings().retention());
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
        timers.cancel(AGAIN);
        return taken;
    }

    /** A sign-in was not decided in time. */
    void onLate(long attempt) {
        if (trying != null && trying.attempt() == attempt) {
            giveUp(ErrorCode.OVERLOADED, "the arena has too much to do; try again");
        }
    }

    /** A sign-in is not decided yet: the question may have been lost with whoever was asked. */
    void onSlow(long attempt) {
        Trying slow = trying;
        if (slow != null && slow.attempt() == attempt) {
            trying = slow.waits(slow.step(), askAgain(slow), slow.entered());
        }
    }

    private long askAgain(Trying slow) {
        return switch (slow.step()) {
            case KEY -> carrier.checkKey(slow.key());
            case DIRECTORY -> directory.enter(slow.entered());
            case ATTACH -> carrier.attachFor(slow.signIn().auth().resume(), slow.key());
        };
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
            refuse(given, code, message);
        }
    }

    /** No session begins after all. */
    private void refuse(Trying tried, ErrorCode code, String message) {
        if (tried.entered() != NOT_ENTERED) {
            directory.leave(tried.entered());
        }
        if (code == ErrorCode.AUTH_FAILED) {
            fail(tried.signIn());
        } else {
            refuse(tried.signIn(), code, message);
        }
    }

    /** The directory's word on a session that begins. */
    void onReply(DirectoryReply reply) {
        Trying tried = trying;
        if (tried == null || tried.step() != Step.DIRECTORY) {
            return;
        }
        switch (reply) {
            case DirectoryReply.Entered entered when entered.ticket() == tried.ticket() -> trying = attach(tried);
            case DirectoryReply.Full full
            when full.ticket() == tried.ticket() ->
                giveUp(ErrorCode.CONNECTION_LIMIT, "the collective has as many open sessions as it may");
            case DirectoryReply.Overloaded overloaded
            when overloaded.ticket() == tried.ticket() ->
                giveUp(ErrorCode.OVERLOADED, "too many sessions begin right now; try again");
            case DirectoryReply.Entered late -> {}
            case DirectoryReply.Full late -> {}
            case DirectoryReply.Overloaded late -> {}
            case DirectoryReply.Page page -> {}
        }
    }

    /** The collective's word; null if it lets nobody in, or not yet. */
    @Nullable
    Admitted onReply(SessionState state, CollectiveReply reply) {
        Trying tried = trying;
        if (tried == null) {
            return null;
        }
        return switch (reply) {
            case CollectiveReply.Attached attached -> admit(state, tried, Answers.handedOver(attached));
            case CollectiveReply.NotInMemory notInMemory -> admit(state, tried, Answers.notHeld(notInMemory));
            case CollectiveReply.KeyChecked checked when checked.open() && checked.mayEnter() -> enter(state, tried);
            case CollectiveReply.KeyChecked checked -> giveUpOn(ErrorCode.AUTH_FAILED, "");
            case CollectiveReply.KeyRefused refused -> giveUpOn(ErrorCode.AUTH_FAILED, "");
            case CollectiveReply.NotOpen notOpen -> giveUpOn(ErrorCode.AUTH_FAILED, "");
            default -> giveUpOn(ErrorCode.OVERLOADED, "the collective has too much to do; try again");
        };
    }

    private @Nullable Admitted giveUpOn(ErrorCode code, String message) {
        giveUp(code, message);
        return null;
    }

    private @Nullable Admitted enter(SessionState state, Trying tried) {
        long generation = state.generation() + 1;
        trying = tried.waits(Step.DIRECTORY, directory.enter(generation), generation);
        return null;
    }

    private @Nullable Admitted admit(SessionState state, Trying tried, DeliveryInput.Answer answer) {
        boolean known = isKnown(state);
        take();
        if (!known && tried.entered() == NOT_ENTERED) {
            // Its session has ended since it was asked for.
            ask(state, tried.signIn(), tried.key(), tried.usedToken());
            return null;
        }
        return admit(state, tried, answer, known);
    }

    private Admitted admit(SessionState state, Trying tried, DeliveryInput.Answer answer, boolean known) {
        Instant now = frames.now();
        Duration retention = surroundings.settings().retention();
        String token = randomToken();
        List<Room> wanted = tried.signIn().auth().subscriptions();
        List<SessionEvent> events = new ArrayList<>();
        if (!known && state.sessionId() != null) {
            events.add(new SessionEvent.Expired(now, state.generation(), state.tokens()));
        }
        events.add(new SessionEvent.SignedIn(
                known ? String.valueOf(state.sessionId()) : UUID.randomUUID().toString(),
                state.generation() + 1,
                tried.signIn().connectionId(),
                tried.signIn().auth().clientType(),
                wanted != null ? Frames.names(wanted) : known ? state.rooms() : rooms.own(),
                new Token(Connection.hash(token), tried.key(), tried.usedToken(), now.plus(retention), null),
                tried.usedToken(),
                baseline(tried.signIn().auth().resume(), answer),
                now));
        return new Admitted(tried.signIn(), tried.key(), answer, known, token, events);
    }

    /** What the client has once it is signed in, at least. */
    private static StreamPosition baseline(Resume resume, DeliveryInput.Answer answer) {
        boolean isOurs = resume instanceof Resume.Position position
                && position.epoch().equals(answer.epoch())
                && position.seq() <= answer.head();
        return isOurs
                ? new StreamPosition(answer.epoch(), ((Resume.Position) resume).seq())
                : new StreamPosition(answer.epoch(), answer.head());
    }

    private String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        surroundings.random().nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
