package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

class JsonPatchTest {
    private static JsonObject object(String json) {
        return (JsonObject) StrictJson.parse(json);
    }

    @Test
    void equal_documents_have_the_empty_patch() {
        assertThat(JsonPatch.between(object("{\"a\":1,\"b\":2}"), object("{\"b\":2,\"a\":1}"))
                        .text())
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"a\":1}|{\"a\":2}|[{\"op\":\"replace\",\"path\":\"/a\",\"value\":2}]",
                "{\"a\":1}|{}|[{\"op\":\"remove\",\"path\":\"/a\"}]",
                "{}|{\"BTC/USD~\":null}|[{\"op\":\"add\",\"path\":\"/BTC~1USD~0\",\"value\":null}]",
                "{\"o\":[1,2,3]}|{\"o\":[1,3]}|[{\"op\":\"remove\",\"path\":\"/o/1\"}]",
                "{\"o\":[1,3]}|{\"o\":[1,2,3]}|[{\"op\":\"add\",\"path\":\"/o/1\",\"value\":2}]",
                "{\"o\":[1]}|{\"o\":[1,2]}|[{\"op\":\"add\",\"path\":\"/o/1\",\"value\":2}]",
                "{\"o\":[{\"q\":1},{\"q\":2}]}|{\"o\":[{\"q\":1},{\"q\":3}]}"
                        + "|[{\"op\":\"replace\",\"path\":\"/o/1/q\",\"value\":3}]",
            })
    void a_small_change_has_a_small_patch(String from, String to, String patch) {
        assertThat(JsonPatch.between(object(from), object(to)).text()).isEqualTo(patch);
    }

    @Property
    void a_patch_leads_from_one_document_to_the_other_over_the_wire(
            @ForAll("documents") JsonObject from, @ForAll("documents") JsonObject to) {
        JsonPatch patch =
                JsonPatch.read(StrictJson.parse(JsonPatch.between(from, to).text()));

        assertThat(patch.appliedTo(from)).isEqualTo(to);
    }

    @Test
    void a_patched_state_has_the_hash_of_the_new_one() {
        StateView now = Samples.state();
        StateView before = new StateView(
                now.collectiveId(),
                now.epoch(),
                41,
                Samples.AT,
                Map.of("USD", now.balances().get("USD")),
                Map.of(),
                List.of(Samples.rejectedMarketOrder(), Samples.limitOrder()),
                List.of());
        JsonPatch patch = JsonPatch.between(StateDocument.wire(before), StateDocument.wire(now));

        assertThat(StateDocument.hash(patch.appliedTo(StateDocument.wire(before))))
                .isEqualTo(StateDocument.hash(now));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{\"op\":\"add\",\"path\":\"/a\"}]",
                "[{\"op\":\"remove\"}]",
                "[{\"op\":\"remove\",\"path\":\"/x\"}]",
                "[{\"op\":\"replace\",\"path\":\"/x\",\"value\":1}]",
                "[{\"op\":\"replace\",\"path\":\"a\",\"value\":1}]",
                "[{\"op\":\"remove\",\"path\":\"\"}]",
                "[{\"op\":\"replace\",\"path\":\"\",\"value\":1}]",
                "[{\"op\":\"move\",\"path\":\"/a\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/o/3\",\"value\":1}]",
                "[{\"op\":\"remove\",\"path\":\"/o/2\"}]",
                "[{\"op\":\"remove\",\"path\":\"/o/-\"}]",
                "[{\"op\":\"remove\",\"path\":\"/o/01\"}]",
                "[{\"op\":\"add\",\"path\":\"/o/99999999999\",\"value\":1}]",
                "[{\"op\":\"add\",\"path\":\"/a/b\",\"value\":1}]",
            })
    void a_patch_that_does_not_fit_is_refused(String patch) {
        assertThatThrownBy(() -> JsonPatch.read(StrictJson.parse(patch)).appliedTo(object("{\"a\":1,\"o\":[1,2]}")))
                .isInstanceOf(ProtocolException.class);
    }

    @Provide
    Arbitrary<JsonObject> documents() {
        Arbitrary<Json> leaves = Arbitraries.of(
                Json.NULL, new JsonNumber("1"), new JsonNumber("2"), new JsonText("x"), JsonObject.EMPTY);
        Arbitrary<Json> objects =
                Arbitraries.maps(Arbitraries.of("a", "b", "c/d", "~"), leaves).map(JsonObject::new);
        Arbitrary<Json> arrays =
                Arbitraries.oneOf(leaves, objects).list().ofMaxSize(6).map(JsonArray::new);
        return Arbitraries.maps(Arbitraries.of("a", "b/~1", "", "~", "o"), Arbitraries.oneOf(leaves, objects, arrays))
                .map(JsonObject::new);
    }
}
