package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final Position FLAT = Position.flat("BTC/USD");

    record Deal(Side side, long quantity, long notional) {}

    @Test
    void opening_adds_quantity_and_cost() {
        Position position = FLAT.afterTrade(BUY, 2, 200).afterTrade(BUY, 1, 130);
        assertThat(position).isEqualTo(new Position("BTC/USD", 3, 330, 0));
    }

    @Test
    void a_short_position_has_negative_quantity_and_cost() {
        assertThat(FLAT.afterTrade(SELL, 2, 200)).isEqualTo(new Position("BTC/USD", -2, -200, 0));
    }

    @Test
    void reducing_a_long_position_realises_against_its_average_cost() {
        Position position = FLAT.afterTrade(BUY, 4, 400).afterTrade(SELL, 1, 130);
        assertThat(position).isEqualTo(new Position("BTC/USD", 3, 300, 30));
    }

    @Test
    void reducing_a_short_position_realises_against_its_average_proceeds() {
        Position position = FLAT.afterTrade(SELL, 4, 400).afterTrade(BUY, 1, 130);
        assertThat(position).isEqualTo(new Position("BTC/USD", -3, -300, -30));
    }

    @Test
    void closing_leaves_no_cost_whatever_was_rounded_before() {
        Position position = FLAT.afterTrade(BUY, 3, 100).afterTrade(SELL, 1, 40).afterTrade(SELL, 2, 80);
        assertThat(position).isEqualTo(new Position("BTC/USD", 0, 0, 20));
        assertThat(position.averagePrice()).isZero();
    }

    @Test
    void the_released_cost_is_rounded_half_even() {
        assertThat(FLAT.afterTrade(BUY, 4, 10).afterTrade(SELL, 1, 5).cost()).isEqualTo(8);
        assertThat(FLAT.afterTrade(BUY, 4, 14).afterTrade(SELL, 1, 5).cost()).isEqualTo(10);
    }

    @Test
    void trading_through_zero_closes_and_opens_the_other_way() {
        Position turned = FLAT.afterTrade(BUY, 2, 200).afterTrade(SELL, 5, 600);
        assertThat(turned).isEqualTo(new Position("BTC/USD", -3, -360, 40));
        assertThat(turned.afterTrade(BUY, 4, 400)).isEqualTo(new Position("BTC/USD", 1, 100, 100));
    }

    @Test
    void value_and_profit_follow_the_mark() {
        Position longPosition = FLAT.afterTrade(BUY, Atoms.of("2"), Atoms.of("200"));
        assertThat(longPosition.averagePrice()).isEqualTo(Atoms.of("100"));
        assertThat(longPosition.marketValue(Atoms.of("110"))).isEqualTo(Atoms.of("220"));
        assertThat(longPosition.unrealizedPnl(Atoms.of("110"))).isEqualTo(Atoms.of("20"));
        Position shortPosition = FLAT.afterTrade(SELL, Atoms.of("2"), Atoms.of("200"));
        assertThat(shortPosition.averagePrice()).isEqualTo(Atoms.of("100"));
        assertThat(shortPosition.marketValue(Atoms.of("110"))).isEqualTo(Atoms.of("-220"));
        assertThat(shortPosition.unrealizedPnl(Atoms.of("110"))).isEqualTo(Atoms.of("-20"));
        assertThat(FLAT.unrealizedPnl(Atoms.of("110"))).isZero();
    }

    @Test
    void a_cost_on_the_wrong_side_is_an_illegal_state() {
        assertThatThrownBy(() -> new Position("BTC/USD", 0, 1, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Position("BTC/USD", -1, 1, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Property
    void profit_less_cost_is_always_the_money_received_less_the_money_paid(@ForAll("deals") List<Deal> deals) {
        Position position = FLAT;
        long cash = 0;
        long coins = 0;
        for (Deal deal : deals) {
            position = position.afterTrade(deal.side(), deal.quantity(), deal.notional());
            cash += deal.side() == BUY ? -deal.notional() : deal.notional();
            coins += deal.side() == BUY ? deal.quantity() : -deal.quantity();
            assertThat(position.realizedPnl() - position.cost()).isEqualTo(cash);
            assertThat(position.quantity()).isEqualTo(coins);
        }
    }

    @Provide
    Arbitrary<List<Deal>> deals() {
        return Combinators.combine(
                        Arbitraries.of(Side.class),
                        Arbitraries.longs().between(1, 1_000),
                        Arbitraries.longs().between(0, 1_000_000_000_000L))
                .as(Deal::new)
                .list()
                .ofMaxSize(40);
    }
}
