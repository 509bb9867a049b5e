package org.tradingarena.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonSliceTest {
    @Test
    void members_are_found_at_any_depth_and_in_any_order() {
        JsonSlice json = JsonSlice.of("{\"a\":{\"x\":[1,{\"b\":2}],\"b\":\"}\\\"{\"},\"b\": 17 , \"c\":null}");
        assertThat(slice(json, "b").integer()).isEqualTo(17);
        assertThat(slice(json, "a", "b").toString()).isEqualTo("\"}\\\"{\"");
        assertThat(slice(json, "c").reads("null")).isTrue();
        assertThat(json.find("d")).isNull();
        assertThat(json.find("b", "x")).isNull();
    }

    private static JsonSlice slice(JsonSlice json, String... path) {
        JsonSlice found = json.find(path);
        assertThat(found).isNotNull();
        return found;
    }

    @Test
    void elements_come_in_their_order() {
        List<String> seen = new ArrayList<>();
        JsonSlice.of("[1, [2,3] ,{\"a\":[]},\"x,]\",true]").elements(element -> seen.add(element.toString()));
        assertThat(seen).containsExactly("1", "[2,3]", "{\"a\":[]}", "\"x,]\"", "true");
    }

    @Test
    void what_is_empty_has_nothing_in_it() {
        List<JsonSlice> seen = new ArrayList<>();
        JsonSlice.of(" [ ] ").elements(seen::add);
        JsonSlice.of("{}").members((name, value) -> seen.add(value));
        assertThat(seen).isEmpty();
    }

    @Test
    void a_copy_stays_when_the_buffer_is_used_again() {
        byte[] buffer = "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        JsonSlice copy = new JsonSlice(buffer, 0, buffer.length).copy();
        buffer[5] = '2';
        assertThat(copy.toString()).isEqualTo("{\"a\":1}");
    }

    @Test
    void another_byte_gives_another_fingerprint() {
        assertThat(JsonSlice.of("{\"a\":1}").fingerprint())
                .isEqualTo(JsonSlice.of("{\"a\":1}").fingerprint())
                .isNotEqualTo(JsonSlice.of("{\"a\":2}").fingerprint())
                .isNotEqualTo(JsonSlice.of("{\"a\":1} ").fingerprint())
                .isNotZero();
    }

    @Test
    void what_is_no_json_is_refused() {
        for (String text :
                List.of("", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{a:1}", "{\"a\":\"", "[", "{\"a\":\"\\")) {
            assertThatThrownBy(() -> JsonSlice.of(text).members((name, value) -> {}))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> JsonSlice.of("12a").integer()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonSlice.of("99999999999999999999").integer())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_event_a_market_message_and_an_answer_are_told_apart() {
        Message event =
                Message.read(JsonSlice.of("{\"type\":\"order_open\",\"event_id\":\"e:4\",\"seq\":4,\"prev_seq\":3,"
                        + "\"epoch\":\"e\",\"data\":{\"order\":{\"client_order_id\":\"7-1\"}},\"timestamp\":\"t\"}"));
        Message market = Message.read(
                JsonSlice.of("{\"type\":\"trade\",\"conflated\":true,\"symbol\":\"BTC/USD\",\"epoch\":\"m\","
                        + "\"seq\":9,\"prev_seq\":7,\"data\":{\"price\":1.5}}"));
        Message answer = Message.read(JsonSlice.of(
                "{\"id\":\"12\",\"type\":\"order_accepted\",\"success\":true,\"data\":{\"duplicate\":false}}"));
        Message error = Message.read(
                JsonSlice.of("{\"id\":null,\"type\":\"error\",\"success\":false,\"error\":{\"code\":\"OVERLOADED\"}}"));

        assertThat(event.isPrivateEvent()).isTrue();
        assertThat(event.isMarket()).isFalse();
        assertThat(event.seq()).isEqualTo(4);
        assertThat(event.prevSeq()).isEqualTo(3);
        assertThat(event.isOfEpoch("e")).isTrue();
        assertThat(event.isOfEpoch("f")).isFalse();
        assertThat(event.text("order", "client_order_id")).isEqualTo("7-1");
        assertThat(market.isMarket()).isTrue();
        assertThat(market.conflated()).isTrue();
        assertThat(market.text("price")).isEqualTo("1.5");
        assertThat(answer.isPrivateEvent()).isFalse();
        assertThat(answer.id()).isEqualTo("12");
        assertThat(answer.integer("missing")).isEqualTo(-1);
        assertThat(error.isError()).isTrue();
        assertThat(error.id()).isNull();
        assertThat(error.errorCode()).isEqualTo("OVERLOADED");
    }

    @Test
    void a_batch_is_its_messages_and_keeps_their_bytes() {
        String first = "{\"type\":\"a\",\"event_id\":\"e:1\",\"seq\":1,\"prev_seq\":0}";
        String second = "{\"type\":\"b\",\"event_id\":\"e:2\",\"seq\":2,\"prev_seq\":1}";
        Message batch = Message.read(
                JsonSlice.of("{\"type\":\"events\",\"data\":{\"events\":[" + first + "," + second + "]}}"));
        List<String> seen = new ArrayList<>();
        batch.each(message -> seen.add(message.whole().toString()));
        assertThat(seen).containsExactly(first, second);
        assertThat(JsonSlice.of(second).fingerprint())
                .isEqualTo(JsonSlice.of(seen.getLast()).fingerprint());
    }
}
