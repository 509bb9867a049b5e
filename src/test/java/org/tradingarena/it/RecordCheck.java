package org.tradingarena.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tradingarena.it.ClientRecord.Entry;

/** Holds a client's record of events against the journal: the same events with the same bytes in the same order, each once. */
final class RecordCheck {
    private RecordCheck() {}

    /**
     * What is wrong with a record; empty if it equals the journal after {@code beginning} exactly.
     *
     * @param journal all events of the collective in order
     */
    static List<String> differences(String owner, long beginning, List<Entry> record, List<Entry> journal) {
        List<Entry> expected =
                journal.stream().filter(entry -> entry.seq() > beginning).toList();
        if (record.equals(expected)) {
            return List.of();
        }
        List<String> broken = new ArrayList<>();
        broken.add(owner + ": " + first(record, expected) + " (the record has " + record.size()
                + " events, the journal after " + beginning + " has " + expected.size() + ")");
        Map<Long, Integer> times = new HashMap<>();
        record.forEach(entry -> times.merge(entry.seq(), 1, Integer::sum));
        long missing = expected.stream()
                .filter(entry -> !times.containsKey(entry.seq()))
                .count();
        long again = times.values().stream().mapToInt(count -> count - 1).sum();
        broken.add(owner + ": " + missing + " events are missing and " + again + " came again, in all");
        return broken;
    }

    /** The first difference, in words. */
    private static String first(List<Entry> record, List<Entry> expected) {
        int same = 0;
        while (same < record.size()
                && same < expected.size()
                && record.get(same).equals(expected.get(same))) {
            same++;
        }
        if (same == record.size()) {
            return "missing at the end: " + expected.get(same);
        }
        Entry got = record.get(same);
        if (record.subList(0, same).stream().anyMatch(entry -> entry.seq() == got.seq())) {
            return "came twice: " + got;
        }
        if (same == expected.size()) {
            return "not in the journal: " + got;
        }
        Entry due = expected.get(same);
        if (got.seq() == due.seq()) {
            return "other bytes: " + got + " instead of " + due;
        }
        boolean comesLater = record.subList(same, record.size()).stream().anyMatch(entry -> entry.seq() == due.seq());
        return (comesLater ? "out of order: " + got + " before " : "missing: before " + got + " comes ") + due;
    }
}
