package org.tradingarena.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.record.StoredSnapshot;
import org.tradingarena.journal.store.Damage;
import org.tradingarena.journal.store.SnapshotFiles;
import org.tradingarena.journal.store.Trees;

@Tag("journal")
class FileSnapshotStoreTest {
    private static final String ID = "book|BTC/USD";

    @TempDir
    private Path directory;

    private List<Path> snapshots() {
        return Trees.files(directory.resolve("snapshots"));
    }

    /** Writes events with a snapshot every ten, and waits until the last snapshot is there. */
    private List<String> write() {
        try (TestSystem test = TestSystem.in(directory)) {
            ActorRef<Notebook.Command> notebook =
                    Notebook.open(test.system(), ID, 10, test.system().ignoreRef());
            for (int number = 1; number <= 45; number++) {
                Notebook.note(test.system(), notebook, "text " + number);
            }
            await().until(() ->
                    snapshots().stream().anyMatch(file -> file.toString().contains("0040-")));
            return Notebook.read(test.system(), notebook);
        }
    }

    private List<String> read(String... config) {
        try (TestSystem test = TestSystem.in(directory, config)) {
            return Notebook.read(
                    test.system(),
                    Notebook.open(test.system(), ID, 0, test.system().ignoreRef()));
        }
    }

    private static void spoil(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    @Test
    void the_two_newest_are_kept_and_a_broken_one_is_skipped_for_the_one_before() throws IOException {
        List<String> written = write();
        assertThat(snapshots()).hasSize(2);
        spoil(snapshots().get(1));
        assertThat(read()).isEqualTo(written);
        spoil(snapshots().get(0));
        assertThat(read()).as("from the events alone").isEqualTo(written);
        Trees.delete(directory.resolve("snapshots"));
        assertThat(read()).as("without any").isEqualTo(written);
    }

    @Test
    void whoever_deletes_events_can_have_broken_snapshots_refused() throws Exception {
        write();
        for (Path file : snapshots()) {
            spoil(file);
        }
        try (TestSystem test = TestSystem.in(directory, "arena.snapshot.files.when-all-broken = fail")) {
            assertThat(test.failureOfRecovery(ID))
                    .hasMessageContaining("None of the 2 snapshots of book|BTC/USD can be read");
        }
    }

    @Test
    void a_snapshot_with_any_fault_is_read_exactly_or_found_to_be_broken() throws IOException {
        SnapshotFiles files = new SnapshotFiles(directory);
        byte[] state = new byte[500];
        Random random = new Random(7);
        random.nextBytes(state);
        StoredSnapshot snapshot =
                new StoredSnapshot(ID, 40, 1234, new Payload(4, "m", state), new Payload(5, "n", state));
        for (int fault = 0; fault < 300; fault++) {
            files.save(snapshot);
            Damage damage = Damage.random(random, Trees.files(directory));
            SnapshotFiles.Found found = files.find(ID, any -> true).get(0);
            assertThatThrownBy(() -> files.read(ID, found))
                    .as(damage.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        files.save(snapshot);
        assertThat(files.read(ID, files.find(ID, any -> true).get(0)))
                .usingRecursiveComparison()
                .isEqualTo(snapshot);
    }

    @Test
    void ids_that_look_alike_to_a_file_system_do_not_meet() throws IOException {
        SnapshotFiles files = new SnapshotFiles(directory);
        List<String> ids = new ArrayList<>(List.of(
                "book|BTC/USD",
                "book|btc/usd",
                "book_BTC_USD",
                "../../etc/passwd",
                "..",
                ".",
                "a b",
                "ä",
                "x".repeat(5000)));
        for (String id : ids) {
            files.save(new StoredSnapshot(id, 1, 1, new Payload(1, "", id.getBytes(UTF_8)), null));
        }
        for (String id : ids) {
            List<SnapshotFiles.Found> found = files.find(id, any -> true);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).file().normalize()).startsWith(directory);
            assertThat(files.read(id, found.get(0)).persistenceId()).isEqualTo(id);
        }
        assertThat(Trees.files(directory))
                .extracting(file -> directory.relativize(file).toString().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }
}
