package org.tradingarena.journal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.kv.KeyValueStore;
import org.tradingarena.journal.kv.KeyValueStore.Cursor;
import org.tradingarena.journal.kv.KeyValueStore.Entry;
import org.tradingarena.journal.kv.WriteBatch;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.Keys;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.JournalUnavailableException.Reason;

/** Disks that fail. Each check has a mutant that it must catch. */
@Tag("journal")
class FaultTest {
    private static final String BOOK = "book|BTC/USD";

    @TempDir
    private Path directory;

    private final MemoryDisk disk = new MemoryDisk();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private TestJournal open(KeyValueStore on) {
        return TestJournal.open(TestJournal.bounded(directory, 1000, 100), on, failures::add);
    }

    @Test
    void after_a_failed_write_nothing_is_acknowledged_or_written_ever_again() {
        try (TestJournal journal = open(disk)) {
            journal.append(BOOK, 1, 3);
            disk.failWrites("No space left on device");

            assertThatThrownBy(() -> journal.append(BOOK, 4, 4))
                    .cause()
                    .satisfies(e -> assertFailed(e, "No space left"));
            disk.failWrites("");
            int batches = disk.batches().size();
            assertThatThrownBy(() -> journal.append("another", 1, 1))
                    .cause()
                    .satisfies(e -> assertFailed(e, "takes no write"));

            assertThat(disk.batches()).hasSize(batches);
            Awaitility.await().untilAsserted(() -> assertThat(failures).hasSize(1)); // told after the writers
            assertThat(journal.store.failure()).isNotNull();
            assertThat(journal.readAll(BOOK)).hasSize(3);
        }
    }

    private static void assertFailed(Throwable failure, String message) {
        assertThat(failure).isInstanceOfSatisfying(JournalUnavailableException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.FAILED);
            assertThat(e).hasMessageContaining(message);
        });
    }

    @Test
    void after_a_failed_sync_all_of_the_batch_fail() {
        try (TestJournal journal = open(disk)) {
            disk.failSync();
            disk.stop();
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            for (String id : List.of("a", "b", "c")) {
                Submission.Write write = Submission.Write.of(
                        id, List.of(new Submission.Atomic.Events(List.of(TestJournal.event(id, 1)))));
                journal.store.enqueue(write);
                waiting.add(write.outcome());
            }
            journal.store.flush();
            disk.proceed();

            for (CompletableFuture<?> one : waiting) {
                assertThatThrownBy(one::join).cause().satisfies(e -> assertFailed(e, "Input/output error"));
            }
            Awaitility.await().untilAsserted(() -> assertThat(failures).hasSize(1)); // told after the writers
        }
    }

    @Test
    void a_disk_below_its_hard_floor_refuses_writes_until_there_is_room() {
        AtomicLong usable = new AtomicLong(1000);
        AtomicLong now = new AtomicLong();
        DiskSpace space = new DiskSpace(usable::get, now::get, 500, 100, Duration.ofNanos(10));
        try (TestJournal journal =
                TestJournal.open(TestJournal.bounded(directory, 1000, 100), disk, failures::add, settings -> space)) {
            journal.append(BOOK, 1, 1);
            assertThat(space.hasRoom()).isTrue();

            usable.set(300);
            assertThat(space.hasRoom()).as("measured once an interval").isTrue();
            now.set(10);
            assertThat(space.hasRoom()).isFalse();
            journal.append(BOOK, 2, 2);

            usable.set(99);
            now.set(20);
            assertThatThrownBy(() -> journal.append(BOOK, 3, 3))
                    .cause()
                    .isInstanceOfSatisfying(
                            JournalUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL));
            assertThat(journal.readAll(BOOK)).hasSize(2);

            usable.set(700);
            now.set(30);
            // If the journal has seen the full disk meanwhile, it takes nothing until it has looked again.
            Awaitility.await().ignoreExceptions().until(() -> {
                journal.append(BOOK, 3, 3);
                return true;
            });
            assertThat(space.hasRoom()).isTrue();
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void nothing_acknowledged_is_lost_in_a_power_cut() {
        assertThat(lostInPowerCuts(MemoryDisk::write)).isEmpty();
    }

    @Test
    void the_check_catches_a_store_that_skips_the_sync() {
        assertThat(lostInPowerCuts((on, batch, sync) -> on.write(batch, false))).isNotEmpty();
    }

    @Test
    void the_check_catches_a_store_that_acknowledges_before_the_sync() {
        List<WriteBatch> late = new ArrayList<>();
        assertThat(lostInPowerCuts((on, batch, sync) -> {
                    late.add(batch);
                    if (late.size() > 1) {
                        on.write(late.remove(0), sync);
                    }
                }))
                .isNotEmpty();
    }

    /** How a store writes to its disk: as it should, or a mutant. */
    private interface Writing {
        void write(MemoryDisk on, WriteBatch batch, boolean sync);
    }

    /** Cuts the power after each number of writes, and says what was acknowledged and is not there. */
    private List<String> lostInPowerCuts(Writing writing) {
        List<String> lost = new ArrayList<>();
        for (int count = 1; count <= 5; count++) {
            int writes = count;
            Path own = directory.resolve("cut-" + writes);
            StoreSettings settings = TestJournal.bounded(own, 1000, 100);
            MemoryDisk before = new MemoryDisk();
            Map<String, Integer> acknowledged = new HashMap<>();
            try (TestJournal journal = TestJournal.open(settings, new Mutant(before, writing), failures::add)) {
                for (int write = 1; write <= writes; write++) {
                    String id = "id-" + write % 2;
                    int next = acknowledged.getOrDefault(id, 0) + 1;
                    if (!journal.appending(id, next, next).isCompletedExceptionally()) {
                        acknowledged.put(id, next);
                    }
                }
            }
            try (TestJournal journal = TestJournal.open(settings, before.afterPowerCut(), failures::add)) {
                acknowledged.forEach((id, last) -> {
                    if (journal.readAll(id).size() < last) {
                        lost.add(id + " after " + writes);
                    }
                });
            } catch (CorruptJournalException e) {
                lost.add(e.getMessage());
            }
        }
        return lost;
    }

    private record Mutant(MemoryDisk disk, Writing writing) implements KeyValueStore {
        @Override
        public void write(WriteBatch batch, boolean sync) {
            writing.write(disk, batch, sync);
        }

        @Override
        public View view() {
            return disk.view();
        }

        @Override
        public void holdBack(boolean hold) {}

        @Override
        public void close() {}
    }

    @Test
    void no_record_can_vanish_unnoticed() {
        assertThat(silentlyShort((journal, id) -> journal.readAll(id))).isEmpty();
    }

    @Test
    void the_check_catches_a_reader_that_does_not_follow_the_chain() {
        assertThat(silentlyShort((journal, id) -> readWithoutChain(id))).isNotEmpty();
    }

    /** Removes each record and each head in turn, and says where a reader gave less than was acknowledged without a word. */
    private List<String> silentlyShort(BiFunction<TestJournal, String, List<String>> reader) {
        List<String> unnoticed = new ArrayList<>();
        try (TestJournal journal = open(disk)) {
            journal.append(BOOK, 1, 12);
            List<byte[]> keys = new ArrayList<>(LongStream.rangeClosed(1, 12)
                    .mapToObj(number -> Keys.record(StreamId.events(BOOK), number))
                    .toList());
            keys.add(Keys.head(StreamId.events(BOOK)));
            for (byte[] key : keys) {
                byte[] value = disk.view().get(key);
                disk.remove(key);
                try {
                    if (reader.apply(journal, BOOK).size() < 12) {
                        unnoticed.add(new String(key, UTF_8));
                    }
                } catch (CorruptJournalException e) {
                    assertThat(e.persistenceId()).isEqualTo(BOOK);
                }
                disk.write(new WriteBatch().put(key, value == null ? new byte[0] : value), true);
            }
        }
        return unnoticed;
    }

    private List<String> readWithoutChain(String id) {
        List<String> texts = new ArrayList<>();
        StreamId stream = StreamId.events(id);
        try (Cursor cursor = disk.view().seek(Keys.record(stream, 0))) {
            for (Entry entry = cursor.next();
                    entry != null && Keys.isRecordOf(stream, entry.key());
                    entry = cursor.next()) {
                texts.add(TestJournal.textOf(ChainRecord.decode(entry.key(), entry.value())));
            }
        }
        return texts;
    }
}
