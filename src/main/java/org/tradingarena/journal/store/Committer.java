package org.tradingarena.journal.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tradingarena.journal.kv.KeyValueStore;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.record.BatchMark;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.JournalUnavailableException.Reason;

/**
 * Turns waiting submissions into one batch and one sync, and answers them after it. An error on write or sync ends all writing
 * for good: what is on the disk is then unknown, and a second sync would report success over it. For one thread at a time.
 */
final class Committer {
    private static final PageLimit DELETE_PAGE = new PageLimit(1000, 4 << 20);

    private final KeyValueStore store;
    private final boolean fsync;
    private final Heads heads;
    private final Witness witness;
    private final DiskSpace disk;
    private final DiskGuard guard;
    private final Watchers watchers;
    private final Executor answering;
    private final Consumer<Throwable> onFailure;
    private final AtomicInteger unanswered = new AtomicInteger();
    private BatchMark last;
    private volatile @Nullable Throwable failure;

    Committer(
            KeyValueStore store,
            StoreSettings settings,
            BatchMark last,
            Witness witness,
            DiskSpace disk,
            DiskGuard guard,
            Watchers watchers,
            Executor answering,
            Consumer<Throwable> onFailure) {
        this.store = store;
        this.fsync = settings.fsync();
        this.heads = new Heads(store, settings.headCache());
        this.last = last;
        this.witness = witness;
        this.disk = disk;
        this.guard = guard;
        this.watchers = watchers;
        this.answering = answering;
        this.onFailure = onFailure;
    }

    /** Why nothing is written any more; null while all is well. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void commit(List<? extends Submission> waiting) {
        Throwable poison = failure;
        if (poison != null) {
            fail(waiting, failed(poison));
        } else if (!guard.writeIfRoom(() -> write(waiting))) {
            fail(
                    waiting,
                    new JournalUnavailableException(
                            Reason.DISK_FULL,
                            "The journal's disk is full (" + (disk.usable() >> 20)
                                    + " MiB left), nothing is written until there is room.",
                            null));
        }
    }

    private void write(List<? extends Submission> waiting) {
        Group group = new Group(heads::of, last);
        List<Runnable> answers = new ArrayList<>(waiting.size());
        for (Submission submission : waiting) {
            try {
                answers.add(add(group, submission));
            } catch (RuntimeException e) {
                answers.add(() -> failOne(submission, e));
            }
        }
        if (!group.isEmpty()) {
            try {
                store(group);
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
                fail(waiting, failed(e));
                onFailure.accept(e);
                return;
            }
        }
        answer(answers);
        watchers.changed(group.touched().keySet());
    }

    /**
     * A lone answer is given right here, by the thread that brought the question: another one would have to be woken for it. But never
     * before those of an earlier batch.
     */
    private void answer(List<Runnable> answers) {
        if (answers.size() == 1 && unanswered.get() == 0) {
            answers.getFirst().run();
            return;
        }
        unanswered.incrementAndGet();
        answering.execute(() -> {
            answers.forEach(Runnable::run);
            unanswered.decrementAndGet();
        });
    }

    private void store(Group group) throws IOException {
        BatchMark mark = group.mark();
        store.write(group.seal(mark), fsync);
        if (fsync) {
            witness.advance(mark);
        }
        heads.putAll(group.touched());
        last = mark;
    }

    private Runnable add(Group group, Submission submission) {
        return switch (submission) {
            case Submission.Write write -> {
                List<Optional<Exception>> outcome = group.add(write);
                yield () -> write.outcome().complete(outcome);
            }
            case Submission.Delete delete -> {
                boolean more = addDelete(group, delete);
                yield () -> {
                    delete.more().complete(more);
                    delete.outcome().complete(List.of());
                };
            }
        };
    }

    private boolean addDelete(Group group, Submission.Delete delete) {
        StreamId stream = StreamId.events(delete.persistenceId());
        try (View view = store.view()) {
            long first = group.head(stream).base().number() + 1;
            Page<ChainRecord> oldest = new StreamReader(view).from(stream, first, delete.toSequenceNr(), DELETE_PAGE);
            if (!oldest.items().isEmpty()) {
                group.delete(stream, oldest.items());
            }
            return !oldest.end();
        }
    }

    private static JournalUnavailableException failed(Throwable cause) {
        return new JournalUnavailableException(
                Reason.FAILED, "The journal failed and takes no write any more: " + cause.getMessage(), cause);
    }

    private static void fail(List<? extends Submission> waiting, RuntimeException reason) {
        waiting.forEach(submission -> failOne(submission, reason));
    }

    private static void failOne(Submission submission, RuntimeException reason) {
        if (submission instanceof Submission.Delete delete) {
            delete.more().completeExceptionally(reason);
        }
        submission.outcome().completeExceptionally(reason);
    }
}
