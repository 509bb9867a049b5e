package org.tradingarena.journal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.kv.KeyValueStore;
import org.tradingarena.journal.kv.WriteBatch;
import org.tradingarena.journal.store.JournalUnavailableException.Reason;

/** A store that lets a write wait for its compactions, as LevelDB does, on a disk that gets full meanwhile. */
@Tag("journal")
class DiskGuardTest {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    @TempDir
    private Path directory;

    private final AtomicLong usable = new AtomicLong(1000);
    private final CompactingDisk disk = new CompactingDisk();

    @Test
    void a_write_that_waits_for_a_compaction_is_not_left_waiting_when_the_disk_gets_full() {
        try (TestJournal journal = open()) {
            disk.memory.stop();
            CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> journal.appending("book", 1, 1))
                    .thenCompose(outcome -> outcome);
            Awaitility.await().until(disk.memory::isHolding);
            usable.set(50);
            int looks = disk.looks.get();
            Awaitility.await().until(() -> disk.looks.get() > looks + 3);
            assertThat(journal.store.isHeldBack()).isFalse();

            disk.memory.proceed();
            Awaitility.await().untilAsserted(() -> assertThat(waiting).isCompleted());
            Awaitility.await().until(journal.store::isHeldBack);
            assertThat(disk.heldBackDuringAWrite).isFalse();
        }
    }

    @Test
    void a_disk_that_is_full_takes_no_write_until_compactions_go_on() {
        try (TestJournal journal = open()) {
            usable.set(50);
            Awaitility.await().until(journal.store::isHeldBack);
            assertThatThrownBy(() -> journal.append("book", 1, 1))
                    .cause()
                    .isInstanceOfSatisfying(
                            JournalUnavailableException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.DISK_FULL));

            usable.set(1000);
            Awaitility.await().until(() -> !journal.appending("book", 1, 1).isCompletedExceptionally());
            assertThat(disk.heldBackDuringAWrite).isFalse();
            assertThat(disk.holds).containsExactly(true, false);
            assertThat(journal.readAll("book")).hasSize(1);
        }
    }

    @Test
    void a_store_at_rest_on_a_full_disk_is_not_closed_for_closing_would_write() {
        TestJournal journal = open();
        usable.set(50);
        Awaitility.await().until(journal.store::isHeldBack);
        journal.close();
        assertThat(disk.closed).isFalse();
        assertThat(disk.holds).containsExactly(true);
    }

    @Test
    void floors_that_leave_no_room_for_a_compaction_are_refused_and_say_what_is_needed() {
        StoreSettings settings = StoreSettings.defaults(directory).withDiskFloors(512L << 20, 109L << 20);
        assertThatThrownBy(() -> openForNode(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("disk-hard-floor is 109 MiB")
                .hasMessageContaining("110 MiB");
        assertThat(settings.withDiskFloors(512L << 20, 110L << 20).leastHardFloor())
                .as("the default settings")
                .isEqualTo(110L << 20);
    }

    @Test
    void a_journal_is_not_opened_where_opening_it_could_fill_the_disk() {
        StoreSettings settings = TestJournal.needing(directory, Long.MAX_VALUE / 100);
        assertThatThrownBy(() -> openForNode(settings))
                .isInstanceOfSatisfying(
                        JournalUnavailableException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DISK_FULL))
                .hasMessageContaining("Make room and start again");
        try (TestJournal journal = TestJournal.open(directory)) {
            assertThat(journal.persistenceIds()).isEmpty();
        }
    }

    private static void openForNode(StoreSettings settings) {
        JournalStore.openForNode(settings, JournalStore.Hooks.of(Runnable::run, failure -> {}))
                .close();
    }

    private TestJournal open() {
        return TestJournal.open(
                TestJournal.looking(directory, INTERVAL),
                disk,
                failure -> {},
                any -> new DiskSpace(
                        () -> {
                            disk.looks.incrementAndGet();
                            return usable.get();
                        },
                        System::nanoTime,
                        500,
                        100,
                        INTERVAL));
    }

    private static final class CompactingDisk implements KeyValueStore {
        private final MemoryDisk memory = new MemoryDisk();
        private final AtomicInteger looks = new AtomicInteger();
        private final List<Boolean> holds = new CopyOnWriteArrayList<>();
        private volatile boolean held;
        private volatile boolean writing;
        private volatile boolean heldBackDuringAWrite;
        private volatile boolean closed;

        @Override
        public void write(WriteBatch batch, boolean sync) {
            heldBackDuringAWrite |= held;
            writing = true;
            memory.write(batch, sync);
            writing = false;
        }

        @Override
        public View view() {
            return memory.view();
        }

        @Override
        public void holdBack(boolean hold) {
            heldBackDuringAWrite |= writing && hold;
            held = hold;
            holds.add(hold);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
