package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

class BotsTest {
    private static final long HUNDRED = Atoms.of("100");

    @Test
    void the_crowd_takes_at_every_third_look_on_both_sides() {
        RandomTaker crowd = RandomTaker.crowd(new Random(1));
        List<BotOrder> orders = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            crowd.look(FeedInstruments.SOL, HUNDRED).ifPresent(orders::add);
        }
        assertThat(orders).hasSizeBetween(800, 1_200).allSatisfy(order -> {
            assertThat(order.type()).isEqualTo(OrderType.MARKET);
            assertThat(order.quantity() % FeedInstruments.SOL.lot()).isZero();
            assertThat(Atoms.notional(HUNDRED, order.quantity())).isBetween(Atoms.of("199"), Atoms.of("1700"));
        });
        assertThat(orders).extracting(BotOrder::side).contains(Side.BUY, Side.SELL);
    }

    @Test
    void the_follower_buys_what_rises_and_sells_what_falls_and_leaves_small_moves_alone() {
        TrendFollower follower = TrendFollower.eager();
        assertThat(follower.look(FeedInstruments.SOL, HUNDRED, Atoms.of("100.02"), 0))
                .isEmpty();
        assertThat(follower.look(FeedInstruments.SOL, HUNDRED, Atoms.of("100.03"), Atoms.of("0.04")))
                .contains(
                        new BotOrder(Side.BUY, OrderType.LIMIT, Atoms.of("4.99"), Atoms.of("100.07"), TimeInForce.IOC));
        assertThat(follower.look(FeedInstruments.SOL, HUNDRED, Atoms.of("99.9"), Atoms.of("0.045")))
                .contains(new BotOrder(Side.SELL, OrderType.LIMIT, Atoms.of("5"), Atoms.of("99.85"), TimeInForce.IOC));
    }

    @Test
    void a_size_is_lots_and_never_below_the_least_that_can_be_ordered() {
        assertThat(Sizes.worth(FeedInstruments.SOL, HUNDRED, Atoms.of("123.456")))
                .isEqualTo(Atoms.of("1.23"));
        assertThat(Sizes.worth(FeedInstruments.SOL, HUNDRED, 1)).isEqualTo(Atoms.of("0.01"));
        assertThat(Sizes.worth(FeedInstruments.SOL, 1, Long.MAX_VALUE)).isEqualTo(Atoms.of("1000000"));
    }
}
