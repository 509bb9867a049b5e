package org.tradingarena.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.store.Damage;
import org.tradingarena.journal.store.Trees;

/** Why there is a journal of our own: the stock plugin, with its checksums on, fails the test that ours passes. */
@Tag("journal")
@Tag("slow")
class StockDamageTest {
    private static final int FAULTS = 12;
    private static final int EVENTS = 600;

    @TempDir
    private Path directory;

    private TestSystem open(Path journal) {
        return TestSystem.in(
                directory,
                "pekko.persistence.journal.plugin = pekko.persistence.journal.leveldb",
                "pekko.persistence.journal.leveldb.dir = \"" + journal + "\"",
                "pekko.persistence.journal.leveldb.checksum = on",
                "pekko.persistence.journal.leveldb.replay-filter.mode = fail");
    }

    @Test
    void the_stock_plugin_recovers_less_than_was_acknowledged_and_says_nothing() throws IOException {
        Path pristine = directory.resolve("pristine");
        try (TestSystem test = open(pristine)) {
            ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), "n");
            for (int number = 1; number <= EVENTS; number++) {
                Notebook.note(test.system(), notebook, "event " + number);
            }
        }
        Random random = new Random(1);
        int silent = 0;
        for (int fault = 0; fault < FAULTS; fault++) {
            Path victim = directory.resolve("victim-" + fault);
            Trees.copy(pristine, victim);
            List<Path> log = Trees.files(victim).stream()
                    .filter(file -> file.toString().endsWith(".log"))
                    .toList();
            Damage damage = Damage.random(random, log);
            String found = recover(victim);
            System.out.println("stock plugin, " + damage.what() + " of the log: " + found);
            silent += found.startsWith("silently") ? 1 : 0;
        }
        assertThat(silent).isPositive();
    }

    private String recover(Path victim) {
        try (TestSystem test = open(victim)) {
            ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), "n");
            List<String> texts = Notebook.read(test.system(), notebook);
            return texts.size() == EVENTS ? "exact" : "silently short, " + texts.size() + " of " + EVENTS;
        } catch (CompletionException e) {
            return "refused";
        }
    }
}
