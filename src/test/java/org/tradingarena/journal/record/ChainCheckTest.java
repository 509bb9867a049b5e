package org.tradingarena.journal.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainCheckTest {
    private static final StreamId BOOK = StreamId.events("book|BTC/USD");
    private static final int LAST = 9;

    private final List<ChainRecord> chain = chain("event ");
    private final StreamHead head = new StreamHead(chain.get(LAST - 1).position(), Position.START);

    private static List<ChainRecord> chain(String text) {
        List<ChainRecord> chain = new ArrayList<>();
        Position last = Position.START;
        for (int number = 1; number <= LAST; number++) {
            chain.add(ChainRecord.after(last, BOOK, number, number, (text + number).getBytes(UTF_8)));
            last = chain.get(number - 1).position();
        }
        return chain;
    }

    private static void read(ChainCheck check, List<ChainRecord> records) {
        records.forEach(record -> check.next(record.key(), record.value()));
        check.end();
    }

    private static List<ChainRecord> without(List<ChainRecord> chain, int number) {
        return chain.stream().filter(record -> record.number() != number).toList();
    }

    @Test
    void a_whole_chain_is_read_from_any_number() {
        for (int from = 0; from <= LAST + 3; from++) {
            read(ChainCheck.from(BOOK, head, from), chain.subList(Math.min(LAST, Math.max(0, from - 1)), LAST));
        }
    }

    @Test
    void any_record_that_is_missing_is_named_first_middle_and_last() {
        for (int number = 1; number <= LAST; number++) {
            int missing = number;
            assertThatThrownBy(() -> read(ChainCheck.from(BOOK, head, 1), without(chain, missing)))
                    .isInstanceOfSatisfying(
                            CorruptJournalException.class,
                            e -> assertThat(e.sequenceNr()).isEqualTo(missing))
                    .hasMessageContaining("the record is missing");
        }
    }

    @Test
    void a_read_that_begins_in_the_middle_notices_that_its_first_record_is_missing() {
        assertThatThrownBy(() -> read(ChainCheck.from(BOOK, head, 5), chain.subList(5, LAST)))
                .hasMessageContaining("number 5: the record is missing");
        assertThatThrownBy(() -> read(ChainCheck.from(BOOK, head, LAST), List.of()))
                .hasMessageContaining("number 9: the record is missing");
    }

    @Test
    void a_whole_end_that_is_missing_is_named() {
        assertThatThrownBy(() -> read(ChainCheck.from(BOOK, head, 1), chain.subList(0, 4)))
                .hasMessageContaining("number 5: records up to 9 are missing");
    }

    @Test
    void a_record_of_another_history_with_a_right_checksum_is_found() {
        List<ChainRecord> other = chain("another ");
        for (int number = 1; number <= LAST; number++) {
            List<ChainRecord> mixed = new ArrayList<>(chain);
            mixed.set(number - 1, other.get(number - 1));
            assertThatThrownBy(() -> read(ChainCheck.from(BOOK, head, 1), mixed))
                    .isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void a_record_beyond_the_head_is_found() {
        StreamHead stale = new StreamHead(chain.get(6).position(), Position.START);
        assertThatThrownBy(() -> read(ChainCheck.from(BOOK, stale, 1), chain))
                .hasMessageContaining("number 8: it lies beyond 7");
    }

    @Test
    void a_repeated_record_is_found() {
        List<ChainRecord> repeated = new ArrayList<>(chain);
        repeated.add(4, chain.get(3));
        assertThatThrownBy(() -> read(ChainCheck.from(BOOK, head, 1), repeated))
                .isInstanceOf(CorruptJournalException.class);
    }

    @Test
    void numbers_that_were_never_stored_are_no_hole() {
        ChainRecord first = chain.get(0);
        ChainRecord third = ChainRecord.after(first.position(), BOOK, 3, 2, new byte[] {3});
        StreamHead gapped = new StreamHead(third.position(), Position.START);

        read(ChainCheck.from(BOOK, gapped, 1), List.of(first, third));
        read(ChainCheck.from(BOOK, gapped, 2), List.of(third));
        read(ChainCheck.from(BOOK, gapped, 3), List.of(third));
    }

    @Test
    void what_was_deleted_may_be_absent_and_nothing_else() {
        StreamHead deleted = head.deleteTo(chain.get(3).position());

        for (int from = 0; from <= 5; from++) {
            read(ChainCheck.from(BOOK, deleted, from), chain.subList(4, LAST));
        }
        assertThatThrownBy(() -> read(ChainCheck.from(BOOK, deleted, 1), chain.subList(5, LAST)))
                .hasMessageContaining("number 5: the record is missing");
        StreamHead all = head.deleteTo(head.highest());
        assertThat(all.holdsNothing()).isTrue();
        read(ChainCheck.from(BOOK, all, 1), List.of());
    }

    @Test
    void a_page_goes_on_exactly_where_the_last_one_ended() {
        Position fourth = chain.get(3).position();
        read(ChainCheck.after(BOOK, head, fourth), chain.subList(4, LAST));
        assertThatThrownBy(() -> read(ChainCheck.after(BOOK, head, fourth), chain.subList(5, LAST)))
                .hasMessageContaining("number 5: the record is missing");
        assertThatThrownBy(() -> read(ChainCheck.after(BOOK, head, new Position(4, 99)), chain.subList(4, LAST)))
                .hasMessageContaining("number 4: the record is not the one that its successor followed");
    }

    @Test
    void a_page_goes_on_after_what_was_deleted_meanwhile() {
        StreamHead deleted = head.deleteTo(chain.get(6).position());
        read(ChainCheck.after(BOOK, deleted, chain.get(3).position()), chain.subList(7, LAST));
    }

    @Test
    void a_head_with_a_flipped_bit_is_refused() {
        byte[] stored = head.encode(BOOK);
        assertThat(StreamHead.decode(BOOK, stored)).isEqualTo(head);
        IntStream.range(0, stored.length * 8).forEach(bit -> {
            byte[] altered = stored.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> StreamHead.decode(BOOK, altered)).isInstanceOf(CorruptJournalException.class);
        });
        assertThatThrownBy(() -> StreamHead.decode(StreamId.events("book|ETH/USD"), stored))
                .isInstanceOf(CorruptJournalException.class);
    }

    @Test
    void batch_marks_are_chained() {
        BatchMark first = BatchMark.NONE.next(3);
        BatchMark second = first.next(7);

        assertThat(BatchMark.decode(first.key(), first.value())).isEqualTo(first);
        assertThat(BatchMark.decode(second.key(), second.value())).isEqualTo(second);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.previous()).isEqualTo(first.checksum());
        assertThatThrownBy(() -> BatchMark.decode(second.key(), first.value()))
                .isInstanceOf(CorruptJournalException.class);
    }
}
