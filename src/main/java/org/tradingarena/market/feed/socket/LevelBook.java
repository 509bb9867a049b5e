package org.tradingarena.market.feed.socket;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Level;

/** The price levels of one market, kept from a snapshot and changes of single levels. Whoever keeps it bounds it. */
public final class LevelBook {
    private final String symbol;
    private final TreeMap<BigDecimal, Level> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<BigDecimal, Level> asks = new TreeMap<>();

    /** Without a level. */
    public LevelBook(String symbol) {
        this.symbol = symbol;
    }

    /** The symbol, named as the arena does. */
    public String symbol() {
        return symbol;
    }

    /** Puts a level in place of the one at its price; a quantity of zero removes that one. */
    public void set(Side side, Level level) {
        NavigableMap<BigDecimal, Level> levels = levels(side);
        if (level.quantity().signum() == 0) {
            levels.remove(level.price());
        } else {
            levels.put(level.price(), level);
        }
    }

    /** The best levels of a side, best first. */
    public List<Level> best(Side side, int most) {
        return levels(side).values().stream().limit(most).toList();
    }

    /** Forgets all but the best levels of both sides. */
    public void truncate(int depth) {
        truncate(bids, depth);
        truncate(asks, depth);
    }

    /** The levels of the larger side. */
    public int size() {
        return Math.max(bids.size(), asks.size());
    }

    /** Whether the best bid is not below the best ask. */
    public boolean isCrossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.firstKey().compareTo(asks.firstKey()) >= 0;
    }

    /** The best levels, as an event. */
    public MarketEvent.Book event(int depth, Instant at) {
        return new MarketEvent.Book(symbol, best(Side.BUY, depth), best(Side.SELL, depth), at);
    }

    private NavigableMap<BigDecimal, Level> levels(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private static void truncate(NavigableMap<BigDecimal, Level> levels, int depth) {
        while (levels.size() > depth) {
            levels.pollLastEntry();
        }
    }
}
