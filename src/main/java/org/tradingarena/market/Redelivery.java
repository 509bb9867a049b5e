package org.tradingarena.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.tradingarena.clearing.Report;

/**
 * Decides when reports are sent again. A report is sent live once; where no confirmation of a collective's oldest one comes, a page of the
 * oldest is sent after a while, then after twice the while, and so on; a page that is confirmed calls for the next one at once, so that a
 * collective which was away catches up at its own pace.
 *
 * <p>Belongs to one incarnation of one book. Its size is bounded by the number of collectives.
 */
final class Redelivery {
    private final Duration firstWait;
    private final Duration longestWait;
    private final int page;
    private final Map<String, Waiting> waiting = new HashMap<>();

    /**
     * A collective that owes confirmations.
     *
     * @param oldest its oldest unconfirmed report
     * @param sentUpTo the last report of the page that was sent again; 0 if none was
     * @param since when {@code oldest} became the oldest, or was last sent again
     * @param patience how long to wait from then
     */
    private record Waiting(long oldest, long sentUpTo, Instant since, Duration patience) {
        private static final Waiting NONE = new Waiting(0, 0, Instant.EPOCH, Duration.ZERO);

        boolean isDue(Instant now) {
            return !now.isBefore(since.plus(patience));
        }
    }

    Redelivery(MarketSettings.Redelivery settings) {
        this.firstWait = settings.firstWait();
        this.longestWait = settings.longestWait();
        this.page = settings.page();
    }

    /** After a recovery: nobody knows what was sent. */
    List<Report> all(BookState state, Confirmations confirmations, Instant now) {
        List<Report> reports = new ArrayList<>();
        for (String collective : state.parties().keySet()) {
            reports.addAll(pageOf(collective, confirmations.unconfirmed(state, collective), firstWait, now));
        }
        return reports;
    }

    /** What is due. */
    List<Report> due(BookState state, Confirmations confirmations, Instant now) {
        List<Report> reports = new ArrayList<>();
        for (String collective : state.parties().keySet()) {
            SortedMap<Long, Report> open = confirmations.unconfirmed(state, collective);
            Waiting before = waitingFor(collective);
            if (open.isEmpty()) {
                waiting.remove(collective);
            } else if (before.oldest() != open.firstKey()) {
                waiting.put(collective, new Waiting(open.firstKey(), 0, now, firstWait));
            } else if (before.isDue(now)) {
                reports.addAll(pageOf(collective, open, longer(before.patience()), now));
            }
        }
        return reports;
    }

    /** The next page for a collective that has confirmed all of the last one. */
    List<Report> afterConfirmation(BookState state, Confirmations confirmations, String collective, Instant now) {
        long sentUpTo = waitingFor(collective).sentUpTo();
        SortedMap<Long, Report> open = confirmations.unconfirmed(state, collective);
        boolean isNextPage = sentUpTo > 0 && !open.isEmpty() && open.firstKey() > sentUpTo;
        return isNextPage ? pageOf(collective, open, firstWait, now) : List.of();
    }

    /** A page for a collective that repeats a command, unless it has just been sent one. */
    List<Report> asked(BookState state, Confirmations confirmations, String collective, Instant now) {
        SortedMap<Long, Report> open = confirmations.unconfirmed(state, collective);
        Waiting before = waitingFor(collective);
        boolean justSent = !open.isEmpty()
                && before.sentUpTo() >= open.firstKey()
                && now.isBefore(before.since().plus(firstWait));
        return justSent ? List.of() : pageOf(collective, open, firstWait, now);
    }

    private List<Report> pageOf(String collective, SortedMap<Long, Report> open, Duration wait, Instant now) {
        if (open.isEmpty()) {
            waiting.remove(collective);
            return List.of();
        }
        List<Report> reports = open.values().stream().limit(page).toList();
        waiting.put(collective, new Waiting(open.firstKey(), reports.getLast().number(), now, wait));
        return reports;
    }

    private Waiting waitingFor(String collective) {
        return waiting.getOrDefault(collective, Waiting.NONE);
    }

    private Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(longestWait) < 0 ? twice : longestWait;
    }
}
