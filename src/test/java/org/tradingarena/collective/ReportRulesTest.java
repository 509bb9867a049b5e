package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.collective.TestCollective.BTC;
import static org.tradingarena.collective.TestCollective.amend;
import static org.tradingarena.collective.TestCollective.buy;
import static org.tradingarena.collective.TestCollective.cancel;
import static org.tradingarena.collective.TestCollective.sell;

import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.collective.CollectiveEvent.OrderAmendRejected;
import org.tradingarena.collective.CollectiveEvent.OrderAmended;
import org.tradingarena.collective.CollectiveEvent.OrderCancelRejected;
import org.tradingarena.collective.CollectiveEvent.OrderCancelled;
import org.tradingarena.collective.CollectiveEvent.OrderFilled;
import org.tradingarena.collective.CollectiveEvent.OrderOpened;
import org.tradingarena.collective.CollectiveEvent.OrderRejected;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.Reason;

class ReportRulesTest {
    private final TestCollective collective = TestCollective.funded();

    @Test
    void the_next_report_is_taken_with_one_event_for_each_outcome_and_settles_its_command() {
        collective.does(buy("c1", "1000", "2"));

        assertThat(collective.hearsAnswer(collective.fill("c1", "900", "1", "1"), collective.open("c1")))
                .isEqualTo(new Verdict.ReportTaken(BTC, 1));

        assertThat(collective.newest()).hasExactlyElementsOfTypes(OrderFilled.class, OrderOpened.class);
        assertThat(collective.newest()).allMatch(event -> new Answer(1, 1).equals(event.answer()));
        assertThat(collective.unanswered()).isEmpty();
        assertThat(collective.channel().in().last()).isEqualTo(1);
        assertThat(collective.order("c1").status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    }

    @Test
    void a_report_taken_before_is_only_confirmed_again() {
        collective.does(buy("c1", "1000", "2"));
        collective.hearsAnswer(collective.open("c1"));
        collective.hears(collective.fill("c1", "1000", "1", "0"));

        assertThat(collective.does(collective.report(1, 1, collective.open("c1"))))
                .isEqualTo(new Verdict.ReportTaken(BTC, 2));
        assertThat(collective.newest()).isEmpty();
    }

    @Test
    void a_report_before_its_predecessor_is_left() {
        collective.does(buy("c1", "1000", "2"));

        assertThat(collective.does(collective.report(2, 1, collective.open("c1"))))
                .isEqualTo(new Verdict.ReportEarly());
        assertThat(collective.newest()).isEmpty();
    }

    @Test
    void a_fill_of_a_buy_order_pays_notional_and_fee_and_releases_what_the_rest_does_not_need() {
        collective.does(buy("c1", "1000", "2"));

        collective.hearsAnswer(collective.fill("c1", "900", "1", "0.9"));

        assertThat(collective.state().portfolio().balance("USD"))
                .isEqualTo(new Balance(Atoms.of("9099.1"), Atoms.of("1002")));
        assertThat(collective.state().portfolio().balance("BTC")).isEqualTo(new Balance(Atoms.of("11"), 0));
        assertThat(collective.state().portfolio().position(BTC).cost()).isEqualTo(Atoms.of("900"));
        OrderFilled filled = (OrderFilled) collective.newestEvent();
        assertThat(filled.balances().keySet()).containsExactly("BTC", "USD");
        assertThat(filled.trade().feeCurrency()).isEqualTo("USD");
    }

    @Test
    void the_last_fill_closes_the_order_and_releases_everything() {
        collective.does(sell("c1", "1000", "2"));
        collective.hearsAnswer(collective.fill("c1", "1000", "1.5", "0"), collective.open("c1"));

        collective.hears(collective.fill("c1", "1000", "0.5", "1"));

        Order order = collective.order("c1");
        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.reserved()).isZero();
        assertThat(collective.state().portfolio().balance("BTC")).isEqualTo(new Balance(Atoms.of("8"), 0));
        assertThat(collective.state().portfolio().balance("USD").total()).isEqualTo(Atoms.of("11999"));
        assertThat(collective.state().orders().working()).isEmpty();
    }

    @Test
    void a_cancelled_rest_gives_back_its_reservation() {
        collective.does(buy("c1", "1000", "2"));

        collective.hearsAnswer(
                collective.fill("c1", "1000", "1", "0"), collective.cancelled("c1", Reason.IOC_REMAINDER));

        assertThat(collective.newest()).hasExactlyElementsOfTypes(OrderFilled.class, OrderCancelled.class);
        assertThat(collective.order("c1").reason()).isEqualTo(Reason.IOC_REMAINDER);
        assertThat(collective.reserved("USD")).isZero();
        assertThat(collective.order("c1").remaining()).isZero();
    }

    @Test
    void an_order_that_the_book_refuses_gives_back_its_reservation() {
        collective.does(buy("c1", "1000", "2"));

        collective.hearsAnswer(new Outcome.Rejected(collective.order("c1").orderId(), Reason.POST_ONLY_WOULD_CROSS));

        assertThat(collective.newestEvent()).isInstanceOf(OrderRejected.class);
        assertThat(collective.order("c1").status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(collective.reserved("USD")).isZero();
        assertThat(collective.does(buy("c1", "1000", "2"))).isEqualTo(new Verdict.Placed(collective.order("c1"), true));
    }

    @Test
    void a_cancel_that_the_book_answers_settles_the_request() {
        collective.does(buy("c1", "1000", "2"));
        collective.hearsAnswer(collective.open("c1"));
        collective.does(cancel("c1"));

        collective.hearsAnswer(collective.cancelled("c1", Reason.CLIENT_CANCELLED));

        assertThat(collective.order("c1").cancelPending()).isFalse();
        assertThat(collective.order("c1").hasPendingRequest()).isFalse();
    }

    @Test
    void a_cancel_that_crosses_the_last_fill_is_rejected_and_the_order_stays_filled() {
        collective.does(buy("c1", "1000", "2"));
        collective.hearsAnswer(collective.open("c1"));
        collective.does(cancel("c1"));
        collective.hears(collective.fill("c1", "1000", "2", "0"));
        assertThat(collective.order("c1").cancelPending()).isTrue();

        collective.hearsAnswer(new Outcome.CancelRejected(collective.order("c1").orderId(), Reason.ORDER_CLOSED));

        assertThat(collective.newest()).hasExactlyElementsOfTypes(OrderCancelRejected.class);
        assertThat(collective.order("c1").status()).isEqualTo(OrderStatus.FILLED);
        assertThat(collective.order("c1").cancelPending()).isFalse();
    }

    /** The book takes all orders out when a command reaches its bound of unconfirmed reports; the cancel behind it is answered later. */
    @Test
    void an_eviction_told_with_another_answer_does_not_settle_a_cancel_that_the_book_still_owes() {
        collective.does(buy("c1", "1000", "2"));
        collective.hearsAnswer(collective.open("c1"));
        collective.does(buy("c2", "999", "2"));
        collective.does(cancel("c1"));

        collective.hearsAnswer(collective.open("c2"), collective.cancelled("c1", Reason.ADMIN));

        assertThat(collective.order("c1").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(collective.order("c1").cancelPending()).isTrue();
        collective.hearsAnswer(new Outcome.CancelRejected(collective.order("c1").orderId(), Reason.ORDER_CLOSED));
        assertThat(collective.order("c1").cancelPending()).isFalse();
    }

    @Test
    void a_closed_order_stays_in_memory_until_the_book_has_answered_everything_about_it() {
        collective.does(buy("c1", "1", "1"));
        collective.hearsAnswer(collective.open("c1"));
        collective.does(cancel("c1"));
        collective.hears(collective.fill("c1", "1", "1", "0"));
        for (int i = 0; i < CollectiveState.CLOSED_ORDERS + 10; i++) {
            collective.does(buy("x" + i, "0.01", "1"));
            collective.does(collective.report(0, collective.cancelled("x" + i, Reason.SELF_TRADE)));
        }

        assertThat(collective.order("c1").cancelPending()).isTrue();
        assertThat(collective.state().orders().closed().size()).isLessThanOrEqualTo(CollectiveState.CLOSED_ORDERS);
    }

    @Test
    void new_terms_that_the_book_took_over_release_what_they_do_not_need() {
        collective.does(buy("c1", "1000", "2"));
        collective.hearsAnswer(collective.open("c1"));
        collective.does(amend("c1", "900", "1"));
        assertThat(collective.reserved("USD")).isEqualTo(Atoms.of("2004"));

        collective.hearsAnswer(new Outcome.Amended(collective.order("c1").orderId(), Atoms.of("900"), Atoms.of("1")));

        assertThat(collective.newestEvent()).isInstanceOf(OrderAmended.class);
        assertThat(collective.order("c1").price()).isEqualTo(Atoms.of("900"));
        assertThat(collective.reserved("USD")).isEqualTo(Atoms.of("901.8"));
    }

    @Test
    void new_terms_that_the_book_refused_release_what_was_reserved_for_them() {
        collective.does(buy("c1", "1000", "2"));
        collective.hearsAnswer(collective.open("c1"));
        collective.does(amend("c1", "2000", "2"));
        assertThat(collective.reserved("USD")).isEqualTo(Atoms.of("4008"));

        collective.hearsAnswer(new Outcome.AmendRejected(collective.order("c1").orderId(), Reason.MARKET_CLOSED));

        assertThat(collective.newestEvent()).isInstanceOf(OrderAmendRejected.class);
        assertThat(collective.reserved("USD")).isEqualTo(Atoms.of("2004"));
        assertThat(collective.order("c1").price()).isEqualTo(Atoms.of("1000"));
    }

    @Test
    void a_report_about_an_order_that_nobody_placed_is_not_guessed_at() {
        assertThatThrownBy(() -> collective.hears(new Outcome.Opened("alpha.3f1c2b6e.99")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_report_that_answers_a_command_that_was_never_sent_is_not_guessed_at() {
        collective.does(buy("c1", "1000", "2"));

        assertThatThrownBy(() -> collective.does(collective.report(2, collective.open("c1"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_fill_beyond_the_order_is_not_guessed_at() {
        collective.does(buy("c1", "1000", "2"));

        assertThatThrownBy(() -> collective.hearsAnswer(collective.fill("c1", "1000", "3", "0")))
                .isInstanceOf(IllegalStateException.class);
    }
}
