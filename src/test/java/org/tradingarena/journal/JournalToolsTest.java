package org.tradingarena.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.JournalTools.DumpedEvent;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.kv.JournalInUseException;
import org.tradingarena.journal.kv.LevelDbStore;
import org.tradingarena.journal.kv.WriteBatch;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.Keys;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.ForeignJournalException;
import org.tradingarena.journal.store.StoreInspection.Report;

@Tag("journal")
class JournalToolsTest {
    private static final String ID = "book|BTC/USD";

    @TempDir
    private Path directory;

    private Path journal() {
        return directory.resolve("journal");
    }

    private void write(int events) {
        try (TestSystem test = TestSystem.in(directory)) {
            ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), ID);
            for (int number = 1; number <= events; number++) {
                Notebook.note(test.system(), notebook, "#fill " + number);
            }
            Notebook.note(test.system(), Notebook.open(test.system(), "other"), "one", "two");
        }
    }

    private void change(WriteBatch batch) {
        try (LevelDbStore store = LevelDbStore.open(Engine.NATIVE, journal(), 1 << 20, 1 << 20, false)) {
            store.write(batch, true);
        }
    }

    @Test
    void a_whole_journal_is_verified_counted_and_dumped() throws IOException {
        write(30);
        Report report = JournalTools.verify(journal());
        assertThat(report.isClean()).isTrue();
        assertThat(report.streams()).isEqualTo(2);
        assertThat(report.events()).isEqualTo(32);
        assertThat(report.tagEntries()).isEqualTo(30);
        assertThat(JournalTools.stats(journal()).bytes()).isPositive();

        List<DumpedEvent> dumped = new ArrayList<>();
        assertThat(JournalTools.dump(journal(), ID, 1, 1000, dumped::add)).isEqualTo(30);
        assertThat(dumped).extracting(DumpedEvent::sequenceNr).hasSize(30).isSorted();
        assertThat(dumped.get(0).tags()).containsExactly("#fill");
        assertThat(JournalTools.dump(journal(), "nobody", 1, 1000, event -> {
                    throw new AssertionError(event);
                }))
                .isZero();

        List<Long> page = new ArrayList<>();
        JournalTools.dump(journal(), ID, 7, 3, event -> page.add(event.sequenceNr()));
        assertThat(page).containsExactly(7L, 8L, 9L);
    }

    @Test
    void every_stream_with_a_fault_is_named() throws IOException {
        write(30);
        change(new WriteBatch()
                .delete(Keys.record(StreamId.events(ID), 7))
                .delete(Keys.head(StreamId.events("other"))));
        Report report = JournalTools.verify(journal());
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem).contains(ID + ", number 7: the record is missing"))
                .anySatisfy(problem -> assertThat(problem).contains("other, number 0: there are records and no head"));
    }

    @Test
    void a_running_journal_is_backed_up_as_it_is_at_one_moment() throws Exception {
        Path backup = directory.resolve("backup");
        AtomicBoolean stop = new AtomicBoolean();
        try (TestSystem test = TestSystem.in(directory)) {
            ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), ID);
            Notebook.note(test.system(), notebook, "first");
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    Notebook.note(test.system(), notebook, "#more", "and more");
                }
            });
            Report report = JournalTools.backup(Journals.get(test.system()).open(), backup);
            stop.set(true);
            writing.join();

            assertThat(report.isClean()).isTrue();
            assertThat(report.events() % 2).as("atomic writes are whole").isEqualTo(1);
            assertThatThrownBy(() -> JournalTools.verify(journal())).isInstanceOf(JournalInUseException.class);
            assertThatThrownBy(() ->
                            JournalTools.backup(Journals.get(test.system()).open(), backup))
                    .hasMessageContaining("is not empty");
        }
    }

    @Test
    void a_restored_journal_is_marked_and_goes_on() throws IOException {
        write(30);
        Path backup = directory.resolve("backup");
        JournalTools.backup(journal(), backup);
        Path elsewhere = directory.resolve("elsewhere");

        UUID mark = JournalTools.restore(backup, elsewhere.resolve("journal"));

        assertThat(JournalTools.restoredMark(elsewhere.resolve("journal"))).contains(mark);
        assertThat(JournalTools.restoredMark(journal())).isEmpty();
        try (TestSystem test = TestSystem.in(elsewhere)) {
            ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), ID);
            assertThat(Notebook.read(test.system(), notebook)).hasSize(30);
            assertThat(Notebook.note(test.system(), notebook, "more")).isEqualTo(31);
        }
        assertThatThrownBy(() -> JournalTools.restore(backup, elsewhere.resolve("journal")))
                .hasMessageContaining("is not empty");
    }

    @Test
    void a_backup_can_be_read_and_moved_and_no_node_writes_to_it() throws IOException {
        write(3);
        Path backup = directory.resolve("home/journal");
        Files.createDirectories(backup.getParent());
        JournalTools.backup(journal(), backup);

        assertThat(JournalTools.verify(backup).events()).isEqualTo(5);
        try (TestSystem test = TestSystem.in(directory.resolve("home"))) {
            assertThatThrownBy(() -> Journals.get(test.system()).open())
                    .isInstanceOf(ForeignJournalException.class)
                    .hasMessageContaining("arena journal restore");
        }
        Path moved = directory.resolve("moved/here");
        JournalTools.moveBackup(backup, moved);
        assertThat(backup).doesNotExist();
        assertThat(JournalTools.verify(moved).events()).isEqualTo(5);
        JournalTools.restore(moved, backup);
        assertThat(JournalTools.verify(backup).events()).isEqualTo(5);
    }

    @Test
    void an_unfinished_or_damaged_backup_is_not_restored() throws IOException {
        write(30);
        Path backup = directory.resolve("backup");
        JournalTools.backup(journal(), backup);
        Files.delete(backup.resolve("journal.format"));
        assertThatThrownBy(() -> JournalTools.restore(backup, directory.resolve("restored")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no complete backup");

        change(new WriteBatch().delete(Keys.record(StreamId.events(ID), 7)));
        Path damaged = directory.resolve("damaged");
        assertThatThrownBy(() -> JournalTools.backup(journal(), damaged))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("number 7");
        assertThat(damaged).doesNotExist();
        assertThatThrownBy(() -> JournalTools.verify(directory.resolve("nowhere")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_stock_journal_is_refused_until_it_is_converted() throws IOException {
        String stock = "pekko.persistence.journal.plugin = pekko.persistence.journal.leveldb\n"
                + "pekko.persistence.journal.leveldb.dir = \"" + journal() + "\"";
        try (TestSystem test = TestSystem.in(directory, stock)) {
            ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), ID);
            for (int number = 1; number <= 30; number++) {
                Notebook.note(test.system(), notebook, number % 2 == 0 ? "#even " + number : "odd " + number);
            }
        }
        assertThatThrownBy(() -> JournalTools.verify(journal()))
                .isInstanceOf(ForeignJournalException.class)
                .hasMessageContaining("arena journal convert");

        Path converted = directory.resolve("converted");
        try (TestSystem test = TestSystem.in(directory.resolve("other"))) {
            assertThat(JournalTools.convertStock(journal(), converted.resolve("journal"), test.system()))
                    .isEqualTo(30);
        }
        try (TestSystem test = TestSystem.in(converted)) {
            assertThat(Notebook.read(test.system(), Notebook.open(test.system(), ID)))
                    .hasSize(30)
                    .endsWith("#even 30");
            List<EventEnvelope> even = PersistenceQuery.get(test.system())
                    .getReadJournalFor(LevelDbReadJournal.class, LevelDbReadJournal.IDENTIFIER)
                    .currentEventsByTag("#even", Offset.noOffset())
                    .runWith(Sink.seq(), test.system())
                    .toCompletableFuture()
                    .join();
            assertThat(even).hasSize(15);
        }
    }
}
