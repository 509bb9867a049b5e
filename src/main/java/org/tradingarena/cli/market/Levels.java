package org.tradingarena.cli.market;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonNumber;

/** One side of a book: quantities by price, best first. A value. */
public record Levels(NavigableMap<BigDecimal, BigDecimal> byPrice) {
    /** No bids; the best is the highest. */
    public static final Levels NO_BIDS = new Levels(new TreeMap<>(Comparator.reverseOrder()));

    /** No asks; the best is the lowest. */
    public static final Levels NO_ASKS = new Levels(new TreeMap<>());

    public Levels {
        byPrice = Collections.unmodifiableNavigableMap(byPrice);
    }

    /** With these levels in place of those at the same prices; quantity 0 takes one away. */
    public Levels with(Json changes) {
        NavigableMap<BigDecimal, BigDecimal> changed = new TreeMap<>(byPrice.comparator());
        changed.putAll(byPrice);
        if (changes instanceof JsonArray(List<Json> levels)) {
            for (Json level : levels) {
                if (level instanceof JsonArray(List<Json> pair)
                        && pair.size() == 2
                        && pair.get(0) instanceof JsonNumber(String price)
                        && pair.get(1) instanceof JsonNumber(String quantity)) {
                    put(changed, new BigDecimal(price).stripTrailingZeros(), new BigDecimal(quantity));
                }
            }
        }
        return new Levels(changed);
    }

    private static void put(NavigableMap<BigDecimal, BigDecimal> levels, BigDecimal price, BigDecimal quantity) {
        if (quantity.signum() == 0) {
            levels.remove(price);
        } else {
            levels.put(price, quantity);
        }
    }
}
