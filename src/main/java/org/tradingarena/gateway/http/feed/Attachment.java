package org.tradingarena.gateway.http.feed;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveReply;

/** A watch's one place among the subscribers of its collective: not there, asked for, or live. */
final class Attachment {
    /** The ticket of the question to be attached. */
    static final long TICKET = 0;

    private static final int MOST_DOUBLINGS = 10;

    private enum State {
        NONE,
        ASKED,
        LIVE
    }

    private final ActorContext<WatchCommand> context;
    private final TimerScheduler<WatchCommand> timers;
    private final Supplier<? extends RecipientRef<CollectiveCommand>> collective;
    private final FeedSettings settings;
    private final ActorRef<CollectiveReply> replies;
    /** No client's name has this form. */
    private final String name = "http:" + UUID.randomUUID();

    private State state = State.NONE;
    private String key = "";
    private @Nullable ActorRef<CollectiveCommand> watched;
    private int failures;

    Attachment(
            ActorContext<WatchCommand> context,
            TimerScheduler<WatchCommand> timers,
            Supplier<? extends RecipientRef<CollectiveCommand>> collective,
            FeedSettings settings,
            ActorRef<CollectiveReply> replies) {
        this.context = context;
        this.timers = timers;
        this.collective = collective;
        this.settings = settings;
        this.replies = replies;
    }

    /** Whether every new event comes. */
    boolean isLive() {
        return state == State.LIVE;
    }

    boolean isAsked() {
        return state == State.ASKED;
    }

    /** Whether nothing is asked, and nothing will be by itself. */
    boolean isIdle() {
        return state == State.NONE && !timers.isTimerActive(WatchCommand.AttachDue.class);
    }

    /** The key that it was asked for with. */
    String key() {
        return key;
    }

    /** Asks for the events after a seq; without an answer {@link WatchCommand.AttachDue} comes. */
    void ask(String withKey, long after) {
        state = State.ASKED;
        key = withKey;
        collective.get().tell(new CollectiveCommand.Attach(TICKET, name, after, key, replies));
        attachDueAfter(settings.patience());
    }

    /** The collective says yes; {@link WatchCommand.CollectiveStopped} comes when it stops. */
    void live(ActorRef<CollectiveCommand> attachedTo) {
        timers.cancel(WatchCommand.AttachDue.class);
        state = State.LIVE;
        failures = 0;
        ActorRef<CollectiveCommand> before = watched;
        if (before != null) {
            context.unwatch(before);
        }
        watched = attachedTo;
        context.watchWith(attachedTo, new WatchCommand.CollectiveStopped());
    }

    /** There is none, and it is for somebody else to say when one is asked for. */
    void drop() {
        timers.cancel(WatchCommand.AttachDue.class);
        state = State.NONE;
    }

    /** There is none; {@link WatchCommand.AttachDue} comes after a wait that grows. */
    void retryLater() {
        state = State.NONE;
        Duration wait = settings.retryFirst().multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        attachDueAfter(wait.compareTo(settings.retryMost()) > 0 ? settings.retryMost() : wait);
    }

    private void attachDueAfter(Duration time) {
        timers.startSingleTimer(WatchCommand.AttachDue.class, new WatchCommand.AttachDue(), time);
    }

    /** The collective has stopped. */
    void collectiveStopped() {
        watched = null;
        if (isLive()) {
            retryLater();
        }
    }
}
