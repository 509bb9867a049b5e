package org.tradingarena.bench.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.protocol.BookChecksum;

/** A client's own book, folded from snapshot and deltas, and held against each delta's checksum (protocol section 7). */
public final class BookFold {
    private final Findings findings;
    private final String name;
    private final Map<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final Map<Long, Long> asks = new TreeMap<>();
    private boolean known;

    /** A book that is not known yet; the name is for examples. */
    public BookFold(Findings findings, String name) {
        this.findings = findings;
        this.name = name;
    }

    /** The book as it is now. */
    public void snapshot(List<PriceLevel> newBids, List<PriceLevel> newAsks) {
        bids.clear();
        asks.clear();
        apply(bids, newBids);
        apply(asks, newAsks);
        known = true;
    }

    /** Levels that changed, and what the checksum must be then. */
    public void delta(long seq, List<PriceLevel> changedBids, List<PriceLevel> changedAsks, long checksum) {
        if (!known) {
            return;
        }
        apply(bids, changedBids);
        apply(asks, changedAsks);
        findings.checked(1);
        long own = BookChecksum.of(levels(bids), levels(asks));
        if (own != checksum) {
            findings.found(
                    Fault.WRONG_BOOK,
                    () -> name + " has checksum " + own + " after " + seq + ", the server " + checksum);
            known = false; // one wrong book is one fault: the next snapshot begins anew
        }
    }

    private static void apply(Map<Long, Long> side, List<PriceLevel> levels) {
        for (PriceLevel level : levels) {
            if (level.quantity() == 0) {
                side.remove(level.price());
            } else {
                side.put(level.price(), level.quantity());
            }
        }
    }

    private static List<PriceLevel> levels(Map<Long, Long> side) {
        List<PriceLevel> levels = new ArrayList<>();
        for (Map.Entry<Long, Long> level : side.entrySet()) {
            levels.add(new PriceLevel(level.getKey(), level.getValue()));
        }
        return levels;
    }
}
