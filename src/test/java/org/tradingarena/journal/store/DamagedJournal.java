package org.tradingarena.journal.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.record.CorruptJournalException;

/** A journal with a known content, and what is found of it after a fault. */
final class DamagedJournal {
    private final Path pristine;
    private final Map<String, List<String>> expected = new LinkedHashMap<>();
    private final List<String> tagged = new ArrayList<>();

    private DamagedJournal(Path pristine) {
        this.pristine = pristine;
    }

    /** What reading everything led to. */
    enum Outcome {
        /** All that was acknowledged, and nothing else. */
        EXACT,
        /** A typed exception, at opening or reading. */
        REFUSED,
        /** Something is missing or altered and nobody said so. */
        SILENTLY_WRONG
    }

    record Found(Outcome outcome, String how) {}

    /** Tables, a log, several persistence ids, tags and deletions; closed in order, or as a killed process leaves it. */
    static DamagedJournal create(Path scratch, Random random, Engine engine, boolean killed) {
        Path live = scratch.resolve("live");
        DamagedJournal journal = new DamagedJournal(scratch.resolve("pristine"));
        int ids = 3 + random.nextInt(20);
        try (TestJournal writing = TestJournal.open(TestJournal.settings(live, engine))) {
            int writes = 40 + random.nextInt(300);
            for (int write = 0; write < writes; write++) {
                journal.writeSome(writing, random, "book|" + random.nextInt(ids));
            }
            String shortened = "book|0";
            List<String> left = journal.expected.getOrDefault(shortened, new ArrayList<>());
            int deleted = left.size() / 3;
            TestJournal.await(writing.store.deleteTo(shortened, deleted));
            journal.tagged.removeAll(left.subList(0, deleted));
            left.subList(0, deleted).clear();
            if (killed) {
                Trees.copyQuiet(live, journal.pristine);
            }
        }
        if (!killed) {
            Trees.copy(live, journal.pristine);
        }
        return journal;
    }

    private void writeSome(TestJournal writing, Random random, String id) {
        List<String> all = expected.computeIfAbsent(id, any -> new ArrayList<>());
        int first = all.size() + 1;
        int last = all.size() + 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 3);
        boolean tag = random.nextInt(3) == 0;
        if (tag) {
            writing.append(id, first, last, "fills");
        } else {
            writing.append(id, first, last);
        }
        for (int number = first; number <= last; number++) {
            all.add(TestJournal.text(id, number));
            if (tag) {
                tagged.add(TestJournal.text(id, number));
            }
        }
    }

    Path pristine() {
        return pristine;
    }

    /** Reads everything that lies in a directory and compares. */
    Found read(Path directory, Engine engine) {
        try (TestJournal reading = TestJournal.open(TestJournal.settings(directory, engine))) {
            if (!sorted(reading.persistenceIds()).equals(sorted(List.copyOf(expected.keySet())))) {
                return new Found(Outcome.SILENTLY_WRONG, "persistence ids " + reading.persistenceIds());
            }
            for (Map.Entry<String, List<String>> one : expected.entrySet()) {
                List<String> found = reading.readAll(one.getKey());
                if (!found.equals(one.getValue())) {
                    return new Found(
                            Outcome.SILENTLY_WRONG,
                            one.getKey() + " has " + found.size() + " events of "
                                    + one.getValue().size());
                }
            }
            if (!reading.readTagged("fills").equals(tagged)) {
                return new Found(Outcome.SILENTLY_WRONG, "tagged events differ");
            }
            return new Found(Outcome.EXACT, "");
        } catch (CorruptJournalException | ForeignJournalException | KeyValueException e) {
            return new Found(Outcome.REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> sorted(List<String> ids) {
        return ids.stream().sorted().toList();
    }
}
