package org.tradingarena.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.protocol.Resume;
import org.tradingarena.session.DeliveryInput.Answer;
import org.tradingarena.session.DeliveryInput.HandedOver;
import org.tradingarena.session.DeliveryInput.Joined;
import org.tradingarena.session.DeliveryInput.NotHeld;
import org.tradingarena.session.DeliveryInput.PageRead;
import org.tradingarena.session.DeliveryInput.StateGiven;
import org.tradingarena.session.ResumeOutcome.Cause;

/**
 * What one session's client is told of its collective's stream, in which order, and where that comes from: memory, the journal, or the
 * live feed. Every event with a part for the client goes out once per socket, in order, as fast as the socket takes frames and no
 * faster; what has to wait is bounded.
 *
 * <p>It carries nothing out: inputs go in, outputs come out. The client's position decides where a socket begins, never what an
 * earlier socket was sent. Replay and live feed meet in one place, {@link #takeOver}: the collective hands over everything after the
 * position that was reached, and counts the session as live in the same turn.
 */
public final class Delivery {
    /** The token of the state that a resume ends with. */
    public static final long UNASKED = 0;

    /** What a session is to its client. */
    public enum Phase {
        LIVE,
        CATCHING_UP,
        DETACHED
    }

    private static final long HEAD = -1;

    private final DeliveryLimits limits;
    private final EventWindow window;
    private final Feed feed;
    private final Outgoing client;
    private List<DeliveryOutput> out = new ArrayList<>();
    private String epoch = "";
    private boolean warm;

    /** Of a session that has no socket and holds nothing. */
    public Delivery(DeliveryLimits limits) {
        this(limits, new EventWindow(limits.buffer()), new Feed());
    }

    /** With parts that a test has broken. */
    Delivery(DeliveryLimits limits, EventWindow window, Feed feed) {
        this.limits = limits;
        this.window = window;
        this.feed = feed;
        this.client = new Outgoing(limits, window);
    }

    /** What an input leads to. */
    public List<DeliveryOutput> on(DeliveryInput input) {
        out = new ArrayList<>();
        switch (input) {
            case Joined joined -> onJoined(joined);
            case DeliveryInput.Left left -> onLeft();
            case DeliveryInput.Cooled cooled -> onCooled();
            case HandedOver handedOver -> onHandedOver(handedOver);
            case NotHeld notHeld -> onNotHeld(notHeld);
            case DeliveryInput.News news -> onNews(news.events());
            case DeliveryInput.HeadSeen head -> onHeadSeen(head);
            case DeliveryInput.FeedLost lost -> onFeedLost();
            case PageRead page -> onPageRead(page);
            case DeliveryInput.Credited credited -> client.credited(credited.frames());
            case DeliveryInput.Acked acked -> window.acked(acked.seq());
            case DeliveryInput.PartsChanged changed -> client.change(changed.parts());
            case DeliveryInput.StateWanted wanted -> onStateWanted(wanted.token());
            case StateGiven given -> onStateGiven(given);
            case DeliveryInput.StateRefused refused -> onStateRefused(refused.token());
            case DeliveryInput.Retry retry -> onRetry();
        }
        client.pump(out);
        fetch();
        return out;
    }

    private void onJoined(Joined joined) {
        Answer answer = joined.answer();
        warm = true;
        if (!answer.epoch().equals(epoch) || window.tail() > answer.head()) {
            epoch = answer.epoch();
            window.restart(answer.head());
        }
        if (joined.resume() instanceof Resume.Position position) {
            resume(position, joined);
        } else {
            client.join(joined.parts(), joined.credit(), null);
            window.skipTo(answer.head());
            adopt(answer);
        }
        client.baseline();
        askForSync();
    }

    private void resume(Resume.Position position, Joined joined) {
        Answer answer = joined.answer();
        ResumeOutcome outcome = judge(position, answer);
        Sync sync = new Sync(outcome, position.seq(), joined.interruption());
        client.join(joined.parts(), joined.credit(), sync);
        if (outcome instanceof ResumeOutcome.UpToDate) {
            sync.endAt(position.seq());
        }
        // Without a private room nothing is missed, however far the head is.
        boolean passesOver = outcome.givesState() || joined.parts().equals(Parts.NONE);
        window.skipTo(passesOver ? answer.head() : position.seq());
        adopt(answer);
        if (position.preferSnapshot() && answer.head() - window.sent() > position.maxEvents()) {
            considerSnapshot(sync, position.maxEvents(), answer.head());
        }
    }

    private ResumeOutcome judge(Resume.Position position, Answer answer) {
        if (!position.epoch().equals(answer.epoch())) {
            return new ResumeOutcome.Reset(Cause.EPOCH_CHANGED);
        }
        if (position.seq() > answer.head()) {
            out.add(new DeliveryOutput.Alarm("a client knows event " + position.seq() + " of stream " + epoch
                    + ", whose head is " + answer.head() + ": the server may have lost data"));
            return new ResumeOutcome.Reset(Cause.FUTURE_POSITION);
        }
        if (position.seq() < answer.earliest() - 1) {
            return new ResumeOutcome.Reset(Cause.PRUNED);
        }
        return position.seq() == answer.head() ? new ResumeOutcome.UpToDate() : new ResumeOutcome.Replayed();
    }

    private void considerSnapshot(Sync sync, long maximum, long head) {
        if (!feed.isLive()) {
            sync.count(new MissedCount(window.sent(), head, maximum));
        } else if (Batch.count(window, client.parts(), head) > maximum) {
            client.sync(sync.asSnapshot());
        }
    }

    private void onLeft() {
        client.leave();
        warm = warm && feed.isLive();
    }

    private void onCooled() {
        if (!client.isConnected()) {
            forget();
        }
    }

    /** Nothing more is held, and nothing more comes. */
    private void forget() {
        warm = false;
        window.restart(window.tail());
        standBy();
    }

    private void standBy() {
        if (!feed.isIdle()) {
            out.add(new DeliveryOutput.Detach());
        }
        feed.idle();
    }

    private void adopt(Answer answer) {
        switch (answer) {
            case HandedOver handedOver -> takeOver(handedOver);
            case NotHeld notHeld -> {
                out.add(new DeliveryOutput.Detach());
                feed.behind(notHeld.head());
            }
        }
    }

    /** The cut between history and live: what is handed over joins what is held, and the feed is live. */
    private void takeOver(HandedOver handedOver) {
        long before = window.tail();
        handedOver.events().forEach(window::append);
        if (window.tail() < handedOver.head()) {
            feed.behind(handedOver.head());
            return;
        }
        window.allowFor(window.tail() - before);
        feed.live();
        if (client.sync() != null) {
            client.sync().endAt(window.tail());
        }
        client.states().ask().forEach(token -> out.add(new DeliveryOutput.AskState(token)));
    }

    private void onHandedOver(HandedOver handedOver) {
        if (!feed.isAttaching()) {
            return;
        }
        if (!warm) {
            standBy();
        } else if (isAnotherStream(handedOver)) {
            fail("the stream has another epoch or has lost events");
        } else {
            if (client.isForState()) {
                window.restart(handedOver.head());
            }
            takeOver(handedOver);
            askForSync();
        }
    }

    private void onNotHeld(NotHeld notHeld) {
        if (!feed.isAttaching()) {
            return;
        }
        if (isAnotherStream(notHeld)) {
            fail("the stream has another epoch or has lost events");
        } else if (!client.isConnected()) {
            forget();
        } else if (window.tail() < notHeld.head()) {
            feed.behind(notHeld.head());
        } else {
            out.add(feed.pause());
        }
    }

    private boolean isAnotherStream(Answer answer) {
        return !answer.epoch().equals(epoch) || answer.head() < window.tail();
    }

    private void onNews(List<CollectiveEvent> events) {
        if (!feed.isLive()) {
            return;
        }
        for (CollectiveEvent event : events) {
            if (!event.stamp().epoch().equals(epoch)) {
                fail("the stream has another epoch");
                return;
            }
            if (!window.append(event)) {
                goOnFromHere();
                return;
            }
        }
        if (window.overflows()) {
            onOverflow();
        }
    }

    private void onHeadSeen(DeliveryInput.HeadSeen head) {
        if (feed.isLive() && head.epoch().equals(epoch) && head.seq() > window.tail()) {
            goOnFromHere();
        }
    }

    /** Something did not arrive: attach again behind what did. */
    private void goOnFromHere() {
        feed.idle();
        client.states().postpone();
    }

    /** More waits than may: the journal has it. */
    private void onOverflow() {
        Sync sync = client.sync();
        if (!client.isConnected()) {
            forget();
        } else if (sync != null && sync.givesState()) {
            window.restart(window.tail());
            sync.state(null);
            askForSync();
        } else {
            long heard = window.tail();
            window.restart(window.sent());
            standBy();
            feed.behind(heard);
            client.states().postpone();
            if (sync != null) {
                sync.reopen();
            }
        }
    }

    private void onFeedLost() {
        if (feed.isLive() || feed.isAttaching()) {
            client.states().postpone();
            out.add(feed.pause());
        }
    }

    private void onPageRead(PageRead page) {
        if (!feed.isReading(page.after())) {
            return;
        }
        List<CollectiveEvent> events = page.events();
        if (events == null || events.isEmpty()) {
            out.add(feed.pause());
            return;
        }
        feed.progressed();
        Sync sync = client.sync();
        if (!isUnbroken(page.after(), events)) {
            fail("the journal has a hole, or another epoch");
        } else if (sync != null && sync.count() != null) {
            count(sync, sync.count(), events);
        } else if (client.isConnected()) {
            take(sync, events);
        }
    }

    private boolean isUnbroken(long after, List<CollectiveEvent> events) {
        long last = after;
        for (CollectiveEvent event : events) {
            if (event.seq() != last + 1 || !event.stamp().epoch().equals(epoch)) {
                return false;
            }
            last = event.seq();
        }
        return true;
    }

    private void count(Sync sync, MissedCount count, List<CollectiveEvent> events) {
        count.add(events, client.parts());
        if (count.isDone()) {
            sync.count(null);
            if (count.isTooMany()) {
                client.sync(sync.asSnapshot());
            }
        }
    }

    private void take(@Nullable Sync sync, List<CollectiveEvent> events) {
        events.forEach(window::append);
        window.allowFor(events.size());
        if (sync != null) {
            sync.readsJournal();
        }
    }

    private void onStateWanted(long token) {
        if (!client.isConnected()) {
            return;
        }
        if (!client.states().add(token)) {
            out.add(new DeliveryOutput.RefuseState(token));
        } else if (feed.isLive()) {
            client.states().ask().forEach(each -> out.add(new DeliveryOutput.AskState(each)));
        }
    }

    private void onStateGiven(StateGiven given) {
        boolean forSync = given.token() == UNASKED;
        boolean expected = forSync ? client.isForState() : client.states().isAsked(given.token());
        if (!expected || !feed.isLive()) {
            return;
        }
        if (!given.state().epoch().equals(epoch) || given.state().seq() < window.sent()) {
            // A late word of an earlier incarnation of the collective.
            out.add(new DeliveryOutput.AskState(given.token()));
        } else if (forSync) {
            Objects.requireNonNull(client.sync()).state(given);
        } else {
            client.states().answered(given);
        }
        onHeadSeen(new DeliveryInput.HeadSeen(epoch, given.state().seq()));
    }

    private void onStateRefused(long token) {
        if (token != UNASKED) {
            client.states().drop(token);
        } else if (client.isForState()) {
            out.add(new DeliveryOutput.RetryLater(0));
        }
    }

    private void onRetry() {
        feed.retry().ifPresent(out::add);
        askForSync();
    }

    private void askForSync() {
        Sync sync = client.sync();
        if (feed.isLive() && sync != null && sync.givesState() && sync.state() == null) {
            out.add(new DeliveryOutput.AskState(UNASKED));
        }
    }

    /** Asks for more events if some are missing and can be used: at the client's pace, one thing at a time. */
    private void fetch() {
        if (!feed.isIdle() || !warm) {
            return;
        }
        Sync sync = client.sync();
        if (!client.isConnected()) {
            out.add(feed.attach(window.tail()));
        } else if (sync != null && sync.count() != null) {
            out.add(feed.read(sync.count().at(), limits.pageEvents()));
        } else if (client.isForState()) {
            out.add(feed.attach(HEAD));
        } else if (client.isHungry()) {
            out.add(
                    feed.hasInJournal(window.tail())
                            ? feed.read(window.tail(), limits.pageEvents())
                            : feed.attach(window.tail()));
        }
    }

    /** The client must begin again: with its next sign-in it is told what its position is worth. */
    private void fail(String reason) {
        out.add(new DeliveryOutput.Fail(reason));
        client.leave();
        forget();
        window.restart(0);
        epoch = "";
    }

    /** What a session is to its client now. */
    public Phase phase() {
        if (!client.isConnected()) {
            return Phase.DETACHED;
        }
        return feed.isLive() && client.sync() == null ? Phase.LIVE : Phase.CATCHING_UP;
    }

    /** Whether missed events are on their way to the client, so that history cannot be asked for. */
    public boolean isReplaying() {
        return client.sync() != null || feed.hasInJournal(window.tail());
    }

    /** The incarnation of the stream; empty before the first socket. */
    public String epoch() {
        return epoch;
    }

    /** Everything up to and including this seq has been told, as far as it has a part for the client. */
    public long sent() {
        return window.sent();
    }

    /** The seq of the last event that was sent, or the baseline that the client was given after it. */
    public long lastSent() {
        return client.lastSent();
    }

    /** Everything up to and including this seq has been heard of. */
    public long tail() {
        return window.tail();
    }

    /** Whether every new event is heard of. */
    public boolean isLive() {
        return feed.isLive();
    }

    /** How many of the events that wait have a part for the client. */
    public long buffered() {
        return Batch.count(window, client.parts(), Long.MAX_VALUE);
    }

    /** How many events wait for a socket, or for one that takes frames. */
    public int waiting() {
        return window.waiting();
    }

    /** Where to attach for a client that signs in: behind what memory has of its future, else at its position, else at the head. */
    public long attachFor(Resume resume) {
        if (!(resume instanceof Resume.Position position)) {
            return HEAD;
        }
        boolean held = position.epoch().equals(epoch) && window.covers(position.seq());
        return held ? window.tail() : position.seq();
    }
}
