package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.domain.BookScenario.coins;
import static org.tradingarena.domain.BookScenario.usd;
import static org.tradingarena.domain.SampleOrders.LATER;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;

import org.junit.jupiter.api.Test;

class ReservationsTest {
    @Test
    void a_buyer_needs_the_notional_and_the_highest_fee() {
        assertThat(Reservations.needed(BUY, usd(100), coins(2), 5_000)).isEqualTo(usd(201));
    }

    @Test
    void a_seller_needs_the_coins() {
        assertThat(Reservations.needed(SELL, usd(100), coins(2), 5_000)).isEqualTo(coins(2));
    }

    @Test
    void a_market_buy_without_a_limit_needs_nothing() {
        assertThat(Reservations.needed(BUY, 0, coins(2), 5_000)).isZero();
    }

    @Test
    void what_nobody_can_have_does_not_fit() {
        assertThatThrownBy(() -> Reservations.needed(BUY, usd(1_000_000_000), coins(100), 0))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void amending_upwards_needs_the_greater_of_old_and_new_terms() {
        Order order = SampleOrders.pending(BUY, 2, 100, 0);
        assertThat(Reservations.neededToAmend(order, usd(110), coins(2))).isEqualTo(usd(220));
        assertThat(Reservations.neededToAmend(order, usd(110), coins(1))).isEqualTo(usd(200));
        assertThat(Reservations.neededToAmend(order, usd(100), coins(3))).isEqualTo(usd(300));
    }

    @Test
    void amending_to_a_lower_price_needs_the_old_terms_first_and_then_what_is_added() {
        Order order = SampleOrders.pending(BUY, 2, 100, 0);
        assertThat(Reservations.neededToAmend(order, usd(50), coins(2))).isEqualTo(usd(200));
        assertThat(Reservations.neededToAmend(order, usd(50), coins(4))).isEqualTo(usd(300));
    }

    @Test
    void a_seller_needs_the_greatest_quantity_less_what_has_traded() {
        Order order = Orders.filled(SampleOrders.pending(SELL, 5, 100, 0), coins(1), usd(100), LATER);
        assertThat(Reservations.neededToAmend(order, usd(50), coins(7))).isEqualTo(coins(6));
        assertThat(Reservations.neededToAmend(order, usd(50), coins(3))).isEqualTo(coins(4));
        assertThat(Reservations.neededToAmend(order, usd(50), coins(1))).isEqualTo(coins(4));
    }

    @Test
    void a_second_amendment_of_a_buyer_adds_all_of_its_terms_while_the_first_is_unanswered() {
        Order order = SampleOrders.pending(BUY, 2, 100, 0);
        Order asked = Orders.amendRequested(order, Reservations.neededToAmend(order, usd(90), coins(2)), LATER);
        assertThat(Reservations.neededToAmend(asked, usd(80), coins(2))).isEqualTo(usd(360));
        Order answered = Orders.amended(asked, usd(90), coins(2), LATER);
        assertThat(Reservations.neededToAmend(answered, usd(80), coins(2))).isEqualTo(usd(180));
    }
}
