package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.protocol.Samples.AT;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.PriceLevel;

class WireTest {
    @Test
    void a_response_repeats_the_id_and_says_success() {
        assertThat(Wire.response("r-1", "acked", json -> json.integer("seq", 5), AT))
                .isEqualTo("{\"id\":\"r-1\",\"type\":\"acked\",\"success\":true,\"data\":{\"seq\":5},"
                        + "\"timestamp\":\"2025-01-31T09:30:00.123Z\"}");
    }

    @Test
    void what_was_not_asked_for_has_a_null_id() {
        assertThat(Wire.unsolicited("server_shutdown", JsonBody.EMPTY, AT))
                .isEqualTo("{\"id\":null,\"type\":\"server_shutdown\",\"success\":true,\"data\":{},"
                        + "\"timestamp\":\"2025-01-31T09:30:00.123Z\"}");
    }

    @Test
    void an_error_has_code_message_and_always_details() {
        assertThat(Wire.error("r", ArenaError.field(ErrorCode.INVALID_PRICE, "data.price", "no \"tick\""), AT))
                .isEqualTo("{\"id\":\"r\",\"type\":\"error\",\"success\":false,\"error\":{\"code\":\"INVALID_PRICE\","
                        + "\"message\":\"no \\\"tick\\\"\",\"details\":{\"field\":\"data.price\"}},"
                        + "\"timestamp\":\"2025-01-31T09:30:00.123Z\"}");
        assertThat(Wire.error(null, ArenaError.retryAfter(ErrorCode.RATE_LIMITED, "slow", 50), AT))
                .contains("\"id\":null", "\"details\":{\"retry_after_ms\":50}");
        assertThat(Wire.error(null, ArenaError.of(ErrorCode.INTERNAL, "x"), AT)).contains("\"details\":{}");
    }

    @Test
    void details_may_hold_any_plain_value() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("text", "é\n");
        details.put("flag", true);
        details.put("decimal", new BigDecimal("1.500"));
        details.put("list", Arrays.asList(1, null, Map.of("k", 2L)));
        details.put("word", ErrorCode.INTERNAL);

        assertThat(Wire.httpError(new ArenaError(ErrorCode.INTERNAL, "x", details)))
                .isEqualTo("{\"error\":{\"code\":\"INTERNAL\",\"message\":\"x\",\"details\":{\"text\":\"é\\n\","
                        + "\"flag\":true,\"decimal\":1.5,\"list\":[1,null,{\"k\":2}],\"word\":\"INTERNAL\"}}}");
    }

    @Test
    void an_http_error_names_the_field_of_the_bare_body() {
        assertThat(Wire.httpError(ArenaError.field(ErrorCode.INVALID_PRICE, "data.price", "no")))
                .isEqualTo(
                        "{\"error\":{\"code\":\"INVALID_PRICE\",\"message\":\"no\",\"details\":{\"field\":\"price\"}}}");
    }

    @Test
    void a_batch_holds_each_frame_byte_for_byte() {
        List<String> frames = List.of(
                EventWriter.event("order_open", "e:1", 1, 0, "e", AT, json -> json.text("é", "😀\u2028")),
                "{ \"odd\" :  1.50 }");

        assertThat(Wire.events(frames))
                .isEqualTo("{\"type\":\"events\",\"data\":{\"events\":[" + String.join(",", frames) + "]}}");
        assertThat(Wire.events(List.of())).isEqualTo("{\"type\":\"events\",\"data\":{\"events\":[]}}");
    }

    @Test
    void an_event_has_its_numbers_and_no_success() {
        assertThat(EventWriter.event("order_filled", "7d4f:58", 58, 57, "7d4f", AT, json -> json.flag("x", true)))
                .isEqualTo("{\"type\":\"order_filled\",\"event_id\":\"7d4f:58\",\"seq\":58,\"prev_seq\":57,"
                        + "\"epoch\":\"7d4f\",\"data\":{\"x\":true},\"timestamp\":\"2025-01-31T09:30:00.123Z\"}");
    }

    @Test
    void a_market_message_has_its_chain_beside_type_and_data() {
        JsonBody data = json -> json.levels("bids", List.of(new PriceLevel(5_000_000_000_000L, 150_000_000)))
                .levels("asks", List.of());

        assertThat(MarketWriter.message("book_delta", "BTC/USD", "m", 9, 8, null, data, AT))
                .isEqualTo("{\"type\":\"book_delta\",\"symbol\":\"BTC/USD\",\"epoch\":\"m\",\"seq\":9,\"prev_seq\":8,"
                        + "\"data\":{\"bids\":[[50000,1.5]],\"asks\":[]},\"timestamp\":\"2025-01-31T09:30:00.123Z\"}");
        assertThat(MarketWriter.message("trade_summary", "BTC/USD", "m", 9, 3, true, data, AT))
                .startsWith("{\"type\":\"trade_summary\",\"conflated\":true,\"symbol\"");
        assertThat(MarketWriter.unnumbered("leaderboard", JsonBody.EMPTY, AT))
                .isEqualTo("{\"type\":\"leaderboard\",\"data\":{},\"timestamp\":\"2025-01-31T09:30:00.123Z\"}");
    }

    @Test
    void bare_data_is_only_the_data() {
        assertThat(Wire.bare(Views.preferences(Preferences.defaults(ClientType.IOS))))
                .isEqualTo("{\"delivery\":\"batched\",\"priority\":\"medium\",\"max_events_per_second\":5}");
    }

    @Test
    void times_have_exactly_three_digits_of_milliseconds() {
        assertThat(Times.text(Instant.parse("2025-01-31T09:30:00Z"))).isEqualTo("2025-01-31T09:30:00.000Z");
        assertThat(Times.text(Instant.parse("2025-01-31T09:30:00.9999Z"))).isEqualTo("2025-01-31T09:30:00.999Z");
        assertThat(Times.text(Instant.parse("1969-12-31T23:59:59.999Z"))).isEqualTo("1969-12-31T23:59:59.999Z");
    }

    @Test
    void a_checksum_is_of_the_top_ten_of_each_side() {
        List<PriceLevel> bids = levels(12, 100);
        List<PriceLevel> asks = levels(11, 200);

        // CRC-32 of "123456789" is cbf43926: the same polynomial; here of the joined levels.
        assertThat(BookChecksum.of(List.of(), List.of())).isZero();
        assertThat(BookChecksum.of(
                        List.of(new PriceLevel(5_000_000_000_000L, 150_000_000)),
                        List.of(new PriceLevel(5_000_100_000_000L, 10_000))))
                .isEqualTo(0x1bdbce42L);
        assertThat(BookChecksum.of(bids, asks)).isEqualTo(BookChecksum.of(bids.subList(0, 10), asks.subList(0, 10)));
        assertThat(BookChecksum.of(bids, asks)).isNotEqualTo(BookChecksum.of(bids.subList(0, 9), asks));
    }

    private static List<PriceLevel> levels(int count, long from) {
        return LongStream.range(0, count)
                .mapToObj(place -> new PriceLevel(from + place, 7))
                .toList();
    }
}
