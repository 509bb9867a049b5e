package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.domain.BookScenario.coins;
import static org.tradingarena.domain.BookScenario.usd;
import static org.tradingarena.domain.SampleOrders.LATER;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;

import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final Order BID = SampleOrders.pending(BUY, 4, 100, 5_000);
    private static final Order ASK = SampleOrders.pending(SELL, 4, 100, 5_000);

    @Test
    void a_part_fill_counts_and_leaves_reserved_what_the_rest_needs() {
        Order filled = Orders.filled(BID, coins(1), usd(90), LATER);
        assertThat(filled.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(filled.filled()).isEqualTo(coins(1));
        assertThat(filled.filledNotional()).isEqualTo(usd(90));
        assertThat(filled.remaining()).isEqualTo(coins(3));
        assertThat(filled.reserved()).isEqualTo(Atoms.of("301.5"));
        assertThat(filled.updatedAt()).isEqualTo(LATER);
        assertThat(Orders.filled(ASK, coins(1), usd(110), LATER).reserved()).isEqualTo(coins(3));
    }

    @Test
    void the_last_fill_ends_the_order_and_its_reservation() {
        Order filled = Orders.filled(Orders.filled(BID, coins(1), usd(90), LATER), coins(3), usd(300), LATER);
        assertThat(filled.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(filled.filledNotional()).isEqualTo(usd(390));
        assertThat(filled.reserved()).isZero();
        assertThat(filled.remaining()).isZero();
    }

    @Test
    void an_order_fills_no_more_than_it_has_left() {
        assertThatThrownBy(() -> Orders.filled(BID, coins(5), usd(500), LATER))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Orders.filled(BID, 0, 0, LATER)).isInstanceOf(IllegalStateException.class);
        Order closed = Orders.closed(BID, OrderStatus.CANCELLED, Reason.ADMIN, LATER);
        assertThatThrownBy(() -> Orders.filled(closed, coins(1), usd(100), LATER))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_order_that_rests_is_open_or_partially_filled() {
        assertThat(Orders.opened(BID, LATER).status()).isEqualTo(OrderStatus.OPEN);
        assertThat(Orders.opened(Orders.filled(BID, coins(1), usd(90), LATER), LATER)
                        .status())
                .isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(Orders.opened(BID, LATER).reserved()).isEqualTo(BID.reserved());
    }

    @Test
    void a_closed_order_reserves_nothing_and_still_expects_the_answers_to_its_requests() {
        Order asked = Orders.withCancelPending(Orders.amendRequested(BID, usd(500), LATER), true, LATER);
        Order closed = Orders.closed(asked, OrderStatus.CANCELLED, Reason.CLIENT_CANCELLED, LATER);
        assertThat(closed.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(closed.reason()).isEqualTo(Reason.CLIENT_CANCELLED);
        assertThat(closed.reserved()).isZero();
        assertThat(closed.cancelPending()).isTrue();
        assertThat(closed.pendingAmends()).isEqualTo(1);
        Order answered = Orders.amendRejected(closed, LATER);
        assertThat(answered.pendingAmends()).isZero();
        assertThat(answered.reserved()).isZero();
        assertThat(answered.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void an_order_does_not_close_into_a_working_status() {
        assertThatThrownBy(() -> Orders.closed(BID, OrderStatus.OPEN, null, LATER))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_last_answer_to_an_amendment_leaves_reserved_what_the_terms_need() {
        Order asked = Orders.amendRequested(BID, usd(900), LATER);
        assertThat(asked.reserved()).isEqualTo(usd(900));
        Order amended = Orders.amended(asked, usd(50), coins(8), LATER);
        assertThat(amended.price()).isEqualTo(usd(50));
        assertThat(amended.limit()).isEqualTo(usd(50));
        assertThat(amended.quantity()).isEqualTo(coins(8));
        assertThat(amended.reserved()).isEqualTo(usd(402));
        Order rejected = Orders.amendRejected(asked, LATER);
        assertThat(rejected.price()).isEqualTo(usd(100));
        assertThat(rejected.reserved()).isEqualTo(usd(402));
    }

    @Test
    void an_answer_before_the_last_leaves_the_reservation_alone() {
        Order asked = Orders.amendRequested(Orders.amendRequested(BID, usd(900), LATER), usd(1_000), LATER);
        assertThat(Orders.amended(asked, usd(50), coins(8), LATER).reserved()).isEqualTo(usd(1_000));
        assertThat(Orders.amendRejected(asked, LATER).reserved()).isEqualTo(usd(1_000));
    }

    @Test
    void while_an_amendment_is_unanswered_a_fill_releases_the_most_that_the_trade_can_cost_and_no_more() {
        Order asked = Orders.amendRequested(BID, usd(900), LATER);
        assertThat(Orders.filled(asked, coins(1), usd(80), LATER).reserved()).isEqualTo(Atoms.of("819.6"));
        Order selling = Orders.amendRequested(ASK, coins(9), LATER);
        assertThat(Orders.filled(selling, coins(1), usd(120), LATER).reserved()).isEqualTo(coins(8));
    }

    @Test
    void an_answer_that_nobody_asked_for_is_an_illegal_state() {
        assertThatThrownBy(() -> Orders.amended(BID, usd(50), coins(8), LATER))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_an_order_never_changes_stays() {
        Order changed = Orders.withCancelPending(BID, true, LATER);
        assertThat(changed)
                .usingRecursiveComparison()
                .ignoringFields("cancelPending", "updatedAt")
                .isEqualTo(BID);
        assertThat(changed.cancelPending()).isTrue();
        assertThat(Orders.withCancelPending(changed, false, SampleOrders.START)).isEqualTo(BID);
    }
}
