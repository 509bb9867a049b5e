package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;

import org.junit.jupiter.api.Test;

class PortfolioTest {
    private static final Portfolio RICH =
            Portfolio.empty().deposit("USD", 1_000).deposit("BTC", 50);

    @Test
    void an_empty_portfolio_has_nothing_of_anything() {
        assertThat(Portfolio.empty().balance("USD")).isEqualTo(Balance.ZERO);
        assertThat(Portfolio.empty().position("BTC/USD")).isEqualTo(Position.flat("BTC/USD"));
    }

    @Test
    void deposits_and_withdrawals_change_the_total() {
        assertThat(RICH.deposit("USD", 5).withdraw("USD", 3).balance("USD")).isEqualTo(new Balance(1_002, 0));
        assertThat(RICH.balance("USD")).isEqualTo(new Balance(1_000, 0));
    }

    @Test
    void reserving_takes_from_what_is_available_and_releasing_gives_it_back() {
        Portfolio reserved = RICH.reserve("USD", 400);
        assertThat(reserved.balance("USD")).isEqualTo(new Balance(1_000, 400));
        assertThat(reserved.balance("USD").available()).isEqualTo(600);
        assertThat(reserved.release("USD", 150).balance("USD")).isEqualTo(new Balance(1_000, 250));
    }

    @Test
    void a_buyer_pays_notional_and_fee_out_of_the_reservation() {
        Portfolio bought = RICH.reserve("USD", 500).settle("BTC/USD", BUY, 3, 300, 7, 320);
        assertThat(bought.balance("USD")).isEqualTo(new Balance(693, 180));
        assertThat(bought.balance("BTC")).isEqualTo(new Balance(53, 0));
        assertThat(bought.position("BTC/USD")).isEqualTo(new Position("BTC/USD", 3, 300, 0));
    }

    @Test
    void a_seller_gives_coins_out_of_the_reservation_and_gets_the_notional_less_the_fee() {
        Portfolio sold = RICH.reserve("BTC", 20).settle("BTC/USD", SELL, 3, 300, 7, 3);
        assertThat(sold.balance("USD")).isEqualTo(new Balance(1_293, 0));
        assertThat(sold.balance("BTC")).isEqualTo(new Balance(47, 17));
        assertThat(sold.position("BTC/USD")).isEqualTo(new Position("BTC/USD", -3, -300, 0));
    }

    @Test
    void what_would_make_a_balance_negative_is_an_illegal_state() {
        Portfolio reserved = RICH.reserve("USD", 900);
        assertThatThrownBy(() -> reserved.withdraw("USD", 101)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reserved.reserve("USD", 101)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reserved.release("USD", 901)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reserved.settle("BTC/USD", BUY, 1, 90, 20, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reserved.settle("BTC/USD", SELL, 51, 90, 0, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Portfolio.empty().withdraw("EUR", 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_amount_is_never_negative() {
        assertThatThrownBy(() -> RICH.deposit("USD", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RICH.withdraw("USD", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RICH.reserve("USD", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RICH.release("USD", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RICH.settle("BTC/USD", BUY, 1, 1, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void more_than_fits_is_refused() {
        assertThatThrownBy(() -> RICH.deposit("USD", Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_balance_holds_no_more_reserved_than_there_is() {
        assertThatThrownBy(() -> new Balance(1, 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Balance(1, -1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Balance(-1, -1)).isInstanceOf(IllegalStateException.class);
        assertThat(new Balance(3, 3).available()).isZero();
    }
}
