package org.tradingarena.cli.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.record.EventBody;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.store.JournalStore;
import org.tradingarena.journal.store.StoreSettings;
import org.tradingarena.journal.store.Submission;
import picocli.CommandLine;

@Tag("journal")
class JournalCommandTest {
    private static final String ID = "collective|alpha";

    @TempDir
    private Path directory;

    private record Ran(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Ran run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--data-dir", data().toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new JournalCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    private void write(int events) {
        try (JournalStore store = open()) {
            for (int number = 1; number <= events; number++) {
                byte[] event = ("{\"t\":\"noted\",\"number\":" + number + "}").getBytes(UTF_8);
                EventBody body = new EventBody(0, "writer", "", List.of(), new Payload(1, "", event), null);
                store.write(
                                ID,
                                List.of(new Submission.Atomic.Events(
                                        List.of(new Submission.NewEvent(number, body.encode(), List.of())))))
                        .join();
            }
        }
    }

    private JournalStore open() {
        return JournalStore.open(
                StoreSettings.defaults(data().resolve("journal")), JournalStore.Hooks.of(Runnable::run, failure -> {}));
    }

    private void damage() throws IOException {
        try (var files = Files.list(data().resolve("journal"))) {
            Path log = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(log);
            bytes[bytes.length / 2] ^= 4;
            Files.write(log, bytes);
        }
    }

    @Test
    void a_whole_journal_is_verified_and_counted() throws IOException {
        write(5);
        Ran verified = run("verify");
        assertThat(verified.exit()).isZero();
        assertThat(verified.out()).contains("5 events of 1 streams are whole.");
        assertThat(run("verify", "--json").json().path("clean").asBoolean()).isTrue();
        assertThat(run("stats").out()).contains("events      5").contains("never");
        assertThat(run("stats", "--json").json().path("events").asInt()).isEqualTo(5);
    }

    @Test
    void a_damaged_journal_is_exit_code_1() throws IOException {
        write(40);
        damage();
        Ran verified = run("verify", "--json");
        assertThat(verified.exit()).isEqualTo(1);
        assertThat(verified.json().path("clean").asBoolean(true)).isFalse();
        assertThat(verified.json().path("problems")).isNotEmpty();
        Ran dumped = run("dump", ID);
        assertThat(dumped.exit()).isEqualTo(1);
        assertThat(dumped.err()).startsWith("arena: The journal is corrupt").hasLineCount(1);
    }

    @Test
    void events_are_shown_a_page_at_a_time() throws IOException {
        write(30);
        Ran page = run("dump", ID, "--from", "7", "--limit", "2");
        assertThat(page.exit()).isZero();
        assertThat(page.out().lines()).hasSize(2);
        assertThat(page.out()).contains("{\"t\":\"noted\",\"number\":7}").contains("\"number\":8");
        assertThat(page.err()).contains("--from 9").hasLineCount(1);
        Ran json = run("dump", ID, "--json", "--from", "30");
        assertThat(json.json().path("seq").asInt()).isEqualTo(30);
        assertThat(json.json().path("event").path("number").asInt()).isEqualTo(30);
        assertThat(json.err()).isEmpty();
        assertThat(run("dump", "nobody").exit()).isEqualTo(4);
    }

    @Test
    void a_backup_is_restored_where_nothing_is() throws IOException {
        write(5);
        Path backup = directory.resolve("backup");
        Ran saved = run("backup", backup.toString(), "--json");
        assertThat(saved.exit()).as(saved.err()).isZero();
        assertThat(saved.json().path("online").asBoolean(true)).isFalse();
        assertThat(run("backup", backup.toString()).exit())
                .as("nothing is written over")
                .isEqualTo(4);
        assertThat(run("verify", "--directory", backup.toString()).exit()).isZero();

        Ran refused = run("restore", backup.toString());
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err()).contains("has journal already");

        Files.move(data(), directory.resolve("lost"));
        Files.createDirectories(data().resolve("snapshots/one"));
        assertThat(run("restore", backup.toString()).err()).contains("has snapshots already");
        Files.delete(data().resolve("snapshots/one"));
        Ran restored = run("restore", backup.toString(), "--json");
        assertThat(restored.exit()).as(restored.err()).isZero();
        assertThat(run("stats", "--json").json().path("restored"))
                .isEqualTo(restored.json().path("restored"));
        assertThat(run("verify").exit()).isZero();
    }

    @Test
    void a_journal_in_use_is_exit_code_3_where_no_node_can_be_asked() throws IOException {
        write(1);
        Files.writeString(data().resolve("address"), "http://127.0.0.1:1");
        try (JournalStore held = open()) {
            for (Ran ran : List.of(
                    run("verify"),
                    run("stats"),
                    run("backup", directory.resolve("b").toString()))) {
                assertThat(ran.exit()).isEqualTo(3);
                assertThat(ran.err()).contains("is in use by process").hasLineCount(1);
            }
            assertThat(held.failure()).isNull();
        }
    }

    @Test
    void what_cannot_be_done_is_one_sentence_and_misuse_is_exit_code_2() throws IOException {
        Ran nothing = run("verify");
        assertThat(nothing.exit()).isEqualTo(4);
        assertThat(nothing.err()).startsWith("arena: There is no journal in ").hasLineCount(1);
        assertThat(data()).as("looking makes nothing").doesNotExist();
        assertThat(run("backup").exit()).isEqualTo(2);
        assertThat(run("dump", ID, "--limit", "0").exit()).isEqualTo(2);
        assertThat(run("restore", directory.resolve("nowhere").toString()).exit())
                .isEqualTo(4);
        assertThat(run("convert", directory.resolve("nowhere").toString()).exit())
                .isEqualTo(4);
        assertThat(data().resolve("journal")).doesNotExist();
    }
}
