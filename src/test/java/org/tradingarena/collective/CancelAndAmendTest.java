package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.collective.Refusals.assertRefused;
import static org.tradingarena.collective.TestCollective.amend;
import static org.tradingarena.collective.TestCollective.buy;
import static org.tradingarena.collective.TestCollective.cancel;
import static org.tradingarena.collective.TestCollective.market;
import static org.tradingarena.collective.TestCollective.order;
import static org.tradingarena.collective.TestCollective.sell;

import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.collective.CollectiveEvent.OrderAmendRequested;
import org.tradingarena.collective.CollectiveEvent.OrderCancelRequested;
import org.tradingarena.collective.CollectiveIntent.AmendOrder;
import org.tradingarena.collective.CollectiveIntent.CancelAllOrders;
import org.tradingarena.collective.CollectiveIntent.CancelOrder;
import org.tradingarena.collective.CollectiveIntent.OrderReference;
import org.tradingarena.collective.CollectiveIntent.PlaceOrder;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.ErrorCode;

class CancelAndAmendTest {
    private final TestCollective collective = TestCollective.funded();

    @Test
    void a_cancel_is_requested_once_and_keeps_the_reservation_until_the_book_answers() {
        collective.does(buy("c1", "1000", "1"));
        long reserved = collective.reserved("USD");

        assertThat(collective.does(cancel("c1"))).isEqualTo(new Verdict.CancelAccepted(collective.order("c1")));
        assertThat(collective.newest()).hasExactlyElementsOfTypes(OrderCancelRequested.class);
        assertThat(collective.does(cancel("c1"))).isInstanceOf(Verdict.CancelAccepted.class);
        assertThat(collective.newest()).isEmpty();
        assertThat(collective.reserved("USD")).isEqualTo(reserved);
        assertThat(collective.unanswered()).last().isInstanceOf(BookInstruction.Cancel.class);
    }

    @Test
    void an_order_can_be_named_by_either_id() {
        collective.does(buy("c1", "1000", "1"));
        String id = collective.order("c1").orderId();

        assertThat(collective.does(new CancelOrder(new OrderReference(id, null), Reason.ADMIN)))
                .isInstanceOf(Verdict.CancelAccepted.class);
        assertThat(collective.unanswered())
                .last()
                .isEqualTo(new BookInstruction.Cancel(new org.tradingarena.domain.OrderKey("alpha", id), Reason.ADMIN));
    }

    @Test
    void unknown_orders_are_not_found_and_closed_ones_are_closed() {
        collective.does(buy("c1", "1000", "1"));
        collective.hearsAnswer(collective.cancelled("c1", Reason.SELF_TRADE));

        assertRefused(collective.does(cancel("nobody")), ErrorCode.ORDER_NOT_FOUND);
        for (String id : new String[] {"", "alpha", "alpha.x.", "alpha.3f1c2b6e.99", "beta.3f1c2b6e.4", ".4", "4"}) {
            assertRefused(
                    collective.does(new CancelOrder(new OrderReference(id, null), Reason.CLIENT_CANCELLED)),
                    ErrorCode.ORDER_NOT_FOUND);
        }
        assertRefused(collective.does(cancel("c1")), ErrorCode.ORDER_CLOSED);
        assertRefused(collective.does(amend("c1", "1", "1")), ErrorCode.ORDER_CLOSED);
        assertThat(collective.newest()).isEmpty();
    }

    @Test
    void cancel_all_asks_each_working_order_of_the_named_symbol_and_client_to_go_once() {
        collective.does(buy("c1", "100", "1"));
        collective.does(sell("c2", "200", "1"));
        collective.does(order("c3", "ETH/USD", Side.BUY, OrderType.LIMIT, "1", "1", TimeInForce.GTC));
        PlaceOrder other = buy("c4", "100", "1");
        collective.does(new PlaceOrder(
                "other-client",
                "c4",
                other.symbol(),
                other.side(),
                other.type(),
                other.quantity(),
                other.price(),
                other.timeInForce(),
                false,
                1,
                0));
        collective.does(cancel("c2"));

        assertThat(collective.does(new CancelAllOrders(TestCollective.BTC, "bot", Reason.CANCEL_ALL_AFTER)))
                .isEqualTo(new Verdict.CancelAllAccepted(1));
        assertThat(collective.order("c1").cancelPending()).isTrue();
        assertThat(collective.does(new CancelAllOrders(null, null, Reason.ADMIN)))
                .isEqualTo(new Verdict.CancelAllAccepted(2));
        assertThat(collective.newest()).hasSize(2).hasOnlyElementsOfType(OrderCancelRequested.class);
        assertThat(collective.does(new CancelAllOrders(null, null, Reason.ADMIN)))
                .isEqualTo(new Verdict.CancelAllAccepted(0));
    }

    @Test
    void an_amendment_reserves_what_it_may_cost_more_and_instructs_the_book() {
        collective.does(buy("c1", "1000", "1"));
        collective.hearsAnswer(collective.open("c1"));

        assertThat(collective.does(amend("c1", "1500", "2")))
                .isEqualTo(new Verdict.AmendAccepted(collective.order("c1")));
        assertThat(collective.newest()).hasExactlyElementsOfTypes(OrderAmendRequested.class);
        assertThat(collective.reserved("USD")).isEqualTo(Atoms.of("3006"));
        assertThat(collective.order("c1").price()).isEqualTo(Atoms.of("1000"));
        assertThat(collective.unanswered())
                .last()
                .isInstanceOfSatisfying(
                        BookInstruction.Amend.class,
                        it -> assertThat(it.quantity()).isEqualTo(Atoms.of("2")));
    }

    @Test
    void an_amendment_that_says_nothing_of_price_or_quantity_leaves_it() {
        collective.does(buy("c1", "1000", "1"));

        collective.does(amend("c1", "0", "2"));
        collective.does(amend("c1", "900", "0"));

        assertThat(collective.unanswered().subList(1, 3))
                .extracting(it -> ((BookInstruction.Amend) it).price() / Atoms.ONE)
                .containsExactly(1000L, 900L);
        assertThat(collective.unanswered().subList(1, 3))
                .extracting(it -> ((BookInstruction.Amend) it).quantity() / Atoms.ONE)
                .containsExactly(2L, 1L);
    }

    @Test
    void an_amendment_beyond_the_cash_is_refused_and_changes_nothing() {
        collective.does(buy("c1", "1000", "1"));

        assertRefused(collective.does(amend("c1", "10000", "1")), ErrorCode.INSUFFICIENT_FUNDS);
        assertRefused(collective.does(amend("c1", "100000000", "1000000")), ErrorCode.INSUFFICIENT_FUNDS);
        assertThat(collective.newest()).isEmpty();
    }

    @Test
    void an_amendment_off_the_grid_is_refused_by_field() {
        collective.does(buy("c1", "1000", "1"));
        collective.hearsAnswer(collective.fill("c1", "1000", "0.5", "0"), collective.open("c1"));

        assertRefused(collective.does(amend("c1", "1000.001", "1")), ErrorCode.INVALID_PRICE);
        assertRefused(collective.does(amend("c1", "100000000.01", "1")), ErrorCode.INVALID_PRICE);
        assertRefused(
                collective.does(new AmendOrder(TestCollective.byClientId("c1"), -Atoms.ONE, 0)),
                ErrorCode.INVALID_PRICE);
        assertRefused(collective.does(amend("c1", "1000", "1.00001")), ErrorCode.INVALID_QUANTITY);
        assertRefused(collective.does(amend("c1", "1000", "0.5")), ErrorCode.INVALID_QUANTITY);
        assertRefused(collective.does(amend("c1", "1000", "1000000.0001")), ErrorCode.INVALID_QUANTITY);
        assertRefused(
                collective.does(new AmendOrder(TestCollective.byClientId("c1"), 0, -Atoms.ONE)),
                ErrorCode.INVALID_QUANTITY);
        assertThat(collective.newest()).isEmpty();
        assertThat(collective.does(amend("c1", "1000", "0.5001"))).isInstanceOf(Verdict.AmendAccepted.class);
    }

    @Test
    void only_an_order_that_stays_in_the_book_can_be_amended() {
        collective.does(market("m1", Side.SELL, "1"));
        collective.does(order("i1", TestCollective.BTC, Side.SELL, OrderType.LIMIT, "1", "1", TimeInForce.IOC));
        collective.does(buy("c1", "1000", "1"));
        collective.does(cancel("c1"));

        for (String id : new String[] {"m1", "i1", "c1"}) {
            assertRefused(collective.does(amend(id, "1", "2")), ErrorCode.ORDER_CLOSED);
        }
    }

    @Test
    void amendments_that_wait_for_the_book_are_bounded() {
        collective.does(buy("c1", "10", "1"));
        for (int i = 0; i < TestCollective.LIMITS.pendingAmends(); i++) {
            assertThat(collective.does(amend("c1", "11", "1"))).isInstanceOf(Verdict.AmendAccepted.class);
        }

        assertRefused(collective.does(amend("c1", "11", "1")), ErrorCode.OVERLOADED);
        collective.hearsAnswer(collective.open("c1"));
        collective.hearsAnswer(new Outcome.AmendRejected(collective.order("c1").orderId(), Reason.INVALID_QUANTITY));
        assertThat(collective.does(amend("c1", "11", "1"))).isInstanceOf(Verdict.AmendAccepted.class);
    }
}
