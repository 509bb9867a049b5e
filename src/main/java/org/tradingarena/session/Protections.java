package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.domain.Reason;
import org.tradingarena.session.ConnectionCommand.Tick;

/**
 * Has a client's orders cancelled when it is away for too long, or does not restart its dead man's switch in time (protocol section 6).
 * What has to be done is asked of the collective again and again until it is.
 *
 * <p>Only time that the session has seen counts: after a recovery every wait begins anew, since a client cannot come back to a server
 * that is not there.
 */
final class Protections {
    private static final String TIMER = "due";

    /** A session with something to come must not be taken for idle: it moves at least this often. */
    private static final Duration AWAKE = Duration.ofMinutes(2);

    private static final long NONE = 0;

    private final SessionSettings settings;
    private final TimerScheduler<ConnectionCommand> timers;
    private final CollectivePort collective;
    private final Frames frames;
    private final String client;
    private final Runnable keepAwake;
    private Instant awakeSince;
    private Instant restarted = Instant.EPOCH;
    private long ticket = NONE;
    private boolean fired;
    private Instant askedAt = Instant.EPOCH;

    Protections(
            SessionSettings settings,
            TimerScheduler<ConnectionCommand> timers,
            CollectivePort collective,
            Frames frames,
            String client,
            Runnable keepAwake) {
        this.settings = settings;
        this.timers = timers;
        this.collective = collective;
        this.frames = frames;
        this.client = client;
        this.keepAwake = keepAwake;
        this.awakeSince = frames.now();
    }

    /** The session has recovered. */
    void recovered() {
        awakeSince = frames.now();
    }

    /** Since when the session is here without a break. */
    Instant awakeSince() {
        return awakeSince;
    }

    /** The dead man's switch is started anew with the timeout that it has: nothing that a crash would have to remember. */
    void restart() {
        restarted = frames.now();
    }

    /** Another socket of the client is here. */
    void entered() {
        fired = false;
    }

    /** Whether the client's orders were told to go since its socket is here. What it asked before must not come after that. */
    boolean haveFired() {
        return fired;
    }

    /** Whether something is to come for which the session has to stay. */
    boolean isArmed(SessionState state) {
        return first(state) != null;
    }

    /** Does what is due, and looks again when the next is. */
    void look(SessionState state) {
        Instant now = frames.now();
        Reason due = due(state, now);
        boolean unanswered = ticket != NONE && now.isBefore(askedAt.plus(settings.answerTimeout()));
        if (due != null && !unanswered) {
            ticket = collective.submit(new CollectiveIntent.CancelAllOrders(null, client, due));
            askedAt = now;
            fired = true;
        }
        schedule(state);
    }

    /** Sees to it that {@link #look} comes in time. */
    void schedule(SessionState state) {
        Instant first = first(state);
        if (first != null) {
            keepAwake.run();
            Duration wait = Duration.between(frames.now(), first);
            timers.startSingleTimer(TIMER, new Tick(), bounded(wait));
        } else if (!state.connected() && state.gone() != null) {
            Instant end = state.gone().at().plus(settings.retention()).plusMillis(1);
            Duration wait = Duration.between(frames.now(), end);
            timers.startSingleTimer(TIMER, new Tick(), wait.isPositive() ? wait : settings.tick());
        } else {
            timers.cancel(TIMER);
        }
    }

    private Duration bounded(Duration wait) {
        if (wait.compareTo(settings.tick()) < 0) {
            return settings.tick();
        }
        return wait.compareTo(AWAKE) > 0 ? AWAKE : wait;
    }

    /** Whether an answer of the collective is about a cancel of ours. */
    boolean awaits(long answered) {
        return ticket != NONE && ticket == answered;
    }

    /** The collective could not do it now. */
    void refused() {
        ticket = NONE;
    }

    /** The client's orders are on their way out: what that settles. */
    Step onDone(SessionState state) {
        ticket = NONE;
        Instant now = frames.now();
        List<SessionEvent> events = new ArrayList<>();
        if (isDue(absenceEnds(state), now)) {
            events.add(new SessionEvent.CancelledOnDisconnect(now));
        }
        if (isDue(switchEnds(state), now)) {
            events.add(new SessionEvent.CancelledAllAfter(now));
        }
        return new Step(events, this::schedule);
    }

    private @Nullable Reason due(SessionState state, Instant now) {
        if (isDue(absenceEnds(state), now)) {
            return Reason.CANCEL_ON_DISCONNECT;
        }
        return isDue(switchEnds(state), now) ? Reason.CANCEL_ALL_AFTER : null;
    }

    private @Nullable Instant first(SessionState state) {
        Instant one = absenceEnds(state);
        Instant other = switchEnds(state);
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private @Nullable Instant absenceEnds(SessionState state) {
        SessionEvent.Disconnected gone = state.gone();
        return state.protectionDue() && gone != null ? seen(gone.at()).plusMillis(state.graceMillis()) : null;
    }

    private @Nullable Instant switchEnds(SessionState state) {
        Instant set = state.cancelAllAfterSet();
        return state.cancelAllAfterMillis() > 0
                ? seen(set.isBefore(restarted) ? restarted : set).plusMillis(state.cancelAllAfterMillis())
                : null;
    }

    private Instant seen(Instant at) {
        return at.isBefore(awakeSince) ? awakeSince : at;
    }

    private static boolean isDue(@Nullable Instant at, Instant now) {
        return at != null && !now.isBefore(at);
    }
}
