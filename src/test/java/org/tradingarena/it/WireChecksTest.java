package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks of the integration tests' client can fail: each mistake of a server that they are there for is shown to them once. */
class WireChecksTest {
    private static final String EPOCH = "00000000-0000-0000-0000-00000000000e";
    private static final String STAMP = "2026-01-02T03:04:05.678Z";

    private final List<String> violations = new ArrayList<>();
    private final EventLog log = new EventLog("someone", violations::add);
    private final ClientBook book = new ClientBook("BTC/USD", violations::add);

    // ---- the stream ----

    private static String event(long seq, long previous) {
        return event(seq, previous, EPOCH, "1");
    }

    private static String event(long seq, long previous, String epoch, String amount) {
        return "{\"type\":\"funds_deposited\",\"event_id\":\"" + epoch + ":" + seq + "\",\"seq\":" + seq
                + ",\"prev_seq\":" + previous
                + ",\"epoch\":\"" + epoch + "\",\"data\":{\"deposit_id\":\"d\",\"currency\":\"USD\",\"amount\":"
                + amount
                + ",\"balances\":{}},\"timestamp\":\"" + STAMP + "\"}";
    }

    private void startAt(long seq) {
        log.startFrom(EPOCH, seq);
    }

    @Test
    void a_stream_without_a_hole_is_accepted() {
        startAt(4);
        log.accept(event(5, 3));
        log.accept(event(8, 5));
        log.lookUp(event(5, 3));
        log.resumeFrom(EPOCH, 8);
        log.accept(event(9, 8));
        assertThat(violations).isEmpty();
        assertThat(log.position()).isEqualTo(9);
    }

    @Test
    void a_hole_is_noticed() {
        startAt(4);
        log.accept(event(5, 4));
        log.accept(event(7, 6));
        assertThat(violations).singleElement().asString().contains("the chain is broken");
    }

    @Test
    void a_hole_after_the_baseline_is_noticed() {
        startAt(4);
        log.accept(event(6, 5));
        assertThat(violations).singleElement().asString().contains("something is missing");
    }

    @Test
    void a_hole_over_a_resume_is_noticed() {
        startAt(4);
        log.accept(event(5, 4));
        log.resumeFrom(EPOCH, 5);
        log.accept(event(7, 6));
        assertThat(violations).singleElement().asString().contains("the chain is broken");
    }

    @Test
    void a_repeat_is_noticed() {
        startAt(4);
        log.accept(event(5, 4));
        log.accept(event(5, 4));
        assertThat(violations).anyMatch(violation -> violation.contains("a repeat"));
    }

    @Test
    void other_bytes_are_noticed() {
        startAt(4);
        log.accept(event(5, 4));
        log.lookUp(event(5, 4, EPOCH, "1.0"));
        assertThat(violations).singleElement().asString().contains("other bytes");
    }

    @Test
    void another_epoch_is_noticed() {
        startAt(4);
        log.accept(event(5, 4, "00000000-0000-0000-0000-00000000000f", "1"));
        assertThat(violations).singleElement().asString().contains("another epoch");
    }

    // ---- a resume ----

    private static Frame page(int page, long from, long to, int missed, boolean complete, String... events) {
        String first = page == 1 ? ",\"interruption\":null" : "";
        String last = complete ? ",\"summary\":{\"counts\":{\"funds_deposited\":" + missed + "},\"symbols\":{}}" : "";
        return Frame.of(
                "{\"id\":null,\"type\":\"reconnection_sync\",\"success\":true,\"data\":{\"outcome\":\"replayed\",\"from_seq\":"
                        + from
                        + ",\"to_seq\":" + to + ",\"missed\":" + missed + ",\"source\":\"journal\",\"events\":["
                        + String.join(",", events)
                        + "],\"page\":" + page + ",\"complete\":" + complete + first + last + "},\"timestamp\":\""
                        + STAMP + "\"}");
    }

    @Test
    void pages_that_follow_each_other_are_accepted_and_their_events_are_cut_out() {
        ResumeRecord resume = new ResumeRecord(4, violations::add);
        assertThat(resume.page(page(1, 4, 5, 1, false, event(5, 4)))).containsExactly(event(5, 4));
        resume.page(page(2, 5, 7, 2, true, event(7, 5)));
        assertThat(violations).isEmpty();
        assertThat(resume.isComplete()).isTrue();
    }

    @Test
    void a_page_that_is_missing_or_out_of_place_is_noticed() {
        new ResumeRecord(4, violations::add).page(page(2, 4, 5, 1, false, event(5, 4)));
        new ResumeRecord(3, violations::add).page(page(1, 4, 5, 1, false, event(5, 4)));
        new ResumeRecord(4, violations::add).page(page(1, 4, 5, 1, false, event(6, 4)));
        assertThat(violations)
                .anyMatch(violation -> violation.contains("pages count from 1"))
                .anyMatch(violation -> violation.contains("from_seq is not 3"))
                .anyMatch(violation -> violation.contains("out of its page"));
    }

    @Test
    void a_wrong_digest_is_noticed() {
        new ResumeRecord(4, violations::add).page(page(1, 4, 5, 2, true, event(5, 4)));
        assertThat(violations)
                .anyMatch(violation -> violation.contains("missed is not 1"))
                .anyMatch(violation -> violation.contains("the digest counts"));
    }

    // ---- a book ----

    private static JsonNode market(String type, long seq, long previous, String data) {
        return WireJson.parse("{\"type\":\"" + type + "\",\"symbol\":\"BTC/USD\",\"epoch\":\"e\",\"seq\":" + seq
                + ",\"prev_seq\":" + previous + ",\"data\":" + data + ",\"timestamp\":\"" + STAMP + "\"}");
    }

    @Test
    void a_book_that_follows_is_accepted() {
        book.accept(market("book_snapshot", 7, 6, "{\"bids\":[[99,1.5]],\"asks\":[]}"));
        book.accept(market("trade", 8, 7, "{}"));
        book.accept(
                market("book_delta", 9, 8, "{\"bids\":[[99,0],[98.5,2]],\"asks\":[[101,1]],\"checksum\":1064032346}"));
        assertThat(book.bids()).containsExactly("98.5:2");
        assertThat(violations).as("CRC-32 of 98.5:2|101:1").isEmpty();
    }

    @Test
    void a_wrong_checksum_a_jump_and_a_message_before_the_snapshot_are_noticed() {
        book.accept(market("trade", 8, 7, "{}"));
        book.accept(market("book_snapshot", 9, 8, "{\"bids\":[],\"asks\":[]}"));
        book.accept(market("book_delta", 11, 10, "{\"bids\":[[98.5,2]],\"asks\":[],\"checksum\":1}"));
        assertThat(violations).hasSize(3);
    }

    // ---- the published descriptions ----

    private static List<String> contract(String... frames) {
        Transcript transcript = new Transcript();
        List.of(frames).forEach(transcript::frame);
        return WireContract.published().violations(transcript);
    }

    @Test
    void a_good_message_is_as_published() {
        assertThat(contract(event(5, 4), page(1, 4, 5, 1, true, event(5, 4)).text()))
                .isEmpty();
    }

    @Test
    void what_is_not_as_published_is_noticed() {
        assertThat(contract(event(5, 4).replace("\"deposit_id\"", "\"more\":1,\"deposit_id\"")))
                .singleElement()
                .asString()
                .contains("more");
        assertThat(contract(event(5, 4).replace("\"currency\":\"USD\",", "")))
                .singleElement()
                .asString()
                .contains("currency");
        assertThat(contract(event(5, 4)
                        .replace("\"data\":{", "\"data\":{\"data\":1,")
                        .replace("\"balances\":{}", "\"balances\":{\"USD\":1}")))
                .hasSize(2);
        assertThat(contract(event(5, 4).replace("funds_deposited", "funds_lost")))
                .singleElement()
                .asString()
                .contains("not published");
        assertThat(contract("{")).singleElement().asString().contains("not JSON");
    }

    @Test
    void numbers_that_are_not_plain_are_noticed() {
        for (String odd : List.of("1e2", "1.0", "1.50", "-0", "0.0", "1E-7")) {
            assertThat(WireJson.oddNumbers("[" + odd + "]")).containsExactly(odd);
        }
        assertThat(WireJson.oddNumbers("[0,1,-1,0.5,-0.25,100,12345678901234567890.00000001]"))
                .isEmpty();
    }

    @Test
    void an_answer_of_http_that_is_not_as_published_is_noticed() {
        Transcript transcript = new Transcript();
        transcript.exchange(new Transcript.Exchange(
                "GET", "/api/v1/admin/fees", 200, "application/json", "{\"fees\":{\"USD\":1}}"));
        assertThat(WireContract.published().violations(transcript)).isEmpty();
        transcript.exchange(new Transcript.Exchange(
                "GET", "/api/v1/admin/fees", 200, "application/json", "{\"fees\":{\"USD\":-1}}"));
        transcript.exchange(new Transcript.Exchange("GET", "/api/v1/admin/secrets", 200, "application/json", "{}"));
        transcript.exchange(new Transcript.Exchange("GET", "/api/v1/admin/fees", 418, "application/json", "{}"));
        transcript.exchange(new Transcript.Exchange("GET", "/api/v1/time", 200, "text/html", "<p>"));
        assertThat(WireContract.published().violations(transcript)).hasSize(4);
    }

    // ---- canonical form ----

    @Test
    void the_canonical_form_is_that_of_rfc_8785_with_numbers_as_text() {
        assertThat(ClientState.canonical(WireJson.parse(
                        "{\"b\":[1.50,true,null],\"a\":{\"\\u20ac\":\"\\u0007\\n\\\"\",\"$\":0.0000001}}")))
                .isEqualTo("{\"a\":{\"$\":\"0.0000001\",\"\u20ac\":\"\\u0007\\n\\\"\"},\"b\":[\"1.50\",true,null]}");
    }
}
