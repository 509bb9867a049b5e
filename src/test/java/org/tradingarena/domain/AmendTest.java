package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradingarena.domain.BookChange.AmendRejected;
import org.tradingarena.domain.BookChange.Amended;
import org.tradingarena.domain.BookChange.Cancelled;

/** What an amendment does to a book (protocol section 6). */
@ParameterizedClass
@EnumSource(Engine.class)
class AmendTest extends BookScenario {
    AmendTest(Engine engine) {
        super(engine);
    }

    @Test
    void a_smaller_quantity_at_the_same_price_keeps_its_place() {
        resting(limit("ann-1", BUY, 5, 100), limit("bob-1", BUY, 5, 100));
        assertThat(after(amend("ann-1", 2, 100))).containsExactly(new Amended(key("ann-1"), usd(100), coins(2), true));
        assertThat(restingNames()).containsExactly("ann-1", "bob-1");
        assertThat(orders().getFirst().remaining()).isEqualTo(coins(2));
    }

    @Test
    void the_same_terms_again_keep_their_place() {
        resting(limit("ann-1", BUY, 5, 100), limit("bob-1", BUY, 5, 100));
        assertThat(after(amend("ann-1", 5, 100))).containsExactly(new Amended(key("ann-1"), usd(100), coins(5), true));
        assertThat(restingNames()).containsExactly("ann-1", "bob-1");
    }

    @Test
    void a_greater_quantity_goes_to_the_end_of_its_price() {
        resting(limit("ann-1", BUY, 5, 100), limit("bob-1", BUY, 5, 100));
        assertThat(after(amend("ann-1", 6, 100)))
                .containsExactly(
                        new Amended(key("ann-1"), usd(100), coins(6), false),
                        rested(limit("ann-1", BUY, 6, 100), 0, 2));
        assertThat(restingNames()).containsExactly("bob-1", "ann-1");
    }

    @Test
    void another_price_trades_as_a_new_order_would_and_counts_what_was_filled() {
        resting(
                limit("ann-1", BUY, 5, 100),
                limit("bob-1", SELL, 2, 100),
                limit("bob-2", SELL, 1, 101),
                limit("bob-3", SELL, 1, 103));
        assertThat(after(amend("ann-1", 4, 102)))
                .containsExactly(
                        new Amended(key("ann-1"), usd(102), coins(4), false),
                        trade("ann-1", "bob-2", BUY, 1, 101),
                        rested(limit("ann-1", BUY, 4, 102), 3, 3));
        assertThat(orders().getFirst().remaining()).isEqualTo(coins(1));
    }

    @Test
    void an_amended_order_that_trades_in_full_is_gone() {
        resting(limit("ann-1", BUY, 2, 100), limit("bob-1", SELL, 2, 101));
        assertThat(after(amend("ann-1", 2, 101)))
                .containsExactly(
                        new Amended(key("ann-1"), usd(101), coins(2), false), trade("ann-1", "bob-1", BUY, 2, 101));
        assertThat(orders()).isEmpty();
    }

    @Test
    void an_own_order_stops_the_amended_one() {
        resting(limit("ann-1", BUY, 2, 100), limit("bob-1", SELL, 1, 101), limit("ann-2", SELL, 2, 102));
        assertThat(after(amend("ann-1", 3, 102)))
                .containsExactly(
                        new Amended(key("ann-1"), usd(102), coins(3), false),
                        trade("ann-1", "bob-1", BUY, 1, 101),
                        new Cancelled(key("ann-1"), Reason.SELF_TRADE));
        assertThat(restingNames()).containsExactly("ann-2");
    }

    @Test
    void a_post_only_order_is_not_amended_into_a_trade() {
        resting(postOnly(limit("ann-1", BUY, 2, 100)), limit("bob-1", SELL, 1, 101));
        assertThat(after(amend("ann-1", 2, 101)))
                .containsExactly(new AmendRejected(key("ann-1"), Reason.POST_ONLY_WOULD_CROSS));
        assertThat(orders().getFirst().price()).isEqualTo(usd(100));
    }

    @Test
    void the_new_total_must_be_above_what_was_filled() {
        resting(limit("ann-1", BUY, 5, 100), limit("bob-1", SELL, 2, 100));
        assertThat(after(amend("ann-1", 2, 100)))
                .containsExactly(new AmendRejected(key("ann-1"), Reason.INVALID_QUANTITY));
        assertThat(after(amend("ann-1", 3, 100))).containsExactly(new Amended(key("ann-1"), usd(100), coins(3), true));
        assertThat(orders().getFirst().remaining()).isEqualTo(coins(1));
    }

    @Test
    void an_order_that_is_not_in_the_book_cannot_be_amended() {
        assertThat(after(amend("ann-1", 2, 100))).containsExactly(new AmendRejected(key("ann-1"), Reason.ORDER_CLOSED));
    }

    @Test
    void a_closed_market_lets_an_order_shrink_and_nothing_else() {
        resting(limit("ann-1", BUY, 5, 100));
        marketCloses();
        assertThat(after(amend("ann-1", 6, 100)))
                .containsExactly(new AmendRejected(key("ann-1"), Reason.MARKET_CLOSED));
        assertThat(after(amend("ann-1", 5, 99))).containsExactly(new AmendRejected(key("ann-1"), Reason.MARKET_CLOSED));
        assertThat(after(amend("ann-1", 4, 100))).containsExactly(new Amended(key("ann-1"), usd(100), coins(4), true));
    }
}
