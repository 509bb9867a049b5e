package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;
import static org.tradingarena.domain.TimeInForce.FOK;
import static org.tradingarena.domain.TimeInForce.IOC;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradingarena.domain.BookChange.CancelRejected;
import org.tradingarena.domain.BookChange.Cancelled;
import org.tradingarena.domain.BookChange.Rejected;
import org.tradingarena.domain.BookInstruction.Place;

/** What a limit order does to a book, and how orders leave it (protocol section 6). */
@ParameterizedClass
@EnumSource(Engine.class)
class LimitOrderTest extends BookScenario {
    LimitOrderTest(Engine engine) {
        super(engine);
    }

    @Test
    void an_order_that_meets_nobody_rests() {
        Place bid = limit("ann-1", BUY, 2, 100);
        assertThat(after(bid)).containsExactly(rested(bid, 0, 0));
        assertThat(restingNames()).containsExactly("ann-1");
    }

    @Test
    void an_order_trades_at_the_resting_ones_price_and_its_rest_comes_to_rest() {
        resting(limit("ann-1", SELL, 2, 100));
        Place bid = limit("bob-1", BUY, 5, 103);
        assertThat(after(bid)).containsExactly(trade("bob-1", "ann-1", BUY, 2, 100), rested(bid, 2, 1));
        assertThat(orders()).singleElement().satisfies(order -> {
            assertThat(order.remaining()).isEqualTo(coins(3));
            assertThat(order.filled()).isEqualTo(coins(2));
        });
    }

    @Test
    void the_better_price_trades_first_and_at_one_price_the_earlier_order() {
        resting(
                limit("ann-1", BUY, 1, 99),
                limit("bob-1", BUY, 1, 100),
                limit("ann-2", BUY, 1, 101),
                limit("ann-3", BUY, 1, 100));
        assertThat(after(limit("cat-1", SELL, 4, 99)))
                .containsExactly(
                        trade("cat-1", "ann-2", SELL, 1, 101),
                        trade("cat-1", "bob-1", SELL, 1, 100),
                        trade("cat-1", "ann-3", SELL, 1, 100),
                        trade("cat-1", "ann-1", SELL, 1, 99));
        assertThat(orders()).isEmpty();
    }

    @Test
    void a_partly_filled_order_keeps_its_place() {
        resting(limit("ann-1", SELL, 3, 100), limit("bob-1", SELL, 3, 100), limit("cat-1", BUY, 1, 100));
        assertThat(after(limit("cat-2", BUY, 3, 100)))
                .containsExactly(trade("cat-2", "ann-1", BUY, 2, 100), trade("cat-2", "bob-1", BUY, 1, 100));
    }

    @Test
    void a_full_fill_has_no_change_but_its_trades() {
        resting(limit("ann-1", SELL, 2, 100));
        assertThat(after(limit("bob-1", BUY, 2, 100))).containsExactly(trade("bob-1", "ann-1", BUY, 2, 100));
        assertThat(orders()).isEmpty();
    }

    @Test
    void nobody_pays_a_higher_fee_than_their_cap() {
        resting(feeCap(300, limit("ann-1", SELL, 1, 100)));
        BookChange.Traded trade = (BookChange.Traded)
                after(feeCap(70, limit("bob-1", BUY, 1, 100))).getFirst();
        assertThat(trade.makerFee()).isEqualTo(Atoms.of("0.03"));
        assertThat(trade.takerFee()).isEqualTo(Atoms.of("0.007"));
    }

    @Test
    void an_ioc_order_trades_what_it_can_and_never_rests() {
        resting(limit("ann-1", SELL, 2, 100));
        assertThat(after(inForce(IOC, limit("bob-1", BUY, 5, 100))))
                .containsExactly(
                        trade("bob-1", "ann-1", BUY, 2, 100), new Cancelled(key("bob-1"), Reason.IOC_REMAINDER));
        assertThat(orders()).isEmpty();
    }

    @Test
    void an_ioc_order_that_reaches_nothing_is_cancelled() {
        resting(limit("ann-1", SELL, 2, 100));
        assertThat(after(inForce(IOC, limit("bob-1", BUY, 5, 99))))
                .containsExactly(new Cancelled(key("bob-1"), Reason.IOC_REMAINDER));
    }

    @Test
    void a_fok_order_trades_as_a_whole() {
        resting(limit("ann-1", SELL, 2, 100), limit("ann-2", SELL, 3, 101));
        assertThat(after(inForce(FOK, limit("bob-1", BUY, 5, 101))))
                .containsExactly(trade("bob-1", "ann-1", BUY, 2, 100), trade("bob-1", "ann-2", BUY, 3, 101));
    }

    @Test
    void a_fok_order_that_cannot_trade_as_a_whole_does_nothing_else() {
        resting(limit("ann-1", SELL, 2, 100), limit("ann-2", SELL, 3, 102));
        assertThat(after(inForce(FOK, limit("bob-1", BUY, 5, 101))))
                .containsExactly(new Rejected(key("bob-1"), Reason.FOK_NOT_FILLABLE));
        assertThat(restingNames()).containsExactly("ann-1", "ann-2");
    }

    @Test
    void for_a_fok_order_an_own_order_blocks_what_is_behind_it() {
        resting(limit("ann-1", SELL, 2, 100), limit("bob-1", SELL, 1, 100), limit("ann-2", SELL, 9, 100));
        assertThat(after(inForce(FOK, limit("bob-2", BUY, 3, 100))))
                .containsExactly(new Rejected(key("bob-2"), Reason.FOK_NOT_FILLABLE));
        assertThat(after(inForce(FOK, limit("bob-3", BUY, 2, 100))))
                .containsExactly(trade("bob-3", "ann-1", BUY, 2, 100));
    }

    @Test
    void a_post_only_order_rests_or_is_refused() {
        resting(limit("ann-1", SELL, 2, 100));
        Place below = postOnly(limit("bob-1", BUY, 1, 99));
        assertThat(after(below)).containsExactly(rested(below, 0, 1));
        assertThat(after(postOnly(limit("bob-2", BUY, 1, 100))))
                .containsExactly(new Rejected(key("bob-2"), Reason.POST_ONLY_WOULD_CROSS));
    }

    @Test
    void a_post_only_order_is_refused_even_if_it_would_cross_an_own_order() {
        resting(limit("bob-1", SELL, 2, 100));
        assertThat(after(postOnly(limit("bob-2", BUY, 1, 100))))
                .containsExactly(new Rejected(key("bob-2"), Reason.POST_ONLY_WOULD_CROSS));
    }

    @Test
    void the_first_own_order_stops_an_incoming_one_and_its_trades_stand() {
        resting(limit("ann-1", SELL, 2, 100), limit("bob-1", SELL, 2, 101), limit("ann-2", SELL, 2, 102));
        assertThat(after(limit("bob-2", BUY, 6, 102)))
                .containsExactly(trade("bob-2", "ann-1", BUY, 2, 100), new Cancelled(key("bob-2"), Reason.SELF_TRADE));
        assertThat(restingNames()).containsExactly("bob-1", "ann-2");
    }

    @Test
    void an_order_whose_first_contact_is_an_own_one_is_cancelled() {
        resting(limit("bob-1", SELL, 2, 100));
        assertThat(after(inForce(IOC, limit("bob-2", BUY, 6, 100))))
                .containsExactly(new Cancelled(key("bob-2"), Reason.SELF_TRADE));
    }

    @Test
    void an_own_order_that_is_not_reached_is_no_self_trade() {
        resting(limit("ann-1", SELL, 2, 100), limit("bob-1", SELL, 2, 100));
        assertThat(after(limit("bob-2", BUY, 2, 100))).containsExactly(trade("bob-2", "ann-1", BUY, 2, 100));
        Place below = limit("bob-3", BUY, 2, 99);
        assertThat(after(below)).containsExactly(rested(below, 0, 2));
    }

    @Test
    void a_closed_market_takes_no_order_and_lets_orders_go() {
        resting(limit("ann-1", SELL, 2, 100));
        marketCloses();
        assertThat(after(limit("bob-1", BUY, 2, 100)))
                .containsExactly(new Rejected(key("bob-1"), Reason.MARKET_CLOSED));
        assertThat(after(market("bob-2", SELL, 2, 0)))
                .containsExactly(new Rejected(key("bob-2"), Reason.MARKET_CLOSED));
        assertThat(after(cancel("ann-1"))).containsExactly(new Cancelled(key("ann-1"), Reason.CLIENT_CANCELLED));
    }

    @Test
    void a_cancel_takes_the_order_out_and_only_once() {
        resting(limit("ann-1", SELL, 2, 100), limit("ann-2", SELL, 2, 100));
        assertThat(after(cancel("ann-1"))).containsExactly(new Cancelled(key("ann-1"), Reason.CLIENT_CANCELLED));
        assertThat(after(cancel("ann-1"))).containsExactly(new CancelRejected(key("ann-1"), Reason.ORDER_CLOSED));
        assertThat(restingNames()).containsExactly("ann-2");
    }

    @Test
    void an_order_that_rests_already_cannot_be_placed() {
        Place bid = limit("ann-1", BUY, 2, 100);
        OrderBook book = OrderBook.empty().apply(rested(bid, 0, 0));
        assertThatThrownBy(() -> Matching.match(book, instrument(true), bid))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
