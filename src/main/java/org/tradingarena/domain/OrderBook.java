package org.tradingarena.domain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.tradingarena.domain.BookChange.AmendRejected;
import org.tradingarena.domain.BookChange.Amended;
import org.tradingarena.domain.BookChange.CancelRejected;
import org.tradingarena.domain.BookChange.Cancelled;
import org.tradingarena.domain.BookChange.Rejected;
import org.tradingarena.domain.BookChange.Rested;
import org.tradingarena.domain.BookChange.Traded;

/**
 * The resting orders of one instrument by price and time, as an immutable value that shares its structure with the book
 * before it: a change costs a logarithm, and an old book stays valid. {@link Matching} decides what happens, {@link #apply}
 * carries it out. Amounts are in {@link Atoms}.
 *
 * <p>Promises: the best bid is always below the best ask, and every order has its own arrival number below
 * {@link #nextArrival()}.
 */
public final class OrderBook {
    private static final OrderBook EMPTY =
            new OrderBook(BookSide.empty(Side.BUY), BookSide.empty(Side.SELL), HashTreePMap.empty(), 0);

    private final BookSide bids;
    private final BookSide asks;
    private final HashPMap<OrderKey, RestingOrder> byKey;
    private final long nextArrival;

    private OrderBook(BookSide bids, BookSide asks, HashPMap<OrderKey, RestingOrder> byKey, long nextArrival) {
        this.bids = bids;
        this.asks = asks;
        this.byKey = byKey;
        this.nextArrival = nextArrival;
    }

    /** The book in which nothing has ever rested. */
    public static OrderBook empty() {
        return EMPTY;
    }

    /** The book of a snapshot; throws {@link IllegalStateException} if these orders cannot stand in one book. */
    public static OrderBook of(Collection<RestingOrder> orders, long nextArrival) {
        OrderBook book = EMPTY;
        for (RestingOrder order : sortedByArrival(orders)) {
            check(order.arrival() >= book.nextArrival, order, "has the arrival number of another");
            book = book.with(order).arrivingNext(order.arrival() + 1);
        }
        if (nextArrival < book.nextArrival) {
            throw new IllegalStateException("the next arrival " + nextArrival + " has already been");
        }
        return book.arrivingNext(nextArrival);
    }

    /** The book after a change; throws {@link IllegalStateException} if the change is not one of this book. */
    public OrderBook apply(BookChange change) {
        return switch (change) {
            case Traded traded -> onTraded(traded);
            case Rested rested -> onRested(rested);
            case Cancelled cancelled -> find(cancelled.key()).map(this::without).orElse(this);
            case Amended amended -> onAmended(amended);
            case Rejected rejected -> this;
            case AmendRejected rejected -> this;
            case CancelRejected rejected -> this;
        };
    }

    /** The resting order of this name. */
    public Optional<RestingOrder> find(OrderKey key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The highest price at which somebody buys. */
    public OptionalLong bestBid() {
        return bids.best();
    }

    /** The lowest price at which somebody sells. */
    public OptionalLong bestAsk() {
        return asks.best();
    }

    /** The best price levels of a side, best first, at most so many. */
    public List<PriceLevel> depth(Side side, int levels) {
        return side(side).depth(levels);
    }

    /** What rests on a side at a price; 0 if nothing does. */
    public long quantityAt(Side side, long price) {
        return side(side).quantityAt(price);
    }

    /** All orders: the bids, best first, then the asks, best first; at one price by arrival. */
    public List<RestingOrder> orders() {
        return Stream.concat(bids.orders(), asks.orders()).toList();
    }

    /** A collective's orders, in the order of {@link #orders()}; looks at every order of the book. */
    public List<RestingOrder> ordersOf(String collective) {
        return orders().stream().filter(order -> order.belongsTo(collective)).toList();
    }

    /** How many orders rest. */
    public int size() {
        return byKey.size();
    }

    /** The arrival number of the order that comes to rest next. */
    public long nextArrival() {
        return nextArrival;
    }

    OptionalLong best(Side side) {
        return side(side).best();
    }

    /** Shows a side's orders one by one, the first to trade first, as long as the visitor wants more. */
    void visit(Side side, Predicate<RestingOrder> visitor) {
        side(side).visit(visitor);
    }

    private OrderBook onTraded(Traded traded) {
        RestingOrder maker = resting(traded.maker());
        check(maker.side() == traded.takerSide().opposite(), maker, "stands on the taker's side");
        check(maker.price() == traded.price(), maker, "does not trade at " + traded.price());
        check(traded.quantity() <= maker.remaining(), maker, "has less left than " + traded.quantity());
        return traded.quantity() == maker.remaining()
                ? without(maker)
                : replace(maker, maker.afterFill(traded.quantity()));
    }

    private OrderBook onRested(Rested rested) {
        RestingOrder order = new RestingOrder(
                rested.key(),
                rested.side(),
                rested.price(),
                rested.quantity(),
                rested.filled(),
                rested.feeCap(),
                rested.postOnly(),
                rested.arrival());
        check(rested.arrival() == nextArrival, order, "does not arrive as number " + nextArrival);
        return with(order).arrivingNext(nextArrival + 1);
    }

    private OrderBook onAmended(Amended amended) {
        RestingOrder order = resting(amended.key());
        if (!amended.keepsPriority()) {
            return without(order);
        }
        check(amended.price() == order.price(), order, "cannot keep its place at another price");
        check(amended.quantity() <= order.quantity(), order, "cannot keep its place and grow");
        return replace(order, order.withQuantity(amended.quantity()));
    }

    private RestingOrder resting(OrderKey key) {
        return find(key).orElseThrow(() -> new IllegalStateException(key + " does not rest in this book"));
    }

    private OrderBook with(RestingOrder order) {
        check(!byKey.containsKey(order.key()), order, "rests already");
        best(order.side().opposite())
                .ifPresent(best -> check(!order.side().accepts(order.price(), best), order, "crosses " + best));
        return withSide(order.side(), side(order.side()).with(order), byKey.plus(order.key(), order));
    }

    private OrderBook without(RestingOrder order) {
        return withSide(order.side(), side(order.side()).without(order), byKey.minus(order.key()));
    }

    private OrderBook replace(RestingOrder before, RestingOrder after) {
        return withSide(before.side(), side(before.side()).without(before).with(after), byKey.plus(after.key(), after));
    }

    private OrderBook withSide(Side side, BookSide changed, HashPMap<OrderKey, RestingOrder> orders) {
        return side == Side.BUY
                ? new OrderBook(changed, asks, orders, nextArrival)
                : new OrderBook(bids, changed, orders, nextArrival);
    }

    private OrderBook arrivingNext(long arrival) {
        return new OrderBook(bids, asks, byKey, arrival);
    }

    private BookSide side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private static List<RestingOrder> sortedByArrival(Collection<RestingOrder> orders) {
        return orders.stream()
                .sorted(Comparator.comparingLong(RestingOrder::arrival))
                .toList();
    }

    private static void check(boolean fits, RestingOrder order, String why) {
        if (!fits) {
            throw new IllegalStateException(order + " " + why);
        }
    }
}
