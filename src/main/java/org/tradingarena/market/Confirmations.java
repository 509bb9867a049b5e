package org.tradingarena.market;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.tradingarena.clearing.Report;
import org.tradingarena.market.BookEvent.ReportsConfirmed;

/**
 * Confirmations that are known but not journaled, immutable. Losing them does no harm: the reports are sent, and confirmed, once more.
 *
 * @param upTo the greatest confirmed number of each collective of whom there is one
 * @param reports about how many reports of the state they cover; never less than there are
 */
record Confirmations(HashPMap<String, Long> upTo, long reports) {
    static final Confirmations NONE = new Confirmations(HashTreePMap.empty(), 0);

    /** With one more, of a report that the book has made. */
    Confirmations plus(BookState state, String collective, long report) {
        SortedMap<Long, Report> open = unconfirmed(state, collective);
        if (open.isEmpty() || report < open.firstKey()) {
            return this;
        }
        long covered = report - open.firstKey() + 1;
        return new Confirmations(upTo.plus(collective, report), reports + covered);
    }

    /** A collective's reports that are neither journaled as confirmed nor known to be. */
    SortedMap<Long, Report> unconfirmed(BookState state, String collective) {
        return state.party(collective).reports().pending().tailMap(upTo.getOrDefault(collective, 0L), false);
    }

    /** Only those that say more than the state does, exactly counted. */
    Confirmations besides(BookState state) {
        HashPMap<String, Long> left = HashTreePMap.empty();
        long covered = 0;
        for (Map.Entry<String, Long> confirmed : upTo.entrySet()) {
            int reports = state.party(confirmed.getKey())
                    .reports()
                    .pending()
                    .headMap(confirmed.getValue(), true)
                    .size();
            if (reports > 0) {
                left = left.plus(confirmed.getKey(), confirmed.getValue());
                covered += reports;
            }
        }
        return new Confirmations(left, covered);
    }

    /** The event that journals them all. */
    ReportsConfirmed event(BookState state) {
        return new ReportsConfirmed(state.seq() + 1, new HashMap<>(upTo));
    }
}
