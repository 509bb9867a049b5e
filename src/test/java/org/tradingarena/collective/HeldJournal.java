package org.tradingarena.collective;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.persistence.testkit.JournalOperation;
import org.apache.pekko.persistence.testkit.ProcessingPolicy;
import org.apache.pekko.persistence.testkit.ProcessingResult;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.StorageFailure;
import org.apache.pekko.persistence.testkit.WriteEvents;

/** A journal whose writes a test can count, hold up and let fail. */
final class HeldJournal implements ProcessingPolicy<JournalOperation> {
    private final List<Integer> writes = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int failsAfter = Integer.MAX_VALUE;

    /** How many events each write had. */
    List<Integer> writes() {
        return List.copyOf(writes);
    }

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    /** What is written from now on fails. */
    void fail(boolean yes) {
        failsAfter = yes ? writes.size() : Integer.MAX_VALUE;
    }

    /** So many writes of all succeed, and those behind them fail. */
    void failAfter(int successes) {
        failsAfter = successes;
    }

    @Override
    public ProcessingResult tryProcess(String persistenceId, JournalOperation operation) {
        if (!(operation instanceof WriteEvents write)) {
            return ProcessingSuccess.getInstance();
        }
        writes.add(write.getBatch().size());
        int number = writes.size();
        try {
            if (!gate.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody released the journal");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return number > failsAfter ? StorageFailure.create() : ProcessingSuccess.getInstance();
    }
}
