package org.tradingarena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.check.Findings;
import org.tradingarena.bench.wire.SocketLoops;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

class TraderTest {
    private final Findings findings = new Findings();
    private final SocketLoops noLoops = new SocketLoops(new java.net.InetSocketAddress("127.0.0.1", 1), 0);
    private final Trader trader = new Trader(
            new Member(noLoops, findings, new Traffic(), new Member.Listener() {}, Team.of("team", findings), "client"),
            Side.SELL,
            7);

    @Test
    void an_acknowledged_order_that_the_journal_does_not_have_is_forgotten() {
        String first = trader.nextOrderId();
        String second = trader.nextOrderId();
        trader.nextOrderId(); // never acknowledged: nobody promised anything
        trader.acknowledged(first, false);
        trader.acknowledged(second, false);
        trader.journaled(first);
        trader.compare(findings);
        assertThat(findings.count(Fault.FORGOTTEN)).isOne();
        assertThat(findings.examples(Fault.FORGOTTEN))
                .containsExactly("team/client's order 7-1 was acknowledged, and is not there");
    }

    @Test
    void all_acknowledged_orders_in_the_journal_are_clean() {
        String id = trader.nextOrderId();
        trader.acknowledged(id, true);
        trader.journaled(id);
        trader.compare(findings);
        assertThat(findings.count(Fault.FORGOTTEN)).isZero();
        assertThat(trader.acknowledgements()).isOne();
        assertThat(trader.takeResting()).isEqualTo(id);
        assertThat(trader.takeResting()).isNull();
    }

    @Test
    void an_id_names_its_trader() {
        assertThat(Trader.traderOf("12-3")).isEqualTo(12);
        assertThat(Trader.traderOf("offer-3")).isEqualTo(-1);
        assertThat(Trader.traderOf("12")).isEqualTo(-1);
    }

    @Test
    void sells_and_buys_come_in_turn_and_every_trader_has_its_share() {
        Set<Integer> sellers = new HashSet<>();
        int sells = 0;
        int buys = 0;
        for (long number = 0; number < 1000; number++) {
            if (OrderPlan.step(number) == OrderPlan.Step.CROSS) {
                if (OrderPlan.side(number) == Side.SELL) {
                    sells++;
                    sellers.add(OrderPlan.trader(number, 50));
                } else {
                    buys++;
                }
            }
        }
        assertThat(sells).isEqualTo(400);
        assertThat(buys).isEqualTo(400);
        assertThat(sellers).hasSize(50);
        assertThat(OrderPlan.trader(8, 50)).as("who rests is who cancels").isEqualTo(OrderPlan.trader(9, 50));
    }

    @Test
    void crossing_orders_meet_and_far_ones_do_not() {
        OrderPlan plan = new OrderPlan(new Admin.Market(
                "BTC/USD", "BTC", "USD", new BigDecimal("0.0001"), new BigDecimal("0.01"), BigDecimal.TEN));
        assertThat(plan.crossing("a", Side.SELL, true).price())
                .isEqualTo(plan.crossing("b", Side.BUY, true).price());
        assertThat(plan.crossing("a", Side.SELL, false).timeInForce()).isEqualTo(TimeInForce.IOC);
        assertThat(plan.far("a", Side.SELL).price())
                .isNotNull()
                .satisfies(price -> assertThat(price.decimal()).isEqualByComparingTo("1000"));
        assertThat(plan.far("a", Side.BUY).price())
                .isNotNull()
                .satisfies(price -> assertThat(price.decimal()).isEqualByComparingTo("10"));
    }
}
