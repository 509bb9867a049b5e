package org.tradingarena.journal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.store.DamagedJournal.Outcome;

/** Bits that flip and files that lose their end, anywhere: recovered from exactly, or refused. */
@Tag("journal")
class DamageTest {
    @TempDir
    private Path scratch;

    @Test
    void forty_random_faults_are_each_recovered_from_exactly_or_refused() throws Exception {
        suffer(20_261_120, 40);
    }

    @Test
    @Tag("slow")
    void five_hundred_random_faults_are_each_recovered_from_exactly_or_refused() throws Exception {
        suffer(System.nanoTime(), 500);
    }

    private void suffer(long seed, int faults) throws Exception {
        List<String> silent = new ArrayList<>();
        Map<Outcome, Integer> outcomes = DamageTrials.run(scratch, seed, faults, silent::add);
        System.out.println("seed " + seed + ": " + outcomes);
        assertThat(silent).isEmpty();
        assertThat(outcomes).as("both kinds happen").containsKeys(Outcome.EXACT, Outcome.REFUSED);
    }
}
