package org.tradingarena.cli.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.ServerMessage.MarketData;
import org.tradingarena.protocol.StrictJson;

class MarketTest {
    private static MarketData message(String type, String data) {
        return new MarketData(type, "BTC/USD", "e", 1, 0, false, (JsonObject) StrictJson.parse(data), Instant.EPOCH);
    }

    private static final Market BOOK = Market.UNKNOWN.after(message("book_snapshot", """
            {"bids":[[10,1],[9.5,2]],"asks":[[11,3],[12,4]]}"""));

    @Test
    void deltas_change_add_and_take_away_levels() {
        Market after = BOOK.after(message("book_delta", """
                {"bids":[[10,0],[9.75,5],[9.50,7]],"asks":[[10.5,1]],"checksum":1}"""));
        assertThat(after.bids().byPrice())
                .containsExactly(
                        java.util.Map.entry(new BigDecimal("9.75"), new BigDecimal("5")),
                        java.util.Map.entry(new BigDecimal("9.5"), new BigDecimal("7")));
        assertThat(after.asks().byPrice().firstKey()).isEqualByComparingTo("10.5");
        assertThat(BOOK.bids().byPrice()).as("a value").hasSize(2);
    }

    @Test
    void a_snapshot_begins_anew() {
        Market after = BOOK.after(message("book_snapshot", "{\"bids\":[[8,1]],\"asks\":[]}"));
        assertThat(after.bids().byPrice()).hasSize(1);
        assertThat(after.asks().byPrice()).isEmpty();
    }

    @Test
    void trades_are_kept_newest_first_and_a_summary_is_one_without_a_side() {
        Market after = BOOK.after(message("trade", "{\"price\":10,\"quantity\":1,\"taker_side\":\"sell\"}"))
                .after(message("trade_summary", "{\"close\":12,\"volume\":30,\"trades\":4}"));
        assertThat(after.last()).isEqualByComparingTo("12");
        assertThat(after.trades()).hasSize(2);
        assertThat(after.trades().getFirst().taker()).isNull();
        assertThat(after.trades().getFirst().quantity()).isEqualByComparingTo("30");
    }

    @Test
    void messages_of_a_kind_that_is_not_known_change_nothing() {
        assertThat(BOOK.after(message("something_new", "{}"))).isEqualTo(BOOK);
    }
}
