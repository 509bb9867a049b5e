package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonBoolean;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"1e2", "-0", "0.10", "1E+2", "0", "-12.50", "12345678901234567890123456789012", "100"})
    void numbers_keep_the_text_they_were_written_in(String number) {
        assertThat(StrictJson.parse(number)).isEqualTo(new JsonNumber(number));
        assertThat(StrictJson.parse("[" + number + "]")).isEqualTo(new JsonArray(List.of(new JsonNumber(number))));
    }

    @Test
    void every_kind_of_value_is_read() {
        assertThat(StrictJson.parse(
                        " {\"a\" : [ null, true , false, \"x\\u00e9\\ud83d\\ude00\\n\" ] , \"\" : {} }\r\n\t"))
                .isEqualTo(new JsonObject(Map.of(
                        "a",
                        new JsonArray(List.of(
                                Json.NULL, new JsonBoolean(true), new JsonBoolean(false), new JsonText("xé😀\n"))),
                        "",
                        JsonObject.EMPTY)));
    }

    @Test
    void members_keep_their_order() {
        assertThat(((JsonObject) StrictJson.parse("{\"b\":1,\"a\":2,\"c\":3}"))
                        .members()
                        .keySet())
                .containsExactly("b", "a", "c");
    }

    @Test
    void sixteen_levels_are_read_and_seventeen_are_not() {
        assertThat(StrictJson.parse("[".repeat(16) + "]".repeat(16))).isInstanceOf(JsonArray.class);
        assertThat(StrictJson.parse("{\"a\":".repeat(16) + "1" + "}".repeat(16)))
                .isInstanceOf(JsonObject.class);
        assertInvalid("[".repeat(17) + "]".repeat(17));
        assertInvalid("{\"a\":[".repeat(8) + "{}" + "]}".repeat(8));
    }

    @Test
    void a_string_may_be_as_long_as_a_message() {
        String text = "x".repeat(500_000);

        assertThat(StrictJson.parse('"' + text + '"')).isEqualTo(new JsonText(text));
        assertThat(StrictJson.parse("{\"" + text + "\":1}")).isInstanceOf(JsonObject.class);
    }

    @Test
    void the_same_name_in_different_objects_is_no_duplicate() {
        assertThat(StrictJson.parse("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}}")).isInstanceOf(JsonObject.class);
    }

    @Test
    void bytes_must_be_utf_8_without_a_mark() {
        assertThat(StrictJson.parse("\"é😀\"".getBytes(StandardCharsets.UTF_8))).isEqualTo(new JsonText("é😀"));
        assertInvalid(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '1'});
        assertInvalid(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'});
        assertInvalid(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
        assertInvalid(new byte[] {'"', (byte) 0xFF, '"'});
        assertInvalid(new byte[] {'"', (byte) 0xE2, (byte) 0x82});
        assertInvalid("\"x\"".getBytes(StandardCharsets.UTF_16BE));
        assertInvalid("\"x\"".getBytes(StandardCharsets.UTF_16));
    }

    @Test
    void a_text_over_the_limit_is_too_large() {
        assertThatThrownBy(() -> StrictJson.parse(" ".repeat(11), new StrictJson.Limits(10, 10)))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE));
    }

    @Test
    void values_are_counted() {
        StrictJson.Limits five = new StrictJson.Limits(100, 5);

        assertThat(StrictJson.parse("{\"a\":[1,2]}", five)).isInstanceOf(JsonObject.class);
        assertThatThrownBy(() -> StrictJson.parse("{\"a\":[1,2,3]}", five)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void the_message_says_where_and_repeats_nothing_of_the_input() {
        assertThatThrownBy(() -> StrictJson.parse("{\"secret\":oops}"))
                .hasMessageContaining("column")
                .hasMessageNotContaining("oops");
    }

    private static void assertInvalid(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.INVALID_JSON));
    }

    private static void assertInvalid(byte[] bytes) {
        assertThatThrownBy(() -> StrictJson.parse(bytes))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(ErrorCode.INVALID_JSON));
    }

    @Test
    void the_items_of_an_array_can_be_cut_out_as_they_were_written() {
        String page =
                "{\"data\": {\"events\": [ {\"seq\": 1.50,\"x\":[1, {\"events\":[2]}]} ,{ } , \"\\u00e9]\", 7],\"n\":1}}";
        StrictJson.Sliced sliced = StrictJson.slice(page, "events", StrictJson.Limits.FRAME);
        assertThat(sliced.items())
                .containsExactly("{\"seq\": 1.50,\"x\":[1, {\"events\":[2]}]}", "{ }", "\"\\u00e9]\"", "7");
        assertThat(sliced.document()).isEqualTo(StrictJson.parse(page));
    }

    @Test
    void items_of_a_long_text_are_cut_out_just_the_same() {
        List<String> items = IntStream.range(0, 3000)
                .mapToObj(i -> "{\"seq\":" + i + ",\"text\":\"" + "é😀".repeat(i % 20) + "\"}")
                .toList();
        String page = "{\"events\":[" + String.join(",", items) + "]}";
        assertThat(StrictJson.slice(page, "events", StrictJson.Limits.FRAME).items())
                .isEqualTo(items);
    }
}
