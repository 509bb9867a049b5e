package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.collective.Refusals.assertRefused;
import static org.tradingarena.collective.TestCollective.BTC;
import static org.tradingarena.collective.TestCollective.buy;
import static org.tradingarena.collective.TestCollective.market;
import static org.tradingarena.collective.TestCollective.order;
import static org.tradingarena.collective.TestCollective.sell;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveEvent.OrderAccepted;
import org.tradingarena.collective.CollectiveEvent.OrderRejected;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderKey;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.ErrorCode;

class PlaceOrderTest {
    private final TestCollective collective = TestCollective.funded();

    @Test
    void a_buy_order_reserves_its_notional_and_the_highest_fee() {
        Verdict verdict = collective.does(buy("c1", "1000", "2"));

        Order order = collective.order("c1");
        assertThat(verdict).isEqualTo(new Verdict.Placed(order, false));
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(order.orderId()).isEqualTo("alpha.3f1c2b6e.4");
        assertThat(collective.reserved("USD")).isEqualTo(Atoms.of("2004")).isEqualTo(order.reserved());
        assertThat(collective.newest()).hasExactlyElementsOfTypes(OrderAccepted.class);
    }

    @Test
    void a_sell_order_reserves_its_coins() {
        collective.does(sell("c1", "1000", "2"));

        assertThat(collective.reserved("BTC")).isEqualTo(Atoms.of("2"));
        assertThat(collective.reserved("USD")).isZero();
    }

    @Test
    void an_accepted_order_instructs_the_book_with_the_next_number() {
        collective.does(buy("c1", "1000", "2"));
        collective.does(sell("c2", "2000", "1"));

        OrderKey key = new OrderKey("alpha", collective.order("c1").orderId());
        assertThat(collective.unanswered())
                .first()
                .isEqualTo(new BookInstruction.Place(
                        key, Side.BUY, OrderType.LIMIT, Atoms.of("2"), Atoms.of("1000"), 2000, TimeInForce.GTC, false));
        assertThat(collective.channel().out().pending().keySet()).containsExactly(1L, 2L);
    }

    @Test
    void an_order_may_use_exactly_what_is_available() {
        collective.does(buy("c1", "9980.03", "1"));
        assertThat(collective.available("USD")).isEqualTo(Atoms.of("0.00994"));

        assertThat(TestCollective.funded().does(sell("c1", "1", "10"))).isInstanceOf(Verdict.Placed.class);
    }

    @Test
    void an_order_beyond_the_cash_is_refused_journaled_and_refused_again_in_the_same_words() {
        Verdict refused = collective.does(buy("c1", "10000", "1"));

        assertRefused(refused, ErrorCode.INSUFFICIENT_FUNDS);
        assertThat(collective.newest()).hasExactlyElementsOfTypes(OrderRejected.class);
        Order order = collective.order("c1");
        assertThat(order.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(order.reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS);
        assertThat(order.reserved()).isZero();
        assertThat(collective.unanswered()).isEmpty();

        assertThat(collective.does(buy("c1", "10000", "1"))).isEqualTo(refused);
        assertThat(collective.newest()).isEmpty();
        assertRefused(collective.does(buy("c1", "10", "1")), ErrorCode.DUPLICATE_ORDER_ID);
    }

    @Test
    void an_order_too_large_to_be_counted_is_refused_for_want_of_funds() {
        assertRefused(collective.does(buy("c1", "100000000", "1000000")), ErrorCode.INSUFFICIENT_FUNDS);
        assertThat(collective.order("c1").reserved()).isZero();
    }

    @Test
    void a_repeated_order_is_shown_as_it_is_now_and_nothing_happens() {
        collective.does(buy("c1", "1000", "2"));
        collective.hearsAnswer(collective.open("c1"));

        Verdict again = collective.does(buy("c1", "1000", "2"));

        assertThat(again).isEqualTo(new Verdict.Placed(collective.order("c1"), true));
        assertThat(collective.order("c1").status()).isEqualTo(OrderStatus.OPEN);
        assertThat(collective.newest()).isEmpty();
        assertThat(collective.reserved("USD")).isEqualTo(Atoms.of("2004"));
    }

    @Test
    void other_terms_under_the_same_id_are_refused_and_leave_no_trace() {
        collective.does(buy("c1", "1000", "2"));

        assertRefused(collective.does(buy("c1", "1000", "3")), ErrorCode.DUPLICATE_ORDER_ID);
        assertThat(collective.newest()).isEmpty();
    }

    @Test
    void an_unknown_symbol_and_a_closed_market_leave_no_trace() {
        assertRefused(
                collective.does(order("c1", "DOGE/USD", Side.BUY, OrderType.LIMIT, "1", "1", TimeInForce.GTC)),
                ErrorCode.INVALID_SYMBOL);
        assertRefused(
                collective.does(
                        order("c1", TestCollective.CLOSED, Side.BUY, OrderType.LIMIT, "1", "1", TimeInForce.GTC)),
                ErrorCode.MARKET_CLOSED);
        assertThat(collective.state().commands().find("c1")).isNull();
    }

    @Test
    void a_market_buy_reserves_up_to_the_collar_above_the_best_ask_that_it_was_quoted() {
        collective.does(market("c1", Side.BUY, "1").withBestAsk(Atoms.of("1000.01")));

        Order order = collective.order("c1");
        assertThat(order.limit()).isEqualTo(Atoms.of("1050.01"));
        assertThat(order.price()).isZero();
        assertThat(order.reserved()).isEqualTo(Atoms.of("1052.11002"));
    }

    @Test
    void a_market_buy_without_an_ask_reserves_nothing_and_is_left_to_the_book_to_refuse() {
        collective.does(market("c1", Side.BUY, "1"));

        assertThat(collective.order("c1").limit()).isZero();
        assertThat(collective.reserved("USD")).isZero();
        collective.hearsAnswer(new org.tradingarena.clearing.Outcome.Rejected(
                collective.order("c1").orderId(), Reason.NO_LIQUIDITY));
        assertThat(collective.order("c1").reason()).isEqualTo(Reason.NO_LIQUIDITY);
        assertThat(collective.newestEvent().hasPortfolioPart()).isFalse();
    }

    @Test
    void a_market_sell_reserves_its_coins_and_has_no_limit() {
        collective.does(market("c1", Side.SELL, "1"));

        assertThat(collective.order("c1").limit()).isZero();
        assertThat(collective.reserved("BTC")).isEqualTo(Atoms.ONE);
    }

    @Test
    void beyond_the_bound_of_working_orders_an_order_is_refused_and_may_be_sent_again() {
        TestCollective bounded =
                TestCollective.funded(new CollectiveLimits(2, 100, 100, 1, 100, 10, 1_000_000_000_000L));
        bounded.does(buy("c1", "1", "1"));
        bounded.does(buy("c2", "1", "1"));

        assertRefused(bounded.does(buy("c3", "1", "1")), ErrorCode.OVERLOADED);
        assertThat(bounded.newest()).isEmpty();
        bounded.hearsAnswer(bounded.cancelled("c1", Reason.SELF_TRADE));
        assertThat(bounded.does(buy("c3", "1", "1"))).isInstanceOf(Verdict.Placed.class);
    }

    @Test
    void while_a_book_owes_too_many_answers_its_orders_are_refused_and_those_of_others_are_not() {
        TestCollective bounded =
                TestCollective.funded(new CollectiveLimits(100, 100, 2, 1, 100, 10, 1_000_000_000_000L));
        bounded.does(buy("c1", "1", "1"));
        bounded.does(buy("c2", "1", "1"));

        assertRefused(bounded.does(buy("c3", "1", "1")), ErrorCode.OVERLOADED);
        assertRefused(bounded.does(TestCollective.amend("c1", "2", "1")), ErrorCode.OVERLOADED);
        assertThat(bounded.does(TestCollective.cancel("c1"))).isInstanceOf(Verdict.CancelAccepted.class);
        assertThat(bounded.does(order("c4", "ETH/USD", Side.BUY, OrderType.LIMIT, "1", "1", TimeInForce.GTC)))
                .isInstanceOf(Verdict.Placed.class);
    }

    @Test
    void a_full_memory_of_ids_refuses_new_orders_until_the_oldest_is_a_day_old() {
        TestCollective bounded =
                TestCollective.funded(new CollectiveLimits(100, 2, 100, 1, 100, 10, 1_000_000_000_000L));
        bounded.does(buy("c1", "1", "1"));
        bounded.hearsAnswer(bounded.cancelled("c1", Reason.SELF_TRADE));
        bounded.does(buy("c2", "1", "1"));
        assertRefused(bounded.does(buy("c3", "1", "1")), ErrorCode.OVERLOADED);

        bounded.pass(Duration.ofHours(24));
        assertRefused(bounded.does(buy("c3", "1", "1")), ErrorCode.OVERLOADED);
        bounded.pass(Duration.ofMillis(1));
        assertThat(bounded.does(buy("c3", "1", "1"))).isInstanceOf(Verdict.Placed.class);
        assertThat(bounded.state().commands().find("c1")).isNull();
    }

    @Test
    void an_order_that_left_memory_is_said_to_be_in_the_journal_at_its_newest_event() {
        collective.does(buy("old", "1", "1"));
        collective.hearsAnswer(collective.cancelled("old", Reason.SELF_TRADE));
        long newest = collective.state().seq();
        for (int i = 0; i < CollectiveState.CLOSED_ORDERS; i++) {
            collective.does(buy("c" + i, "1", "1"));
            collective.hearsAnswer(collective.cancelled("c" + i, Reason.SELF_TRADE));
        }

        assertThat(collective.does(buy("old", "1", "1"))).isEqualTo(new Verdict.PlacedLongAgo(newest));
        assertRefused(collective.does(buy("old", "2", "1")), ErrorCode.DUPLICATE_ORDER_ID);
        assertRefused(collective.does(TestCollective.cancel("old")), ErrorCode.ORDER_CLOSED);
        assertThat(collective.state().orders().closed()).hasSize(CollectiveState.CLOSED_ORDERS);
    }

    @Test
    void orders_of_two_symbols_have_channels_of_their_own() {
        collective.does(buy("c1", "1", "1"));
        collective.does(order("c2", "ETH/USD", Side.BUY, OrderType.LIMIT, "1", "1", TimeInForce.GTC));

        assertThat(collective.state().channel(BTC).out().last()).isEqualTo(1);
        assertThat(collective.state().channel("ETH/USD").out().last()).isEqualTo(1);
    }
}
