package org.tradingarena.journal.store;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.Submission.Atomic;

/** Writes with many threads and prints each number that was acknowledged, until it is killed. */
final class KilledWriter {
    private static final int THREADS = 24;

    private KilledWriter() {}

    static String id(int thread) {
        return "book|" + thread;
    }

    public static void main(String[] args) {
        TestJournal journal = TestJournal.open(TestJournal.settings(Path.of(args[0]), Engine.valueOf(args[1])));
        for (int thread = 0; thread < THREADS; thread++) {
            String id = id(thread);
            new Thread(() -> write(journal, id)).start();
        }
        LockSupport.park();
    }

    private static void write(TestJournal journal, String id) {
        long number = journal.store.highest(StreamId.events(id));
        while (true) {
            // Now and then two events at once, which must be there both or not at all.
            boolean two = number % 7 == 0;
            List<Submission.NewEvent> events = two
                    ? List.of(TestJournal.event(id, number + 1), TestJournal.event(id, number + 2))
                    : List.of(TestJournal.event(id, number + 1));
            number += events.size();
            if (journal.store
                    .write(id, List.of(new Atomic.Events(events)))
                    .join()
                    .get(0)
                    .isPresent()) {
                throw new IllegalStateException("refused");
            }
            System.out.println(id + " " + number);
        }
    }
}
