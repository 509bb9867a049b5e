package org.tradingarena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.check.Findings;
import org.tradingarena.bench.check.SharedRecord;
import org.tradingarena.bench.wire.JsonSlice;
import org.tradingarena.bench.wire.Message;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.protocol.BookChecksum;

class MarketWatchTest {
    private static final String SNAPSHOT = "{\"bids\":[[99,1]],\"asks\":[[101,2]]}";

    private final Findings findings = new Findings();
    private final SharedRecord record = new SharedRecord(findings, "BTC/USD", 0);
    private final MarketWatch watch = new MarketWatch(findings, "client", record, true);

    private static Message message(String type, String epoch, long seq, long prevSeq, boolean conflated, String data) {
        return Message.read(JsonSlice.of("{\"type\":\"" + type + "\"," + (conflated ? "\"conflated\":true," : "")
                + "\"symbol\":\"BTC/USD\",\"epoch\":\"" + epoch + "\",\"seq\":" + seq + ",\"prev_seq\":" + prevSeq
                + ",\"data\":" + data
                + ",\"timestamp\":\"t\"}"));
    }

    private static Message trade(long seq) {
        return message(
                "trade", "e", seq, seq - 1, false, "{\"trade_id\":\"t" + seq + "\",\"price\":100,\"quantity\":1}");
    }

    private Set<Fault> faults() {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (findings.count(fault) > 0) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private void begin() {
        watch.take(message("book_snapshot", "e", 10, 9, false, SNAPSHOT));
    }

    @Test
    void a_whole_chain_with_all_its_trades_is_clean() {
        begin();
        watch.take(trade(11));
        long checksum = BookChecksum.of(
                List.of(new PriceLevel(Atoms.of("99"), Atoms.of("1"))),
                List.of(new PriceLevel(Atoms.of("101"), Atoms.of("1.5"))));
        watch.take(message(
                "book_delta", "e", 12, 11, false, "{\"bids\":[],\"asks\":[[101,1.5]],\"checksum\":" + checksum + "}"));
        watch.finish(12, 1);
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_jump_that_is_not_marked_is_a_gap() {
        begin();
        watch.take(message("trade", "e", 13, 12, false, "{}"));
        assertThat(faults()).containsExactly(Fault.GAP);
    }

    @Test
    void a_jump_that_is_marked_is_none_and_its_trades_count() {
        begin();
        watch.take(trade(11));
        watch.take(message("trade_summary", "e", 15, 11, true, "{\"trades\":3}"));
        watch.take(message("ticker", "e", 16, 15, true, "{}"));
        watch.take(message("book_snapshot", "e", 18, 17, true, SNAPSHOT));
        watch.take(message("trade", "e", 19, 18, false, "{}"));
        watch.finish(19, 5);
        assertThat(faults()).isEmpty();
        assertThat(watch.conflated()).isEqualTo(3);
    }

    @Test
    void a_summary_that_does_not_follow_what_was_got_last_is_a_gap() {
        begin();
        watch.take(message("trade_summary", "e", 15, 12, true, "{\"trades\":3}"));
        assertThat(faults()).containsExactly(Fault.GAP);
    }

    @Test
    void a_trade_that_is_missing_from_a_summary_is_noticed_by_the_count_alone() {
        begin();
        watch.take(message("trade_summary", "e", 15, 10, true, "{\"trades\":2}"));
        watch.finish(15, 3);
        assertThat(faults()).containsExactly(Fault.WRONG_COUNT);
    }

    @Test
    void the_last_messages_are_missed_by_nothing_but_the_head() {
        begin();
        watch.take(trade(11));
        watch.finish(12, 1);
        assertThat(faults()).containsExactly(Fault.LOST);
    }

    @Test
    void a_message_of_another_epoch_without_its_snapshot_is_a_gap() {
        begin();
        watch.take(message("trade", "f", 11, 10, false, "{}"));
        assertThat(faults()).containsExactly(Fault.GAP);
        watch.take(message("book_snapshot", "f", 3, 2, false, SNAPSHOT));
        watch.take(message("trade", "f", 4, 3, false, "{}"));
        assertThat(findings.count(Fault.GAP)).isOne();
    }

    @Test
    void a_message_before_the_snapshot_is_a_gap() {
        watch.take(trade(11));
        assertThat(faults()).containsExactly(Fault.GAP);
    }

    @Test
    void a_repeated_message_is_noticed_and_counts_once() {
        begin();
        watch.take(trade(11));
        watch.take(trade(11));
        watch.finish(11, 1);
        assertThat(faults()).containsExactly(Fault.REPEATED);
    }

    @Test
    void other_bytes_than_another_subscribers_are_a_change() {
        MarketWatch other = new MarketWatch(findings, "other", record, false);
        other.take(message("book_snapshot", "e", 10, 9, false, SNAPSHOT));
        other.take(message("trade", "e", 11, 10, false, "{\"price\":1}"));
        assertThat(faults()).isEmpty();
        begin();
        watch.take(message("trade", "e", 11, 10, false, "{\"price\":2}"));
        assertThat(faults()).containsExactly(Fault.CHANGED);
    }

    @Test
    void a_book_that_does_not_have_its_checksum_is_wrong() {
        begin();
        watch.take(message("book_delta", "e", 11, 10, false, "{\"bids\":[],\"asks\":[],\"checksum\":1}"));
        assertThat(faults()).containsExactly(Fault.WRONG_BOOK);
    }
}
