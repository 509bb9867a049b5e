package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HostileInputTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Property
    void any_bytes_are_read_or_refused_and_nothing_else(@ForAll byte[] bytes) {
        assertReadOrRefused(bytes);
    }

    @Property
    void any_text_is_read_or_refused_and_nothing_else(@ForAll String text) {
        readOrRefused(text);
    }

    @Property
    void any_soup_of_json_is_read_or_refused_and_nothing_else(@ForAll("soup") String text) {
        readOrRefused(text);
    }

    @Property
    void a_good_message_with_any_character_changed_is_read_or_refused(
            @ForAll("messages") String message, @ForAll int place, @ForAll char with) {
        StringBuilder changed = new StringBuilder(message);
        changed.setCharAt(Math.floorMod(place, message.length()), with);
        readOrRefused(changed.toString());
    }

    @Property
    void a_good_message_cut_anywhere_is_refused(@ForAll("messages") String message, @ForAll int place) {
        String cut = message.substring(0, Math.floorMod(place, message.length()));
        assertThat(readOrRefused(cut)).isFalse();
    }

    @Property
    void any_resume_leaves_the_sign_in_well_formed(@ForAll("values") String resume) {
        RequestEnvelope envelope = RequestParser.parse(Messages.auth("resume=" + resume));
        assertThat(envelope.request()).isInstanceOf(Request.Auth.class);
    }

    @Property
    void what_the_strict_reader_takes_an_ordinary_reader_takes_too_with_the_same_values(@ForAll("soup") String text)
            throws JsonProcessingException {
        Json read;
        try {
            read = StrictJson.parse(text);
        } catch (ProtocolException refused) {
            return;
        }
        String written = JsonWriter.render(json -> json.tree("x", read));
        assertThat(MAPPER.readTree(written).get("x")).isEqualTo(MAPPER.readTree(text));
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(
                Messages.place(),
                Messages.market(),
                Messages.auth(
                        "resume={\"epoch\":\"e\",\"seq\":1,\"market\":{\"BTC/USD\":{\"epoch\":\"e\",\"seq\":1}}}"),
                Messages.message(
                        "get_initial_state", "{\"include\":[\"orders\"],\"base\":{\"seq\":1,\"state_hash\":\"a\"}}"),
                Messages.message("subscribe", "{\"rooms\":[\"market:BTC/USD\",\"leaderboard\"]}"));
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"",
                        "\"a\"",
                        "\"type\"",
                        "\"id\"",
                        "\"data\"",
                        "\"ack\"",
                        "1",
                        "-0",
                        "1e9",
                        "0.10",
                        "true",
                        "null",
                        "\\u0000",
                        "\\ud800",
                        "\\",
                        "\u0000",
                        " ",
                        "\n",
                        "😀",
                        "\"a\":1")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> leaves = Arbitraries.of(
                "null",
                "true",
                "1",
                "-1",
                "1.5",
                "1e3",
                "9007199254740992",
                "\"\"",
                "\"e\"",
                "\"snapshot\"",
                "{}",
                "[]");
        return Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                () -> Arbitraries.maps(
                                Arbitraries.of("epoch", "seq", "prefer", "max_events", "market", "BTC/USD"), leaves)
                        .map(HostileInputTest::object),
                () -> Arbitraries.maps(Arbitraries.of("epoch", "seq", "market"), leaves)
                        .map(HostileInputTest::object)
                        .map(inner -> "{\"epoch\":\"e\",\"seq\":1,\"market\":" + inner + "}"));
    }

    private static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void assertReadOrRefused(byte[] bytes) {
        try {
            StrictJson.parse(bytes);
        } catch (ProtocolException refused) {
            assertThat(refused.error().code()).isEqualTo(ErrorCode.INVALID_JSON);
        }
        readOrRefused(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static boolean readOrRefused(String text) {
        try {
            RequestParser.parse(text);
            return true;
        } catch (ProtocolException refused) {
            assertThat(refused.error().message()).isNotBlank();
            return false;
        }
    }
}
