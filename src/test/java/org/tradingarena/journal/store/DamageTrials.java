package org.tradingarena.journal.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.store.DamagedJournal.Found;
import org.tradingarena.journal.store.DamagedJournal.Outcome;

/** Many faults after each other, from one seed. Each is either recovered from exactly or refused. */
final class DamageTrials {
    private static final int FAULTS_A_JOURNAL = 20;

    private DamageTrials() {}

    /** How often each outcome came; silent losses are reported with the seed that leads to them. */
    static Map<Outcome, Integer> run(Path scratch, long seed, int faults, java.util.function.Consumer<String> silent)
            throws Exception {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        Random random = new Random(seed);
        Path victim = scratch.resolve("victim");
        DamagedJournal journal = null;
        for (int fault = 0; fault < faults; fault++) {
            if (journal == null || fault % FAULTS_A_JOURNAL == 0) {
                Path home = scratch.resolve("journal-" + fault);
                Files.createDirectories(home);
                journal = DamagedJournal.create(home, random, engine(random), random.nextBoolean());
            }
            Trees.delete(victim);
            Trees.copy(journal.pristine(), victim);
            List<Path> files = Trees.files(victim);
            Damage damage = Damage.random(random, files);
            Found found = journal.read(victim, engine(random));
            outcomes.merge(found.outcome(), 1, Integer::sum);
            String line = "seed " + seed + " fault " + fault + ": "
                    + damage.file().getFileName() + ", " + damage.what() + " -> " + found.outcome() + " " + found.how();
            if (found.outcome() == Outcome.SILENTLY_WRONG) {
                silent.accept(line);
            }
            if (Boolean.getBoolean("trials.verbose")) {
                System.out.println(line);
            }
        }
        return outcomes;
    }

    private static Engine engine(Random random) {
        return random.nextInt(4) == 0 ? Engine.JAVA : Engine.NATIVE;
    }

    public static void main(String[] args) throws Exception {
        Path scratch = Files.createTempDirectory("damage");
        try {
            System.out.println(run(scratch, Long.parseLong(args[0]), Integer.parseInt(args[1]), System.out::println));
        } finally {
            Trees.delete(scratch);
        }
    }
}
