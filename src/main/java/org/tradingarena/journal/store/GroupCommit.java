package org.tradingarena.journal.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tradingarena.journal.store.JournalUnavailableException.Reason;

/**
 * The queue in front of the one batch that is written at a time: what waits while a batch is written forms the next one. Nothing
 * waits for more to come. A lone submission is written by the thread that brought it, which saves two switches of threads;
 * several are written by a thread of their own, while others queue up. The queue is bounded; a submitter waits for room.
 */
final class GroupCommit implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Deque<Submission> queue = new ArrayDeque<>();
    private final Consumer<List<Submission>> commit;
    private final StoreSettings settings;
    private final Thread writer;
    private int queuedEvents;
    private boolean committing;
    private boolean handedOver;
    private boolean closed;

    GroupCommit(StoreSettings settings, Consumer<List<Submission>> commit) {
        this.settings = settings;
        this.commit = commit;
        this.writer = new Thread(this::runWriter, "arena-journal-writer");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Queues a submission. True if nobody is at work: the caller then has to {@link #flush}, as soon as it has nothing more to
     * queue.
     */
    boolean enqueue(Submission submission) {
        lock.lock();
        try {
            awaitRoom(submission);
            queue.add(submission);
            queuedEvents += submission.events();
            return !committing && !handedOver;
        } finally {
            lock.unlock();
        }
    }

    /** Sees to it that what is queued gets written: here if it is one submission, else by the writer. */
    void flush() {
        List<Submission> alone;
        lock.lock();
        try {
            if (committing || handedOver || queue.isEmpty()) {
                return;
            }
            if (queue.size() > 1) {
                handOver();
                return;
            }
            alone = takeBatch();
        } finally {
            lock.unlock();
        }
        commitTaken(alone);
    }

    private void awaitRoom(Submission submission) {
        long nanos = settings.queueTimeout().toNanos();
        while (!closed && queuedEvents > 0 && queuedEvents + submission.events() > settings.queue()) {
            try {
                if (!committing) {
                    handOver();
                }
                nanos = nanos > 0 ? room.awaitNanos(nanos) : nanos;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                nanos = 0;
            }
            if (nanos <= 0) {
                throw new JournalUnavailableException(
                        Reason.BUSY,
                        "The journal's queue of " + settings.queue() + " events was full for "
                                + settings.queueTimeout().toMillis() + " ms.",
                        null);
            }
        }
        if (closed) {
            throw new JournalUnavailableException(Reason.CLOSED, "The journal is closed.", null);
        }
    }

    private void handOver() {
        handedOver = true;
        work.signal();
    }

    /** Called with the lock. */
    private List<Submission> takeBatch() {
        List<Submission> batch = new ArrayList<>(Math.min(queue.size(), 64));
        int events = 0;
        long bytes = 0;
        Submission next = queue.peek();
        while (next != null
                && (batch.isEmpty()
                        || (events + next.events() <= settings.maxBatch()
                                && bytes + next.bytes() <= settings.maxBatchBytes()))) {
            batch.add(queue.remove());
            events += next.events();
            bytes += next.bytes();
            next = queue.peek();
        }
        queuedEvents -= events;
        committing = true;
        handedOver = false;
        room.signalAll();
        return batch;
    }

    private void commitTaken(List<Submission> batch) {
        try {
            commit.accept(batch);
        } finally {
            lock.lock();
            try {
                committing = false;
                if (!queue.isEmpty() || closed) {
                    handOver();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void runWriter() {
        while (true) {
            List<Submission> batch;
            lock.lock();
            try {
                while (committing || (queue.isEmpty() && !closed) || (!handedOver && !closed)) {
                    work.awaitUninterruptibly();
                }
                if (queue.isEmpty()) {
                    return;
                }
                batch = takeBatch();
            } finally {
                lock.unlock();
            }
            commitTaken(batch);
        }
    }

    /** Writes what is queued, and takes nothing more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
