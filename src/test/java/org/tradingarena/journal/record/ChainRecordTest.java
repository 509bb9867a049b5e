package org.tradingarena.journal.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainRecordTest {
    private static final StreamId BOOK = StreamId.events("book|BTC/USD");
    private static final Position BEFORE = new Position(6, 0x12345678);

    private final ChainRecord record = ChainRecord.after(BEFORE, BOOK, 7, 1_000_000, "an event".getBytes(UTF_8));

    @Test
    void a_record_is_read_as_it_was_written() {
        ChainRecord read = ChainRecord.decode(record.key(), record.value());

        assertThat(read.stream()).isEqualTo(BOOK);
        assertThat(read.number()).isEqualTo(7);
        assertThat(read.ordering()).isEqualTo(1_000_000);
        assertThat(read.previous()).isEqualTo(BEFORE);
        assertThat(read.position()).isEqualTo(record.position());
        assertThat(new String(read.body(), UTF_8)).isEqualTo("an event");
    }

    @Test
    void any_bit_that_flips_is_found_and_the_place_is_named() {
        for (int bit = 0; bit < record.value().length * 8; bit++) {
            byte[] altered = record.value().clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);

            assertThatThrownBy(() -> ChainRecord.decode(record.key(), altered))
                    .isInstanceOfSatisfying(CorruptJournalException.class, e -> {
                        assertThat(e.persistenceId()).isEqualTo("book|BTC/USD");
                        assertThat(e.sequenceNr()).isEqualTo(7);
                    });
        }
    }

    @Test
    void a_record_that_is_cut_short_is_found() {
        for (int length = 0; length < record.value().length; length++) {
            byte[] cut = Arrays.copyOf(record.value(), length);

            assertThatThrownBy(() -> ChainRecord.decode(record.key(), cut)).isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void a_whole_record_under_the_key_of_another_is_called_foreign() {
        assertThatThrownBy(() -> ChainRecord.decode(Keys.record(BOOK, 8), record.value()))
                .hasMessageContaining("number 8: the record is foreign, it belongs to book|BTC/USD, number 7");
        assertThatThrownBy(() -> ChainRecord.decode(Keys.record(StreamId.events("book|ETH/USD"), 7), record.value()))
                .hasMessageContaining("foreign");
        assertThatThrownBy(() -> ChainRecord.decode(Keys.record(StreamId.tag("book|BTC/USD"), 7), record.value()))
                .isInstanceOf(CorruptJournalException.class);
    }

    @Test
    void a_record_never_follows_itself_or_a_later_one() {
        assertThatThrownBy(() -> ChainRecord.after(BEFORE, BOOK, 6, 1, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void event_bodies_are_read_as_they_were_written() {
        Payload event = new Payload(31, "order-accepted", new byte[] {1, 2, 3});
        for (String writer : List.of("3f0c61f5-8c6b-4a43-9c38-0d5e8e0ad1f2", "", "ein Schreiber", "x".repeat(36))) {
            EventBody body = new EventBody(1234, writer, "adapter", List.of("fills", "orders"), event, event);
            ChainRecord stored = ChainRecord.after(BEFORE, BOOK, 7, 1, body.encode());

            EventBody read = EventBody.of(ChainRecord.decode(stored.key(), stored.value()));

            assertThat(read).usingRecursiveComparison().isEqualTo(body);
        }
    }

    @Test
    void a_name_that_no_key_can_hold_is_refused() {
        assertThatThrownBy(() -> StreamId.events("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StreamId.events("x".repeat(70_000))).isInstanceOf(IllegalArgumentException.class);
        StreamId longest = StreamId.events("x".repeat(StreamId.MAX_NAME_BYTES));
        assertThat(Keys.streamOfRecord(Keys.record(longest, 5))).isEqualTo(longest);
    }
}
