package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What keeps the arena from starting is told in one sentence, with an exit code, and no stack trace. */
class StartRefusedIT {
    private static void assertRefused(ArenaProcess.Ran ran, String sentence) {
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("arena cannot start: ")
                .contains(sentence)
                .hasLineCount(1);
        assertThat(ran.out()).doesNotContain("arena ready", "Exception", "\tat ");
    }

    @Test
    void a_second_process_on_the_same_data() {
        try (Arena arena = Arena.start(ArenaProcess.Setup.named("second-process"))) {
            assertRefused(arena.process().run("server"), "another arena is running on the data directory");
            ArenaProcess.Ran verify = arena.process().run("journal", "verify");
            assertThat(verify.exit()).isEqualTo(3);
            assertThat(verify.err()).contains("is in use by process").hasLineCount(1);
            assertThat(verify.out()).isEmpty();
        }
    }

    @Test
    void several_nodes_on_a_journal_of_one() {
        try (ArenaProcess arena = ArenaProcess.notStarted(ArenaProcess.Setup.named("several-nodes")
                .withConfig("arena.cluster.seeds = [\"10.0.0.1:25520\", \"10.0.0.2:25520\"]"))) {
            assertRefused(arena.run("server"), "the LevelDB journal belongs to one node alone");
        }
    }

    @Test
    void a_journal_of_the_stock_plugin_and_a_backup() throws IOException {
        try (ArenaProcess arena = ArenaProcess.notStarted(ArenaProcess.Setup.named("stock-journal"))) {
            Path journal = Files.createDirectories(arena.dataDirectory().resolve("journal"));
            Files.writeString(journal.resolve("CURRENT"), "MANIFEST-000002\n");
            assertRefused(arena.run("server"), "arena journal convert");

            Files.delete(journal.resolve("CURRENT"));
            Files.writeString(journal.resolve("backup"), "");
            assertRefused(arena.run("server"), "arena journal restore");
        }
    }
}
