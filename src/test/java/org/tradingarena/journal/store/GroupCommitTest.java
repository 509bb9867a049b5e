package org.tradingarena.journal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.store.JournalUnavailableException.Reason;
import org.tradingarena.journal.store.Submission.Atomic;

@Tag("journal")
class GroupCommitTest {
    @TempDir
    private Path directory;

    private final MemoryDisk disk = new MemoryDisk();

    private TestJournal open(int queue, int maxBatch) {
        return TestJournal.open(TestJournal.bounded(directory, queue, maxBatch), disk, failure -> {});
    }

    private static CompletableFuture<?> write(TestJournal journal, String id, int number) {
        return journal.store.write(id, List.of(new Atomic.Events(List.of(TestJournal.event(id, number)))));
    }

    /** Stops the disk while a first write is under way, so that the others have to wait. */
    private CompletableFuture<?> stopTheDiskInAWrite(TestJournal journal) {
        disk.stop();
        Submission.Write first =
                Submission.Write.of("first", List.of(new Atomic.Events(List.of(TestJournal.event("first", 1)))));
        assertThat(journal.store.enqueue(first)).isTrue();
        Submission.Write second =
                Submission.Write.of("second", List.of(new Atomic.Events(List.of(TestJournal.event("second", 1)))));
        journal.store.enqueue(second);
        journal.store.flush();
        await().until(disk::isHolding);
        return CompletableFuture.allOf(first.outcome(), second.outcome());
    }

    @Test
    void what_waits_while_a_batch_is_written_shares_the_next_one_and_is_answered_in_order() {
        try (TestJournal journal = open(1000, 100)) {
            CompletableFuture<?> first = stopTheDiskInAWrite(journal);
            Queue<Integer> answered = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            IntStream.rangeClosed(1, 50)
                    .forEach(n -> waiting.add(write(journal, "id-" + n, 1).thenRun(() -> answered.add(n))));
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            disk.proceed();
            first.join();
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();

            // Two changes an event (record and head) and one for the mark.
            assertThat(disk.batches()).containsExactly(2 * 2 + 1, 50 * 2 + 1);
            assertThat(answered)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 50).boxed().toList());
        }
    }

    @Test
    void a_lone_write_waits_for_nobody() {
        try (TestJournal journal = open(1000, 100)) {
            for (int number = 1; number <= 20; number++) {
                assertThat(write(journal, "alone", number))
                        .as("written by the thread that brought it")
                        .isDone();
            }
            assertThat(disk.batches()).hasSize(20);
        }
    }

    @Test
    void a_batch_is_bounded_and_so_is_the_queue() {
        try (TestJournal journal = open(35, 10)) {
            CompletableFuture<?> first = stopTheDiskInAWrite(journal);
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            IntStream.rangeClosed(1, 35).forEach(n -> waiting.add(write(journal, "id-" + n, 1)));

            CompletableFuture<?> tooMuch = write(journal, "id-36", 1);

            assertThat(tooMuch).isCompletedExceptionally();
            assertThatThrownBy(tooMuch::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            JournalUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));
            disk.proceed();
            first.join();
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
            assertThat(disk.batches().subList(1, disk.batches().size())).containsExactly(21, 21, 21, 11);
        }
    }

    @Test
    void a_write_that_waits_for_room_goes_on_when_there_is_some() {
        try (TestJournal journal = open(5, 5)) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int number = 1; number <= 200; number++) {
                all.add(write(journal, "id", number));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            assertThat(journal.readAll("id")).hasSize(200);
        }
    }

    @Test
    void closing_writes_what_waits_and_refuses_what_comes() {
        TestJournal journal = open(1000, 100);
        CompletableFuture<?> first = stopTheDiskInAWrite(journal);
        CompletableFuture<?> waiting = write(journal, "waiting", 1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(journal::close);
        disk.proceed();
        closing.join();

        first.join();
        waiting.join();
        assertThatThrownBy(write(journal, "late", 1)::join).hasMessageContaining("closed");
    }

    @Test
    void many_threads_at_once_lose_nothing() {
        try (TestJournal journal = TestJournal.open(directory)) {
            List<CompletableFuture<Void>> threads = IntStream.range(0, 8)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                        for (int number = 1; number <= 100; number++) {
                            write(journal, "thread-" + thread, number).join();
                        }
                    }))
                    .toList();
            CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).join();
            for (int thread = 0; thread < 8; thread++) {
                assertThat(journal.readAll("thread-" + thread)).hasSize(100);
            }
        }
    }
}
