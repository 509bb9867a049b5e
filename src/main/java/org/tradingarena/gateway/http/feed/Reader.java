package org.tradingarena.gateway.http.feed;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.session.ResumeOutcome.Cause;

/** One reader of a stream who waits for an answer: how far it got, and what the stream has for it. */
final class Reader {
    /** What is to be done for it now. */
    sealed interface Step {
        /** It is to be told this. */
        record Tell(FeedReply reply) implements Step {}

        /** The journal is to be read after this seq. */
        record ReadJournal(long after) implements Step {}

        /** There is nothing for it yet. */
        record Wait() implements Step {}
    }

    private final FeedRequest request;
    private final ActorRef<FeedReply> replyTo;
    private final long deadline;
    private @Nullable String epoch;
    private long after;
    private boolean placed;
    private boolean reading;

    /** @param deadline until when it waits for the first event, a reading of {@link System#nanoTime} */
    Reader(FeedRequest request, ActorRef<FeedReply> replyTo, long deadline) {
        this.request = request;
        this.replyTo = replyTo;
        this.deadline = deadline;
        this.epoch = request.epoch();
        this.after = request.after();
    }

    FeedRequest request() {
        return request;
    }

    String key() {
        return request.key();
    }

    /** The greatest seq that it knows. */
    long after() {
        return after;
    }

    /** Nanoseconds that it still waits for a first event; 0 if it does not. */
    long patience(long now) {
        return Math.max(0, deadline - now);
    }

    /** Whether a page of the journal is being read for it. */
    boolean isReading() {
        return reading;
    }

    void tell(FeedReply reply) {
        replyTo.tell(reply);
    }

    /** What the stream has for it now. */
    Step next(EventTail tail, long earliest, long now) {
        boolean wantsHead = after == FeedRequest.HEAD;
        if (wantsHead) {
            after = tail.head();
        }
        Cause cause = judge(tail, earliest);
        if (cause != null) {
            return new Step.Tell(new FeedReply.Moved(cause, tail.epoch(), tail.head()));
        }
        epoch = tail.epoch();
        placed = true;
        if (!tail.hasAllAfter(after)) {
            reading = true;
            return new Step.ReadJournal(after);
        }
        FeedReply.Page page = FeedReply.Page.cut(tail.epoch(), tail.after(after), request, after, tail.head());
        after = page.next();
        boolean isDone = wantsHead || !page.events().isEmpty() || patience(now) == 0;
        return isDone ? new Step.Tell(page) : new Step.Wait();
    }

    private @Nullable Cause judge(EventTail tail, long earliest) {
        if (epoch != null && !epoch.equals(tail.epoch())) {
            return Cause.EPOCH_CHANGED;
        }
        if (after > tail.head()) {
            return Cause.FUTURE_POSITION;
        }
        return after < earliest - 1 ? Cause.PRUNED : null;
    }

    /** The journal was read for it: the answer, or null if there was nothing to show and it has only come further. */
    @Nullable
    FeedReply read(@Nullable List<CollectiveEvent> events, long head) {
        reading = false;
        if (events == null || events.isEmpty() || epoch == null) {
            return new FeedReply.Unavailable();
        }
        FeedReply.Page page = FeedReply.Page.cut(
                epoch, () -> events.stream().map(FeedEvent::of).iterator(), request, after, head);
        after = page.next();
        return page.events().isEmpty() ? null : page;
    }

    /** What it is told when nothing came in time. */
    FeedReply nothing(long head) {
        return placed && epoch != null
                ? new FeedReply.Page(epoch, List.of(), after, Math.max(after, head))
                : new FeedReply.Unavailable();
    }
}
