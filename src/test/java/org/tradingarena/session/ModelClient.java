package org.tradingarena.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Resume;

/**
 * A client as protocol sections 2 and 4 want it, that believes nothing: it proves for everything it is told that nothing was left out,
 * nothing came twice, and the bytes are right.
 */
final class ModelClient {
    private final World world;
    private String epoch = "";
    private long known;
    private long lastEvent;
    private long baseline;
    private Parts parts = Parts.BOTH;
    private @Nullable Sync sync;
    private @Nullable Long stateDue;
    long events;

    /** A resume under way. */
    private record Sync(Resume.Position position, String epoch, long head, int pages, long events) {
        Sync plus(long more) {
            return new Sync(position, epoch, head, pages + 1, events + more);
        }
    }

    ModelClient(World world) {
        this.world = world;
    }

    boolean isSignedInOnce() {
        return !epoch.isEmpty();
    }

    long known() {
        return known;
    }

    String epoch() {
        return epoch;
    }

    Parts parts() {
        return parts;
    }

    /** Nothing of an older socket is under way any more. */
    void cutOff() {
        sync = null;
        stateDue = null;
    }

    boolean isSynced() {
        return sync == null && stateDue == null;
    }

    void onAuthenticated(Resume resume, String streamEpoch, long head, Parts its) {
        if (!its.equals(parts)) {
            // The chain follows the new rooms from here on.
            parts = its;
            know(known);
        }
        if (resume instanceof Resume.Position position) {
            sync = new Sync(position, streamEpoch, head, 0, 0);
        } else {
            epoch = streamEpoch;
            know(head);
        }
    }

    private void know(long seq) {
        known = seq;
        baseline = seq;
        lastEvent = 0;
    }

    void onEvents(List<RenderedEvent> frame) {
        check(sync == null, "live events in the middle of a resume");
        check(stateDue == null, "an event between a resume's page and its state");
        check(!frame.isEmpty(), "an empty frame");
        checkSize(frame);
        frame.forEach(this::take);
    }

    void onPage(SyncPage page) {
        Sync now = sync;
        if (now == null) {
            throw new AssertionError("a page without a resume: " + page);
        }
        check(page.page() == now.pages() + 1, "page %s after %s", page.page(), now.pages());
        checkSize(page.events());
        if (page.outcome().givesState()) {
            onStatePage(now, page);
            return;
        }
        check(now.epoch().equals(now.position().epoch()), "a replay of another epoch");
        check(page.fromSeq() == known, "page from %s, known is %s", page.fromSeq(), known);
        boolean equal = now.position().seq() == now.head();
        check(equal == (page.outcome() instanceof ResumeOutcome.UpToDate), "outcome %s", page.outcome());
        page.events().forEach(this::take);
        check(page.toSeq() >= known, "page to %s, known is %s", page.toSeq(), known);
        world.checkNothingBetween(known, page.toSeq(), parts);
        known = page.toSeq();
        Sync then = now.plus(page.events().size());
        check(page.missed() >= then.events(), "missed %s of %s", page.missed(), then.events());
        sync = page.complete() ? null : then;
        if (page.complete()) {
            onLastPage(then, page);
        } else {
            check(page.summary() == null, "a summary before the last page");
        }
    }

    private void onLastPage(Sync done, SyncPage page) {
        check(page.missed() == done.events(), "missed %s, got %s", page.missed(), done.events());
        check(page.toSeq() >= done.head(), "ends at %s, the head was %s", page.toSeq(), done.head());
        Digest.Summary summary = page.summary();
        if (summary == null) {
            throw new AssertionError("no summary on the last page");
        }
        long counted =
                summary.counts().values().stream().mapToInt(count -> count).sum();
        check(counted == done.events(), "the summary counts %s of %s", counted, done.events());
        check(done.events() == world.count(done.position().seq(), page.toSeq(), parts), "got %s", done.events());
        boolean snapshotWanted = done.position().preferSnapshot()
                && world.count(done.position().seq(), done.head(), parts)
                        > done.position().maxEvents();
        check(!snapshotWanted, "replayed %s events to one who wants a snapshot", done.events());
        baseline = known;
    }

    private void onStatePage(Sync now, SyncPage page) {
        check(page.page() == 1 && page.complete() && page.events().isEmpty(), "a state has one page: %s", page);
        check(page.summary() == null, "a summary of events that are not told");
        if (page.outcome() instanceof ResumeOutcome.Snapshot) {
            check(now.epoch().equals(now.position().epoch()), "a snapshot of another epoch");
            check(now.position().preferSnapshot(), "a snapshot that nobody wants");
            check(page.missed() > now.position().maxEvents(), "a snapshot for %s events", page.missed());
        } else {
            check(
                    !now.epoch().equals(now.position().epoch())
                            || world.isPruned(now.position().seq()),
                    "a reset of a good position %s",
                    now.position());
        }
        check(page.toSeq() >= now.head(), "a state as of %s, the head was %s", page.toSeq(), now.head());
        epoch = now.epoch();
        know(page.toSeq());
        sync = null;
        stateDue = page.toSeq();
    }

    /** A state: all events up to its seq were told before it, none behind it was. */
    void onState(long token, long seq) {
        if (token == Delivery.UNASKED) {
            check(stateDue != null && stateDue == seq, "a state as of %s, due is %s", seq, stateDue);
            stateDue = null;
            return;
        }
        check(sync == null && stateDue == null, "a state in the middle of a resume");
        check(seq >= known, "a state as of %s comes too late, known is %s", seq, known);
        world.checkNothingBetween(known, seq, parts);
        known = seq;
    }

    /** The answer to a change of rooms, which a client of this model asks for only when it is not in a resume. */
    void onRooms(Parts now, long position) {
        check(sync == null && stateDue == null, "rooms change in a resume");
        check(position >= known, "rooms change at %s, known is %s", position, known);
        world.checkNothingBetween(known, position, parts);
        know(position);
        parts = now;
    }

    private void take(RenderedEvent event) {
        events++;
        check(event.seq() > known, "event %s comes twice, known is %s", event.seq(), known);
        world.checkNothingBetween(known, event.seq() - 1, parts);
        world.checkBytes(event, parts);
        long previous = world.previous(event.seq(), parts);
        check(
                previous == lastEvent || (lastEvent <= baseline && previous <= baseline),
                "event %s follows %s, last seen %s, baseline %s",
                event.seq(),
                previous,
                lastEvent,
                baseline);
        known = event.seq();
        lastEvent = event.seq();
    }

    private void checkSize(List<RenderedEvent> events) {
        check(events.size() <= world.limits().pageEvents(), "a frame of %s events", events.size());
        int bytes = events.stream().mapToInt(RenderedEvent::bytes).sum();
        check(events.size() == 1 || bytes <= world.limits().pageBytes(), "a frame of %s bytes", bytes);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    static void check(boolean holds, String message, @Nullable Object... details) {
        if (!holds) {
            throw new AssertionError(message.formatted(details));
        }
    }

    /** What a model client can check against: the truth. */
    interface World {
        DeliveryLimits limits();

        /** Fails if an event after one seq, up to another, has a part. */
        void checkNothingBetween(long after, long upTo, Parts parts);

        void checkBytes(RenderedEvent event, Parts parts);

        long previous(long seq, Parts parts);

        long count(long after, long upTo, Parts parts);

        boolean isPruned(long seq);
    }
}
