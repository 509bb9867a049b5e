package org.tradingarena.journal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.journal.store.TestJournal.await;
import static org.tradingarena.journal.store.TestJournal.event;
import static org.tradingarena.journal.store.TestJournal.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.kv.JournalInUseException;
import org.tradingarena.journal.kv.LevelDbStore;
import org.tradingarena.journal.kv.WriteBatch;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.Submission.Atomic;

@Tag("journal")
class JournalStoreTest {
    private static final String BOOK = "book|BTC/USD";

    @TempDir
    private Path directory;

    private static List<String> texts(String id, long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(n -> text(id, n)).toList();
    }

    @ParameterizedTest
    @EnumSource
    void what_was_acknowledged_is_there_after_it_was_opened_anew_by_either_engine(Engine engine) {
        Engine other = engine == Engine.NATIVE ? Engine.JAVA : Engine.NATIVE;
        try (TestJournal journal = TestJournal.open(TestJournal.settings(directory, engine))) {
            for (int number = 1; number <= 300; number++) {
                journal.append(BOOK, number, number);
                journal.append("collective|a", 2L * number - 1, 2L * number);
            }
        }
        try (TestJournal journal = TestJournal.open(TestJournal.settings(directory, other))) {
            assertThat(journal.readAll(BOOK)).isEqualTo(texts(BOOK, 1, 300));
            assertThat(journal.readAll("collective|a")).isEqualTo(texts("collective|a", 1, 600));
            assertThat(journal.persistenceIds()).containsExactlyInAnyOrder(BOOK, "collective|a");
            journal.append(BOOK, 301, 302);
            assertThat(journal.readAll(BOOK)).hasSize(302);
        }
    }

    @Test
    void what_the_java_port_compacted_stays_with_it_and_is_native_again_after_a_restore() throws IOException {
        Path ported = directory.resolve("ported");
        try (TestJournal journal = TestJournal.open(TestJournal.settings(ported, Engine.JAVA))) {
            for (int number = 1; number <= 3000; number++) {
                journal.append("book|" + number % 50, number, number);
            }
            StoreCopy.backup(journal.store, directory.resolve("backup"));
        }
        try (TestJournal journal = TestJournal.open(ported)) {
            assertThat(journal.store.settings().engine()).isEqualTo(Engine.JAVA);
            assertThat(journal.readAll("book|7")).hasSize(60);
        }
        StoreCopy.restore(directory.resolve("backup"), directory.resolve("restored"));
        try (TestJournal journal = TestJournal.open(directory.resolve("restored"))) {
            assertThat(journal.store.settings().engine()).isEqualTo(Engine.NATIVE);
            assertThat(journal.readAll("book|7")).hasSize(60);
            assertThat(StoreInspection.inspect(journal.store).isClean()).isTrue();
        }
    }

    @Test
    void pages_are_right_at_every_count_around_their_boundaries() {
        try (TestJournal journal = TestJournal.open(directory)) {
            for (int count = 1; count <= 45; count++) {
                journal.append(BOOK, count, count, "fills");
                assertThat(journal.readAll(BOOK)).hasSize(count);
                assertThat(journal.readTagged("fills")).hasSize(count);
                for (int from = Math.max(1, count - 22); from <= count; from++) {
                    Page<?> page = journal.store.readFrom(StreamId.events(BOOK), from, count);
                    assertThat(page.items()).hasSize(Math.min(10, count - from + 1));
                    assertThat(page.end()).isEqualTo(count - from + 1 <= 10);
                }
            }
        }
    }

    @Test
    void a_sequence_number_is_never_written_twice() {
        try (TestJournal journal = TestJournal.open(directory)) {
            journal.append(BOOK, 1, 5);

            List<Optional<Exception>> outcome = await(journal.appending(BOOK, 4, 6));

            assertThat(outcome.get(0)).containsInstanceOf(SequenceConflictException.class);
            assertThat(outcome.get(1)).containsInstanceOf(SequenceConflictException.class);
            assertThat(outcome.get(2)).isEmpty();
            assertThat(journal.readAll(BOOK)).isEqualTo(texts(BOOK, 1, 6));
        }
    }

    @Test
    void an_atomic_write_is_stored_whole_or_not_at_all() {
        try (TestJournal journal = TestJournal.open(directory)) {
            journal.append(BOOK, 1, 2);
            Atomic conflicting = new Atomic.Events(List.of(event(BOOK, 3), event(BOOK, 4), event(BOOK, 4)));
            Atomic refused = new Atomic.Refused(new IOException("cannot be serialized"));
            Atomic good = new Atomic.Events(List.of(event(BOOK, 5), event(BOOK, 6)));

            List<Optional<Exception>> outcome = await(journal.store.write(BOOK, List.of(conflicting, refused, good)));

            assertThat(outcome.get(0)).containsInstanceOf(SequenceConflictException.class);
            assertThat(outcome.get(1)).containsInstanceOf(IOException.class);
            assertThat(outcome.get(2)).isEmpty();
            assertThat(journal.readAll(BOOK))
                    .containsExactly(text(BOOK, 1), text(BOOK, 2), text(BOOK, 5), text(BOOK, 6));
        }
    }

    @Test
    void deleting_keeps_the_highest_number_and_all_that_is_left() {
        try (TestJournal journal = TestJournal.open(directory)) {
            journal.append(BOOK, 1, 2500, "fills");
            await(journal.store.deleteTo(BOOK, 2300));
            assertThat(journal.readAll(BOOK)).isEqualTo(texts(BOOK, 2301, 2500));
            assertThat(journal.readTagged("fills")).isEqualTo(texts(BOOK, 2301, 2500));

            await(journal.store.deleteTo(BOOK, Long.MAX_VALUE));
            assertThat(journal.readAll(BOOK)).isEmpty();
            assertThat(journal.store.highest(StreamId.events(BOOK))).isEqualTo(2500);
            assertThat(await(journal.appending(BOOK, 2500, 2501)).get(0)).isPresent();
        }
        try (TestJournal journal = TestJournal.open(directory)) {
            assertThat(journal.readAll(BOOK)).isEqualTo(texts(BOOK, 2501, 2501));
            await(journal.store.deleteTo("nobody", 10));
        }
    }

    @Test
    void events_by_tag_come_in_the_order_of_the_journal() {
        try (TestJournal journal = TestJournal.open(directory)) {
            journal.append(BOOK, 1, 1, "fills", "all");
            journal.append("book|ETH/USD", 1, 1, "all");
            journal.append(BOOK, 2, 2, "fills");
            journal.append("book|ETH/USD", 2, 2);

            assertThat(journal.readTagged("fills")).containsExactly(text(BOOK, 1), text(BOOK, 2));
            assertThat(journal.readTagged("all")).containsExactly(text(BOOK, 1), text("book|ETH/USD", 1));
            assertThat(journal.readTagged("none")).isEmpty();
        }
    }

    @Test
    void a_second_opening_is_refused_with_a_sentence() {
        try (TestJournal journal = TestJournal.open(directory)) {
            journal.append(BOOK, 1, 1);
            assertThatThrownBy(() -> TestJournal.open(directory))
                    .isInstanceOf(JournalInUseException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
        TestJournal.open(directory).close();
    }

    @Test
    void a_leveldb_of_somebody_else_is_refused_and_told_how_to_convert_it() {
        try (LevelDbStore other = LevelDbStore.open(Engine.NATIVE, directory, 1 << 20, 1 << 20, true)) {
            other.write(new WriteBatch().put(new byte[20], new byte[8]), true);
        }
        assertThatThrownBy(() -> TestJournal.open(directory))
                .isInstanceOf(ForeignJournalException.class)
                .hasMessageContaining("Pekko's stock journal")
                .hasMessageContaining("convert");
    }

    @Test
    void a_journal_of_a_later_format_is_refused() throws IOException {
        TestJournal.open(directory).close();
        Files.writeString(directory.resolve(JournalDirectory.FORMAT_FILE), "trading-arena journal 2\n");
        assertThatThrownBy(() -> TestJournal.open(directory)).isInstanceOf(ForeignJournalException.class);
    }

    @Test
    void an_end_of_the_log_that_is_lost_after_its_acknowledgement_is_noticed() throws IOException {
        Path image = directory.resolve("image");
        try (TestJournal journal = TestJournal.open(directory.resolve("live"))) {
            journal.append(BOOK, 1, 3);
            Trees.copyQuiet(directory.resolve("live"), image);
            journal.append(BOOK, 4, 4);
            Files.copy(
                    directory.resolve("live").resolve(Witness.FILE),
                    image.resolve(Witness.FILE),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        assertThatThrownBy(() -> TestJournal.open(image))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("the end of the journal is lost");
    }

    @Test
    void a_journal_whose_leveldb_vanished_is_not_begun_anew() throws IOException {
        TestJournal.open(directory).close();
        for (Path file : Trees.files(directory)) {
            if (!file.getFileName().toString().startsWith("journal.")) {
                Files.delete(file);
            }
        }
        assertThatThrownBy(() -> TestJournal.open(directory)).isInstanceOf(CorruptJournalException.class);
    }
}
