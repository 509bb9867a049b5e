package org.tradingarena.domain;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pcollections.TreePMap;

/**
 * One side of an order book, immutable: its price levels, best first, and in each level the orders by arrival.
 *
 * @param levels by price, in an order that puts the best one first; never an empty level
 */
record BookSide(TreePMap<Long, Level> levels) {
    private static final BookSide NO_BIDS = new BookSide(TreePMap.empty(Comparator.reverseOrder()));
    private static final BookSide NO_ASKS = new BookSide(TreePMap.empty(Comparator.naturalOrder()));

    /**
     * The orders of one price. The sum is kept, so that market data does not have to add up the orders.
     *
     * @param quantity what remains of all its orders; throws {@link ArithmeticException} if that does not fit a {@code long}
     * @param orders by arrival
     */
    record Level(long quantity, TreePMap<Long, RestingOrder> orders) {
        private static final Level EMPTY = new Level(0, TreePMap.empty());

        Level with(RestingOrder order) {
            return new Level(Math.addExact(quantity, order.remaining()), orders.plus(order.arrival(), order));
        }

        Level without(RestingOrder order) {
            return new Level(quantity - order.remaining(), orders.minus(order.arrival()));
        }
    }

    static BookSide empty(Side side) {
        return side == Side.BUY ? NO_BIDS : NO_ASKS;
    }

    OptionalLong best() {
        return levels.isEmpty() ? OptionalLong.empty() : OptionalLong.of(levels.firstKey());
    }

    BookSide with(RestingOrder order) {
        return new BookSide(levels.plus(order.price(), levelAt(order.price()).with(order)));
    }

    BookSide without(RestingOrder order) {
        Level left = levelAt(order.price()).without(order);
        return new BookSide(left.orders().isEmpty() ? levels.minus(order.price()) : levels.plus(order.price(), left));
    }

    long quantityAt(long price) {
        return levelAt(price).quantity();
    }

    List<PriceLevel> depth(int count) {
        return levels.entrySet().stream()
                .limit(count)
                .map(level -> new PriceLevel(level.getKey(), level.getValue().quantity()))
                .toList();
    }

    /** Shows the orders one by one, the first to trade first, as long as the visitor wants more. */
    void visit(Predicate<RestingOrder> visitor) {
        for (Level level : levels.values()) {
            for (RestingOrder order : level.orders().values()) {
                if (!visitor.test(order)) {
                    return;
                }
            }
        }
    }

    /** All orders, the first to trade first. */
    Stream<RestingOrder> orders() {
        return levels.values().stream().flatMap(level -> level.orders().values().stream());
    }

    private Level levelAt(long price) {
        return levels.getOrDefault(price, Level.EMPTY);
    }
}
