package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.collective.TestCollective.buy;
import static org.tradingarena.collective.TestCollective.cancel;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.collective.CollectiveCommand.GetOrders;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.Reason;

class OrderShelfTest {
    private final TestCollective collective = TestCollective.funded();

    private OrderShelf shelf() {
        return collective.state().orders();
    }

    @Test
    void an_order_is_found_by_its_whole_id_and_by_nothing_else() {
        collective.does(buy("c1", "1", "1"));
        String id = collective.order("c1").orderId();

        assertThat(shelf().find(id)).contains(collective.order("c1"));
        assertThat(shelf().find("x." + id)).isEmpty();
        assertThat(shelf().find(id + "0")).isEmpty();
        assertThat(shelf().find("other.epoch.4")).isEmpty();
    }

    @Test
    void an_order_moves_from_the_working_to_the_closed_and_stays_there_once() {
        collective.does(buy("c1", "1", "1"));
        collective.hearsAnswer(collective.open("c1"));
        collective.does(cancel("c1"));
        collective.hears(collective.fill("c1", "1", "1", "0"));
        collective.hearsAnswer(new Outcome.CancelRejected(collective.order("c1").orderId(), Reason.ORDER_CLOSED));

        assertThat(shelf().working()).isEmpty();
        assertThat(shelf().closed().values()).containsExactly(collective.order("c1"));
        assertThat(shelf().closed().keySet()).containsExactly(collective.state().seq());
    }

    @Test
    void trimming_takes_the_oldest_that_nobody_needs() {
        for (String id : List.of("c1", "c2", "c3")) {
            collective.does(buy(id, "1", "1"));
            collective.hearsAnswer(collective.cancelled(id, Reason.SELF_TRADE));
        }
        long second = OrderIds.beganAt(collective.order("c2").orderId());

        assertThat(shelf().trimmed(3, () -> Long.MAX_VALUE)).isSameAs(shelf());
        assertThat(shelf().trimmed(2, () -> Long.MAX_VALUE).closed().values())
                .extracting(Order::clientOrderId)
                .containsExactly("c2", "c3");
        assertThat(shelf().trimmed(1, () -> second).closed()).hasSize(2);
        assertThat(shelf().trimmed(1, () -> 0).closed()).hasSize(3);
    }

    @Test
    void working_orders_are_kept_oldest_first() {
        for (String id : List.of("c1", "c2", "c3")) {
            collective.does(buy(id, "1", "1"));
        }
        collective.does(cancel("c1"));

        assertThat(Views.state(collective.state()).openOrders())
                .extracting(Order::clientOrderId)
                .containsExactly("c1", "c2", "c3");
    }

    @Test
    void orders_are_paged_newest_first_across_working_and_closed() {
        for (int i = 0; i < 7; i++) {
            collective.does(buy("c" + i, "1", "1"));
            if (i % 2 == 0) {
                collective.does(collective.report(0, collective.cancelled("c" + i, Reason.SELF_TRADE)));
            }
        }

        CollectiveReply.Orders first = page(List.of(OrderStatus.values()), null, Long.MAX_VALUE, 3);
        CollectiveReply.Orders second = page(List.of(OrderStatus.values()), null, first.next(), 4);

        assertThat(ids(first)).containsExactly("c6", "c5", "c4");
        assertThat(ids(second)).containsExactly("c3", "c2", "c1", "c0");
        assertThat(second.next()).isZero();
        assertThat(ids(page(List.of(OrderStatus.PENDING), null, Long.MAX_VALUE, 10)))
                .containsExactly("c5", "c3", "c1");
        assertThat(ids(page(List.of(OrderStatus.PENDING), "ETH/USD", Long.MAX_VALUE, 10)))
                .isEmpty();
    }

    private CollectiveReply.Orders page(
            List<OrderStatus> statuses, @org.jspecify.annotations.Nullable String symbol, long before, int limit) {
        ActorRef<CollectiveReply> nobody = Nobody.ref();
        return Views.orders(collective.state(), new GetOrders(1, statuses, symbol, before, limit, nobody));
    }

    private static List<String> ids(CollectiveReply.Orders orders) {
        return orders.orders().stream().map(Order::clientOrderId).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "alpha.3f1c2b6e.42, 42",
        "alpha.3f1c2b6e.0042, 42",
        "alpha.42, 42",
        ".42, 0",
        "42, 0",
        "'', 0",
        "alpha., 0",
        "alpha.-1, 0",
        "alpha.+1, 0",
        "alpha.x1, 0",
        "alpha.1234567890123456789, 0",
        "alpha.٤٢, 0"
    })
    void the_seq_of_an_id_is_its_last_part_if_that_is_a_number(String id, long began) {
        assertThat(OrderIds.beganAt(id)).isEqualTo(began);
    }
}
