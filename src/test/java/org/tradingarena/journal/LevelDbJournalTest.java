package org.tradingarena.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.kv.DirectoryLock;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.kv.JournalInUseException;
import org.tradingarena.journal.kv.LevelDbStore;
import org.tradingarena.journal.kv.WriteBatch;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.Keys;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.Trees;

@Tag("journal")
class LevelDbJournalTest {
    private static final String ID = "book|BTC/USD";

    @TempDir
    private Path directory;

    private Path journal() {
        return directory.resolve("journal");
    }

    private void remove(byte[] key) {
        try (LevelDbStore store = LevelDbStore.open(Engine.NATIVE, journal(), 1 << 20, 1 << 20, false)) {
            store.write(new WriteBatch().delete(key), true);
        }
    }

    private Throwable failureOfRecovery() throws InterruptedException {
        try (TestSystem test = TestSystem.in(directory)) {
            return test.failureOfRecovery(ID);
        }
    }

    @Test
    void an_entity_is_the_same_after_a_restart() {
        try (TestSystem test = TestSystem.in(directory)) {
            ActorRef<Notebook.Command> notebook =
                    Notebook.open(test.system(), ID, 10, test.system().ignoreRef());
            for (int number = 1; number <= 25; number++) {
                Notebook.note(test.system(), notebook, "a" + number, "b" + number);
            }
        }
        try (TestSystem test = TestSystem.in(directory)) {
            List<String> texts = Notebook.read(
                    test.system(),
                    Notebook.open(test.system(), ID, 10, test.system().ignoreRef()));
            assertThat(texts).hasSize(50).startsWith("a1", "b1").endsWith("a25", "b25");
        }
    }

    @Test
    void an_entity_whose_journal_lost_an_event_is_not_recovered_over_the_hole() throws Exception {
        try (TestSystem test = TestSystem.in(directory)) {
            ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), ID);
            Notebook.note(test.system(), notebook, "one", "two", "three");
        }
        remove(Keys.record(StreamId.events(ID), 2));

        assertThat(failureOfRecovery())
                .isInstanceOf(CorruptJournalException.class)
                .hasMessage("The journal is corrupt at book|BTC/USD, number 2: the record is missing.");
    }

    @Test
    void an_entity_whose_journal_lost_its_end_is_not_recovered() throws Exception {
        try (TestSystem test = TestSystem.in(directory)) {
            Notebook.note(test.system(), Notebook.open(test.system(), ID), "one", "two", "three");
        }
        remove(Keys.record(StreamId.events(ID), 3));
        assertThat(failureOfRecovery())
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("number 3");
    }

    @Test
    void a_journal_that_ends_before_its_snapshot_is_refused() throws Exception {
        try (TestSystem test = TestSystem.in(directory)) {
            ActorRef<Notebook.Command> notebook =
                    Notebook.open(test.system(), ID, 2, test.system().ignoreRef());
            Notebook.note(test.system(), notebook, "one");
            Notebook.note(test.system(), notebook, "two");
            await().atMost(Duration.ofSeconds(10)).until(() -> hasSnapshot());
        }
        Trees.delete(journal());

        assertThat(failureOfRecovery())
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("there is a snapshot of number 2");
    }

    private boolean hasSnapshot() throws IOException {
        try (var files = Files.walk(directory.resolve("snapshots"))) {
            return files.anyMatch(file -> file.toString().endsWith(".snapshot"));
        }
    }

    @Test
    void a_journal_that_is_in_use_is_told_in_one_sentence() throws IOException {
        Files.createDirectories(journal());
        RememberFailure.SENTENCES.clear();
        try (DirectoryLock lock = DirectoryLock.take(journal());
                TestSystem test = TestSystem.in(directory)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> Journals.get(test.system()).open()).isInstanceOf(JournalInUseException.class);

            Notebook.open(test.system(), ID);
            await().until(() -> !RememberFailure.SENTENCES.isEmpty());
            assertThat(RememberFailure.SENTENCES.element())
                    .isEqualTo("The journal in " + journal() + " is in use by process "
                            + ProcessHandle.current().pid() + "; two processes never share a journal.");
        }
    }

    @Test
    void one_store_serves_the_plugin_the_queries_and_whoever_asks_for_room() {
        try (TestSystem test = TestSystem.in(directory)) {
            Notebook.note(test.system(), Notebook.open(test.system(), ID), "one");
            assertThat(Journals.get(test.system()).open())
                    .isSameAs(Journals.get(test.system()).open("arena.journal.leveldb"));
            assertThat(Journals.get(test.system()).open().diskSpace().hasRoom()).isTrue();
        }
    }
}
