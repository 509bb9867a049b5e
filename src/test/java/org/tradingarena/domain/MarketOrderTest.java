package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;
import static org.tradingarena.domain.TimeInForce.FOK;
import static org.tradingarena.domain.TimeInForce.GTC;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradingarena.domain.BookChange.Cancelled;
import org.tradingarena.domain.BookChange.Rejected;

/** What a market order does to a book (protocol section 6). The collar is 5 %. */
@ParameterizedClass
@EnumSource(Engine.class)
class MarketOrderTest extends BookScenario {
    MarketOrderTest(Engine engine) {
        super(engine);
    }

    @Test
    void a_sale_trades_down_to_the_collar_and_not_below() {
        resting(limit("ann-1", BUY, 1, 100), limit("ann-2", BUY, 1, 95), limit("ann-3", BUY, 1, 94));
        assertThat(after(market("bob-1", SELL, 3, 0)))
                .containsExactly(
                        trade("bob-1", "ann-1", SELL, 1, 100),
                        trade("bob-1", "ann-2", SELL, 1, 95),
                        new Cancelled(key("bob-1"), Reason.IOC_REMAINDER));
    }

    @Test
    void a_purchase_trades_up_to_the_collar_and_not_above() {
        resting(limit("ann-1", SELL, 1, 100), limit("ann-2", SELL, 1, 105), limit("ann-3", SELL, 1, 106));
        assertThat(after(market("bob-1", BUY, 3, 500)))
                .containsExactly(
                        trade("bob-1", "ann-1", BUY, 1, 100),
                        trade("bob-1", "ann-2", BUY, 1, 105),
                        new Cancelled(key("bob-1"), Reason.IOC_REMAINDER));
    }

    @Test
    void the_orders_own_limit_counts_where_it_is_tighter() {
        resting(limit("ann-1", SELL, 1, 100), limit("ann-2", SELL, 1, 102), limit("ann-3", SELL, 1, 104));
        assertThat(after(market("bob-1", BUY, 3, 103)))
                .containsExactly(
                        trade("bob-1", "ann-1", BUY, 1, 100),
                        trade("bob-1", "ann-2", BUY, 1, 102),
                        new Cancelled(key("bob-1"), Reason.IOC_REMAINDER));
    }

    @Test
    void without_anybody_to_trade_with_there_is_no_liquidity() {
        resting(limit("ann-1", SELL, 1, 100));
        assertThat(after(market("bob-1", SELL, 1, 0))).containsExactly(new Rejected(key("bob-1"), Reason.NO_LIQUIDITY));
        assertThat(after(inForce(FOK, market("bob-2", SELL, 1, 0))))
                .containsExactly(new Rejected(key("bob-2"), Reason.NO_LIQUIDITY));
    }

    @Test
    void without_anybody_within_the_limit_there_is_no_liquidity() {
        resting(limit("ann-1", SELL, 1, 100));
        assertThat(after(market("bob-1", BUY, 1, 99))).containsExactly(new Rejected(key("bob-1"), Reason.NO_LIQUIDITY));
    }

    @Test
    void a_purchase_for_which_nothing_is_reserved_finds_no_liquidity() {
        resting(limit("ann-1", SELL, 1, 100));
        assertThat(after(market("bob-1", BUY, 1, 0))).containsExactly(new Rejected(key("bob-1"), Reason.NO_LIQUIDITY));
    }

    @Test
    void fill_or_kill_holds_for_the_whole_quantity_within_the_collar() {
        resting(limit("ann-1", BUY, 1, 100), limit("ann-2", BUY, 1, 95), limit("ann-3", BUY, 1, 94));
        assertThat(after(inForce(FOK, market("bob-1", SELL, 3, 0))))
                .containsExactly(new Rejected(key("bob-1"), Reason.FOK_NOT_FILLABLE));
        assertThat(after(inForce(FOK, market("bob-2", SELL, 2, 0))))
                .containsExactly(trade("bob-2", "ann-1", SELL, 1, 100), trade("bob-2", "ann-2", SELL, 1, 95));
    }

    @Test
    void it_never_rests_whatever_its_time_in_force() {
        resting(limit("ann-1", BUY, 1, 100));
        assertThat(after(inForce(GTC, market("bob-1", SELL, 2, 0))))
                .containsExactly(
                        trade("bob-1", "ann-1", SELL, 1, 100), new Cancelled(key("bob-1"), Reason.IOC_REMAINDER));
        assertThat(orders()).isEmpty();
    }

    @Test
    void an_own_order_stops_it() {
        resting(limit("ann-1", BUY, 1, 100), limit("bob-1", BUY, 1, 99), limit("ann-2", BUY, 1, 98));
        assertThat(after(market("bob-2", SELL, 3, 0)))
                .containsExactly(trade("bob-2", "ann-1", SELL, 1, 100), new Cancelled(key("bob-2"), Reason.SELF_TRADE));
        assertThat(after(market("bob-3", SELL, 3, 0))).containsExactly(new Cancelled(key("bob-3"), Reason.SELF_TRADE));
    }

    @Test
    void it_cannot_be_post_only() {
        resting(limit("ann-1", BUY, 1, 100));
        assertThat(after(postOnly(market("bob-1", SELL, 1, 0))))
                .containsExactly(new Rejected(key("bob-1"), Reason.POST_ONLY_WOULD_CROSS));
    }
}
