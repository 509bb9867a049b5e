package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tradingarena.it.ClientRecord.Entry;

/** A check that cannot fail is none: each way in which a record can be wrong is seen. */
class RecordCheckTest {
    private static final long BEGINNING = 3;

    /** Seq 4 is missing: it has no part for the outside, as a key's event has none. */
    private final List<Entry> journal = LongStream.rangeClosed(1, 12)
            .filter(seq -> seq != 4)
            .mapToObj(seq -> new Entry(seq, "epoch:" + seq, "{\"seq\":" + seq + "}"))
            .toList();

    private List<String> differences(Consumer<List<Entry>> mutation) {
        List<Entry> record = new ArrayList<>(
                journal.stream().filter(entry -> entry.seq() > BEGINNING).toList());
        mutation.accept(record);
        return RecordCheck.differences("bot", BEGINNING, record, journal);
    }

    @Test
    void the_same_events_in_order_are_right() {
        assertThat(differences(record -> {})).isEmpty();
    }

    @Test
    void an_event_dropped_in_the_middle_is_seen() {
        assertThat(differences(record -> record.remove(2)))
                .anyMatch(found -> found.contains("missing: ") && found.contains("seq=7"))
                .anyMatch(found -> found.contains("1 events are missing and 0 came again"));
    }

    @Test
    void the_first_and_the_last_event_dropped_are_seen() {
        assertThat(differences(List::removeFirst)).anyMatch(found -> found.contains("missing: "));
        assertThat(differences(List::removeLast)).anyMatch(found -> found.contains("missing at the end"));
        assertThat(differences(List::clear)).anyMatch(found -> found.contains("missing at the end"));
    }

    @Test
    void an_event_doubled_at_once_or_later_is_seen() {
        assertThat(differences(record -> record.add(3, record.get(2))))
                .anyMatch(found -> found.contains("came twice: "))
                .anyMatch(found -> found.contains("0 events are missing and 1 came again"));
        assertThat(differences(record -> record.add(record.getFirst())))
                .anyMatch(found -> found.contains("came twice: "));
    }

    @Test
    void two_events_swapped_are_seen() {
        assertThat(differences(record -> Collections.swap(record, 2, 3)))
                .anyMatch(found -> found.contains("out of order: "));
    }

    @Test
    void one_byte_changed_is_seen() {
        assertThat(differences(record -> record.set(1, new Entry(6, "epoch:6", "{\"seq\": 6}"))))
                .anyMatch(found -> found.contains("other bytes: "));
    }

    @Test
    void another_event_id_is_seen() {
        assertThat(differences(record -> record.set(1, new Entry(6, "epoch:8", "{\"seq\":6}"))))
                .anyMatch(found -> found.contains("other bytes: "));
    }

    @Test
    void an_event_that_no_journal_has_and_one_from_before_the_beginning_are_seen() {
        assertThat(differences(record -> record.add(new Entry(13, "epoch:13", "{\"seq\":13}"))))
                .anyMatch(found -> found.contains("not in the journal: "));
        assertThat(differences(record -> record.addFirst(journal.get(2)))).isNotEmpty();
    }
}
