package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.Position;

class ViewsTest {
    private static final String ORDER =
            "{\"order_id\":\"o-1\",\"client_order_id\":\"c \\\"1\\\"\",\"client_id\":\"laptop\","
                    + "\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"order_type\":\"limit\",\"quantity\":0.5,\"price\":50000,"
                    + "\"filled_quantity\":0.2,\"remaining_quantity\":0.3,\"average_fill_price\":49992.5,"
                    + "\"status\":\"partially_filled\",\"time_in_force\":\"gtc\",\"post_only\":true,\"reason\":null,"
                    + "\"created_at\":\"2025-01-31T09:30:00.123Z\",\"updated_at\":\"2025-01-31T09:31:00.000Z\"}";

    @Test
    void an_order_has_its_members_in_the_protocols_order() {
        assertThat(Wire.bare(Views.order(Samples.limitOrder()))).isEqualTo(ORDER);
    }

    @Test
    void a_market_order_that_never_traded_has_null_prices_and_its_reason_is_the_code() {
        assertThat(Wire.bare(Views.order(Samples.rejectedMarketOrder())))
                .contains(
                        "\"order_type\":\"market\",\"quantity\":1,\"price\":null,\"filled_quantity\":0,\"remaining_quantity\":0,"
                                + "\"average_fill_price\":null,\"status\":\"rejected\",\"time_in_force\":\"ioc\","
                                + "\"post_only\":false,\"reason\":\"NO_LIQUIDITY\"");
    }

    @Test
    void a_trade_names_the_fee_and_the_role() {
        assertThat(Wire.bare(Views.trade(
                        new TradePart("t-1", Atoms.of("50000"), Atoms.of("0.1"), 0, "USD", Liquidity.MAKER))))
                .isEqualTo("{\"trade_id\":\"t-1\",\"price\":50000,\"quantity\":0.1,\"fee\":0,\"fee_currency\":\"USD\","
                        + "\"liquidity\":\"maker\"}");
    }

    @Test
    void balances_stand_by_currency_in_alphabetical_order() {
        assertThat(Wire.bare(Views.balances(
                        Map.of("USD", new Balance(Atoms.of("10.5"), Atoms.of("0.5")), "BTC", new Balance(1, 0)))))
                .isEqualTo(
                        "{\"BTC\":{\"currency\":\"BTC\",\"total\":0.00000001,\"available\":0.00000001,\"reserved\":0},"
                                + "\"USD\":{\"currency\":\"USD\",\"total\":10.5,\"available\":10,\"reserved\":0.5}}");
    }

    @Test
    void the_position_of_an_event_has_nothing_that_moves_with_the_market() {
        assertThat(Wire.bare(Views.position(new Position("BTC/USD", Atoms.of("-0.2"), Atoms.of("-10000"), 0))))
                .isEqualTo("{\"symbol\":\"BTC/USD\",\"quantity\":-0.2,\"average_price\":50000,\"realized_pnl\":0}");
    }

    @Test
    void a_portfolio_is_valued_at_the_marks_and_what_has_none_counts_as_nothing() {
        assertThat(Wire.bare(PortfolioView.of(Samples.state(), Samples.marks())))
                .startsWith("{\"collective_id\":\"alpha\",\"balances\":{\"BTC\":")
                .contains("\"positions\":{\"BTC/USD\":{\"quantity\":0.2,\"average_price\":49992.5,\"mark_price\":51000,"
                        + "\"market_value\":10200,\"unrealized_pnl\":201.5,\"realized_pnl\":-12.25},"
                        + "\"SOL/USD\":{\"quantity\":0,\"average_price\":0,\"mark_price\":null,\"market_value\":null,"
                        + "\"unrealized_pnl\":null,\"realized_pnl\":20}}")
                .endsWith("\"total_value_usd\":110200.5,\"unrealized_pnl\":201.5,\"realized_pnl\":7.75,"
                        + "\"last_updated\":\"2025-01-31T09:31:00.000Z\"}");
    }

    @Test
    void a_portfolio_beyond_what_a_long_can_hold_is_still_written() {
        assertThat(PortfolioView.totalValue(
                        Map.of("USD", new Balance(Long.MAX_VALUE, 0), "BTC", new Balance(Long.MAX_VALUE, 0)),
                        Samples.marks()))
                .isEqualByComparingTo("4704011972516304.20932807");
    }

    @Test
    void an_instrument_tells_its_grid() {
        assertThat(Wire.bare(Views.instrument(new Instrument(
                        "BTC/USD",
                        Atoms.of("0.01"),
                        Atoms.of("0.0001"),
                        Atoms.of("0.0001"),
                        Atoms.of("1000"),
                        Atoms.of("1000000"),
                        50_000,
                        0,
                        250,
                        true))))
                .isEqualTo(
                        "{\"symbol\":\"BTC/USD\",\"base_currency\":\"BTC\",\"quote_currency\":\"USD\",\"tick_size\":0.01,"
                                + "\"lot_size\":0.0001,\"min_quantity\":0.0001,\"max_quantity\":1000,\"max_price\":1000000,"
                                + "\"collar\":0.05,\"maker_fee\":0,\"taker_fee\":0.00025,\"status\":\"open\"}");
    }

    private static String state(Set<Include> include) {
        return Wire.bare(initialState(include).full());
    }

    private static InitialState initialState(Set<Include> include) {
        return new InitialState(
                Samples.state(),
                "abc",
                Samples.marks(),
                include,
                List.of(new Room.Orders("alpha"), new Room.Market()),
                new InitialState.Socket("conn", "laptop", Samples.AT, 1, 2, 3, 4, 5));
    }

    @Test
    void an_initial_state_has_only_what_was_asked_for_and_always_position_hash_and_mode() {
        String head = "{\"position\":{\"epoch\":\"7d4f\",\"seq\":58},\"state_hash\":\"abc\",\"mode\":\"full\"";

        assertThat(state(Set.of(Include.SUBSCRIPTIONS)))
                .isEqualTo(head + ",\"subscriptions\":{\"rooms\":[\"orders:alpha\",\"market\"]}}");
        assertThat(state(Set.of(Include.ORDERS)))
                .isEqualTo(head + ",\"orders\":{\"open_orders\":[" + ORDER + "],\"count\":1}}");
        assertThat(state(Set.of(Include.CONNECTION)))
                .isEqualTo(head + ",\"connection\":{\"connection_id\":\"conn\",\"client_id\":\"laptop\","
                        + "\"connected_at\":\"2025-01-31T09:30:00.123Z\",\"message_count\":1,"
                        + "\"portfolio_updates_received\":2,\"orders_received\":3,\"market_updates_received\":4,"
                        + "\"reconnects\":5}}");
        assertThat(state(Set.of(Include.COMMANDS)))
                .isEqualTo(head
                        + ",\"commands\":[{\"client_order_id\":\"c \\\"1\\\"\",\"status\":\"accepted\",\"order\":"
                        + ORDER + ",\"code\":null},{\"client_order_id\":\"c-0\",\"status\":\"rejected\",\"order\":null,"
                        + "\"code\":\"INSUFFICIENT_FUNDS\"}]}");
    }

    @Test
    void a_diff_stands_in_place_of_the_three_components() {
        assertThat(Wire.bare(initialState(EnumSet.of(Include.PORTFOLIO, Include.SUBSCRIPTIONS))
                        .diff("[]")))
                .isEqualTo("{\"position\":{\"epoch\":\"7d4f\",\"seq\":58},\"state_hash\":\"abc\",\"mode\":\"diff\","
                        + "\"patch\":[],\"subscriptions\":{\"rooms\":[\"orders:alpha\",\"market\"]}}");
    }
}
