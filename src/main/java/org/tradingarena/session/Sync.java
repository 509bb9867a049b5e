package org.tradingarena.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.session.DeliveryInput.StateGiven;

/** How far one {@code reconnection_sync} has come: its pages, its counts, and where it ends. */
final class Sync {
    private static final long OPEN = Long.MAX_VALUE;

    private final ResumeOutcome outcome;
    private final @Nullable Interruption interruption;
    private final Digest digest = new Digest();
    private long from;
    private long end = OPEN;
    private long missed;
    private int pages;
    private boolean journal;
    private @Nullable MissedCount count;
    private @Nullable StateGiven state;

    /** @param from the client's position */
    Sync(ResumeOutcome outcome, long from, @Nullable Interruption interruption) {
        this.outcome = outcome;
        this.from = from;
        this.interruption = interruption;
    }

    /** The same resume, which turns out to miss more than the client wants to be told one by one. */
    Sync asSnapshot() {
        return new Sync(new ResumeOutcome.Snapshot(), from, interruption);
    }

    boolean givesState() {
        return outcome.givesState();
    }

    /** The last seq known before the next page. */
    long from() {
        return from;
    }

    /** The greatest seq that may stand in a page. */
    long end() {
        return end;
    }

    /** Whether it is still open where the replay ends. */
    boolean isOpen() {
        return end == OPEN;
    }

    /** The replay ends here, live events begin behind it; what was said first holds. */
    void endAt(long seq) {
        end = Math.min(end, seq);
    }

    /** What was to be replayed from memory is gone: where the replay ends is open again. */
    void reopen() {
        if (outcome instanceof ResumeOutcome.Replayed) {
            end = OPEN;
        }
    }

    /** From here on events come from the journal. */
    void readsJournal() {
        journal = true;
    }

    /** What is being counted before anything is sent; null if nothing is. */
    @Nullable
    MissedCount count() {
        return count;
    }

    void count(@Nullable MissedCount counting) {
        count = counting;
    }

    /** The state that the resume ends with; null if it is not there (any more). */
    @Nullable
    StateGiven state() {
        return state;
    }

    void state(@Nullable StateGiven given) {
        state = given;
    }

    /**
     * The next page of a replay.
     *
     * @param to the last seq known after the page
     * @param stillWaiting missed events that are known and come on later pages
     */
    SyncPage page(Batch batch, long to, long stillWaiting) {
        for (CollectiveEvent event : batch.originals()) {
            digest.add(event);
        }
        missed += batch.originals().size();
        pages++;
        boolean complete = to >= end;
        SyncPage page = new SyncPage(
                outcome,
                from,
                to,
                missed + stillWaiting,
                source(),
                List.copyOf(batch.events()),
                pages,
                complete,
                interruption,
                complete ? digest.summary() : null);
        from = to;
        return page;
    }

    /**
     * The one page of a snapshot or reset.
     *
     * @param passedOver how many events the state takes the place of
     */
    SyncPage statePage(long to, long passedOver) {
        long known = outcome instanceof ResumeOutcome.Snapshot ? passedOver : 0;
        return new SyncPage(outcome, from, to, known, SyncPage.Source.NONE, List.of(), 1, true, interruption, null);
    }

    private SyncPage.Source source() {
        if (outcome instanceof ResumeOutcome.UpToDate) {
            return SyncPage.Source.NONE;
        }
        return journal ? SyncPage.Source.JOURNAL : SyncPage.Source.BUFFER;
    }
}
