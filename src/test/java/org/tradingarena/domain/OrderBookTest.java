package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.domain.BookScenario.coins;
import static org.tradingarena.domain.BookScenario.key;
import static org.tradingarena.domain.BookScenario.usd;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradingarena.domain.BookChange.AmendRejected;
import org.tradingarena.domain.BookChange.Amended;
import org.tradingarena.domain.BookChange.CancelRejected;
import org.tradingarena.domain.BookChange.Cancelled;
import org.tradingarena.domain.BookChange.Rejected;
import org.tradingarena.domain.BookChange.Rested;
import org.tradingarena.domain.BookChange.Traded;

class OrderBookTest {
    private static final OrderBook BOOK = book(
            rested("ann-1", BUY, 2, 99, 0),
            rested("bob-1", BUY, 3, 99, 1),
            rested("ann-2", BUY, 4, 98, 2),
            rested("bob-2", SELL, 5, 101, 3),
            rested("bob-3", SELL, 6, 102, 4));

    @Test
    void an_empty_book_has_nothing() {
        OrderBook empty = OrderBook.empty();
        assertThat(empty.bestBid()).isEmpty();
        assertThat(empty.bestAsk()).isEmpty();
        assertThat(empty.orders()).isEmpty();
        assertThat(empty.depth(BUY, 5)).isEmpty();
        assertThat(empty.quantityAt(SELL, usd(1))).isZero();
        assertThat(empty.size()).isZero();
        assertThat(empty.nextArrival()).isZero();
    }

    @Test
    void a_book_shows_its_best_prices_and_the_depth_of_each_side() {
        assertThat(BOOK.bestBid()).hasValue(usd(99));
        assertThat(BOOK.bestAsk()).hasValue(usd(101));
        assertThat(BOOK.depth(BUY, 5))
                .containsExactly(new PriceLevel(usd(99), coins(5)), new PriceLevel(usd(98), coins(4)));
        assertThat(BOOK.depth(SELL, 1)).containsExactly(new PriceLevel(usd(101), coins(5)));
        assertThat(BOOK.quantityAt(BUY, usd(99))).isEqualTo(coins(5));
        assertThat(BOOK.quantityAt(SELL, usd(99))).isZero();
    }

    @Test
    void orders_are_listed_bids_first_best_price_first_and_earliest_first() {
        assertThat(names(BOOK.orders())).containsExactly("ann-1", "bob-1", "ann-2", "bob-2", "bob-3");
        assertThat(names(BOOK.ordersOf("bob"))).containsExactly("bob-1", "bob-2", "bob-3");
        assertThat(BOOK.size()).isEqualTo(5);
        assertThat(BOOK.nextArrival()).isEqualTo(5);
        assertThat(BOOK.find(key("ann-2")).orElseThrow().price()).isEqualTo(usd(98));
        assertThat(BOOK.find(key("ann-9"))).isEmpty();
    }

    @Test
    void a_trade_reduces_the_resting_order_and_the_last_one_removes_it() {
        OrderBook once = BOOK.apply(sold("ann-1", 99, 1));
        assertThat(once.find(key("ann-1")).orElseThrow().remaining()).isEqualTo(coins(1));
        assertThat(once.quantityAt(BUY, usd(99))).isEqualTo(coins(4));
        OrderBook twice = once.apply(sold("ann-1", 99, 1));
        assertThat(twice.find(key("ann-1"))).isEmpty();
        assertThat(twice.depth(BUY, 1)).containsExactly(new PriceLevel(usd(99), coins(3)));
    }

    @Test
    void a_book_never_changes_itself() {
        BOOK.apply(sold("ann-1", 99, 2)).apply(new Cancelled(key("bob-3"), Reason.ADMIN));
        assertThat(names(BOOK.orders())).containsExactly("ann-1", "bob-1", "ann-2", "bob-2", "bob-3");
        assertThat(BOOK.quantityAt(BUY, usd(99))).isEqualTo(coins(5));
    }

    @Test
    void a_level_without_orders_is_gone() {
        OrderBook book = BOOK.apply(new Cancelled(key("bob-2"), Reason.ADMIN));
        assertThat(book.bestAsk()).hasValue(usd(102));
        assertThat(book.depth(SELL, 5)).containsExactly(new PriceLevel(usd(102), coins(6)));
    }

    @Test
    void an_amendment_that_keeps_priority_changes_the_order_in_place_and_another_takes_it_out() {
        OrderBook shrunk = BOOK.apply(new Amended(key("ann-1"), usd(99), coins(1), true));
        assertThat(names(shrunk.orders())).startsWith("ann-1", "bob-1");
        assertThat(shrunk.quantityAt(BUY, usd(99))).isEqualTo(coins(4));
        OrderBook moved = BOOK.apply(new Amended(key("ann-1"), usd(97), coins(1), false));
        assertThat(moved.find(key("ann-1"))).isEmpty();
    }

    @Test
    void what_does_not_touch_resting_orders_leaves_the_book_as_it_is() {
        OrderKey stranger = key("cat-1");
        assertThat(BOOK.apply(new Cancelled(stranger, Reason.IOC_REMAINDER))).isSameAs(BOOK);
        assertThat(BOOK.apply(new Rejected(stranger, Reason.NO_LIQUIDITY))).isSameAs(BOOK);
        assertThat(BOOK.apply(new AmendRejected(stranger, Reason.ORDER_CLOSED))).isSameAs(BOOK);
        assertThat(BOOK.apply(new CancelRejected(stranger, Reason.ORDER_CLOSED)))
                .isSameAs(BOOK);
    }

    static List<BookChange> changes_of_another_book() {
        return List.of(
                sold("cat-1", 99, 1),
                sold("ann-1", 98, 1),
                sold("ann-1", 99, 3),
                sold("bob-2", 101, 1),
                rested("ann-1", BUY, 1, 90, 5),
                rested("cat-1", BUY, 1, 90, 4),
                rested("cat-1", BUY, 1, 90, 6),
                rested("cat-1", BUY, 1, 101, 5),
                rested("cat-1", SELL, 1, 99, 5),
                rested("cat-1", BUY, 0, 90, 5),
                new Amended(key("cat-1"), usd(99), coins(1), true),
                new Amended(key("cat-1"), usd(99), coins(1), false),
                new Amended(key("ann-1"), usd(98), coins(1), true),
                new Amended(key("ann-1"), usd(99), coins(3), true),
                new Amended(key("ann-1"), usd(99), 0, true));
    }

    @ParameterizedTest
    @MethodSource("changes_of_another_book")
    void a_change_that_does_not_fit_the_book_is_an_illegal_state(BookChange change) {
        assertThatThrownBy(() -> BOOK.apply(change)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_book_comes_back_from_its_orders_in_any_sequence() {
        List<RestingOrder> orders = new ArrayList<>(BOOK.orders());
        Collections.reverse(orders);
        OrderBook copy = OrderBook.of(orders, 9);
        assertThat(copy.orders()).isEqualTo(BOOK.orders());
        assertThat(copy.nextArrival()).isEqualTo(9);
        assertThat(copy.quantityAt(BUY, usd(99))).isEqualTo(coins(5));
    }

    @Test
    void orders_that_cannot_stand_in_one_book_make_none() {
        RestingOrder bid = resting("ann-1", BUY, 100, 0);
        assertThatThrownBy(() -> OrderBook.of(List.of(bid, resting("bob-1", SELL, 100, 1)), 2))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OrderBook.of(List.of(bid, resting("bob-1", BUY, 100, 0)), 2))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OrderBook.of(List.of(bid, resting("ann-1", BUY, 99, 1)), 2))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OrderBook.of(List.of(bid), 0)).isInstanceOf(IllegalStateException.class);
    }

    private static OrderBook book(Rested... orders) {
        OrderBook book = OrderBook.empty();
        for (Rested order : orders) {
            book = book.apply(order);
        }
        return book;
    }

    private static Rested rested(String name, Side side, long coins, long dollars, long arrival) {
        return new Rested(key(name), side, usd(dollars), coins(coins), 0, 0, false, arrival);
    }

    private static RestingOrder resting(String name, Side side, long dollars, long arrival) {
        return new RestingOrder(key(name), side, usd(dollars), coins(1), 0, 0, false, arrival);
    }

    /** Somebody sells to a resting order. */
    private static Traded sold(String maker, long dollars, long coins) {
        return new Traded(key("dan-1"), key(maker), SELL, usd(dollars), coins(coins), 0, 0);
    }

    private static List<String> names(List<RestingOrder> orders) {
        return orders.stream().map(order -> order.key().orderId()).toList();
    }
}
