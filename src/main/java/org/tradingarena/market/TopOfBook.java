package org.tradingarena.market;

import java.util.ArrayList;
import java.util.List;
import org.tradingarena.domain.OrderBook;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.BookChecksum;

/** The best {@value #DEPTH} price levels of each side, best first: what market data shows of a book (protocol section 7). */
public record TopOfBook(List<PriceLevel> bids, List<PriceLevel> asks) {
    /** Levels of a side. */
    public static final int DEPTH = 50;

    /** Of an empty book; as a difference: no change. */
    static final TopOfBook EMPTY = new TopOfBook(List.of(), List.of());

    public TopOfBook {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    static TopOfBook of(OrderBook book) {
        return new TopOfBook(book.depth(Side.BUY, DEPTH), book.depth(Side.SELL, DEPTH));
    }

    /** The best bid; 0 if there is none. */
    public long bid() {
        return bids.isEmpty() ? 0 : bids.getFirst().price();
    }

    /** The best ask; 0 if there is none. */
    public long ask() {
        return asks.isEmpty() ? 0 : asks.getFirst().price();
    }

    /** The checksum of a {@code book_delta} that leads here. */
    long checksum() {
        return BookChecksum.of(bids, asks);
    }

    /** The levels that are new or other in {@code after}, and with quantity 0 those that are no longer in it. */
    TopOfBook changesTo(TopOfBook after) {
        return new TopOfBook(changes(Side.BUY, bids, after.bids), changes(Side.SELL, asks, after.asks));
    }

    /** With such changes applied. */
    TopOfBook with(TopOfBook changes) {
        return new TopOfBook(applied(Side.BUY, bids, changes.bids), applied(Side.SELL, asks, changes.asks));
    }

    private static List<PriceLevel> changes(Side side, List<PriceLevel> before, List<PriceLevel> after) {
        List<PriceLevel> changes = new ArrayList<>();
        int b = 0;
        int a = 0;
        while (b < before.size() || a < after.size()) {
            int order = order(side, before, b, after, a);
            if (order < 0) {
                changes.add(new PriceLevel(before.get(b++).price(), 0));
            } else if (order > 0) {
                changes.add(after.get(a++));
            } else {
                if (before.get(b++).quantity() != after.get(a).quantity()) {
                    changes.add(after.get(a));
                }
                a++;
            }
        }
        return changes;
    }

    private static List<PriceLevel> applied(Side side, List<PriceLevel> levels, List<PriceLevel> changes) {
        if (changes.isEmpty()) {
            return levels;
        }
        List<PriceLevel> applied = new ArrayList<>(levels.size() + changes.size());
        int l = 0;
        int c = 0;
        while (l < levels.size() || c < changes.size()) {
            int order = order(side, levels, l, changes, c);
            if (order < 0) {
                applied.add(levels.get(l++));
                continue;
            }
            if (changes.get(c).quantity() > 0) {
                applied.add(changes.get(c));
            }
            c++;
            l += order == 0 ? 1 : 0;
        }
        return applied;
    }

    /** Below 0 if the one list's next level is better, above 0 if the other's is, 0 at the same price. */
    private static int order(Side side, List<PriceLevel> one, int i, List<PriceLevel> other, int j) {
        if (i == one.size()) {
            return 1;
        }
        if (j == other.size()) {
            return -1;
        }
        int ascending = Long.compare(one.get(i).price(), other.get(j).price());
        return side == Side.BUY ? -ascending : ascending;
    }
}
