package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.protocol.Resume.MarketPosition;

class ResumeTest {
    private static Resume resume(String json) {
        return ((Request.Auth)
                        RequestParser.parse(Messages.auth("resume=" + json)).request())
                .resume();
    }

    @Test
    void a_position_is_a_private_resume_with_a_thousand_events_before_a_snapshot() {
        assertThat(resume("{\"epoch\":\"e\",\"seq\":41}"))
                .isEqualTo(new Resume.Position("e", 41, false, 1000, Map.of()));
        assertThat(resume("{\"epoch\":\"\",\"seq\":0,\"prefer\":\"snapshot\",\"max_events\":5,\"more\":1}"))
                .isEqualTo(new Resume.Position("", 0, true, 5, Map.of()));
    }

    @Test
    void null_is_no_resume_and_market_alone_is_no_private_one() {
        assertThat(resume("null")).isEqualTo(new Resume.Absent());
        assertThat(resume("{\"market\":{\"BTC/USD\":{\"epoch\":\"m\",\"seq\":7}}}"))
                .isEqualTo(new Resume.MarketOnly(Map.of("BTC/USD", new MarketPosition("m", 7))));
        assertThat(resume("{\"market\":{}}")).isEqualTo(new Resume.MarketOnly(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|data.resume",
                "\"e:41\"|data.resume",
                "[]|data.resume",
                "true|data.resume",
                "{}|data.resume.epoch",
                "{\"seq\":1}|data.resume.epoch",
                "{\"epoch\":null,\"seq\":1}|data.resume.epoch",
                "{\"epoch\":5,\"seq\":1}|data.resume.epoch",
                "{\"epoch\":\"e\"}|data.resume.seq",
                "{\"epoch\":\"e\",\"seq\":null}|data.resume.seq",
                "{\"epoch\":\"e\",\"seq\":\"1\"}|data.resume.seq",
                "{\"epoch\":\"e\",\"seq\":-1}|data.resume.seq",
                "{\"epoch\":\"e\",\"seq\":-0}|data.resume.seq",
                "{\"epoch\":\"e\",\"seq\":1.0}|data.resume.seq",
                "{\"epoch\":\"e\",\"seq\":1e3}|data.resume.seq",
                "{\"epoch\":\"e\",\"seq\":9007199254740992}|data.resume.seq",
                "{\"epoch\":\"e\",\"seq\":99999999999999999999}|data.resume.seq",
                "{\"epoch\":\"e\",\"market\":{}}|data.resume.seq",
            })
    void a_malformed_position_does_not_fail_the_sign_in_and_names_what_is_wrong(String json, String field) {
        assertThat(resume(json)).isInstanceOfSatisfying(Resume.Malformed.class, malformed -> {
            assertThat(malformed.error().code()).isEqualTo(ErrorCode.INVALID_RESUME);
            assertThat(malformed.error().field()).contains(field);
        });
    }

    @Test
    void an_unreadable_market_position_counts_as_not_given_and_costs_only_a_snapshot() {
        assertThat(
                        resume(
                                "{\"epoch\":\"e\",\"seq\":1,\"market\":{\"BTC/USD\":{\"epoch\":\"m\",\"seq\":-1},"
                                        + "\"btc\":{\"epoch\":\"m\",\"seq\":1},\"ETH/USD\":7,\"SOL/USD\":{\"epoch\":\"m\",\"seq\":3}}}"))
                .isEqualTo(new Resume.Position("e", 1, false, 1000, Map.of("SOL/USD", new MarketPosition("m", 3))));
        assertThat(resume("{\"epoch\":\"e\",\"seq\":1,\"market\":5}").market()).isEmpty();
    }

    @Test
    void a_malformed_private_position_keeps_the_market_ones() {
        assertThat(resume("{\"epoch\":5,\"market\":{\"BTC/USD\":{\"epoch\":\"m\",\"seq\":7}}}")
                        .market())
                .containsOnlyKeys("BTC/USD");
    }

    @Test
    void an_unreadable_wish_for_a_snapshot_costs_only_a_longer_replay() {
        assertThat(resume("{\"epoch\":\"e\",\"seq\":1,\"prefer\":\"magic\",\"max_events\":\"x\"}"))
                .isEqualTo(new Resume.Position("e", 1, false, 1000, Map.of()));
    }
}
