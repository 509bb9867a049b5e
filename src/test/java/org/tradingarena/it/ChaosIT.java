package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The promise of the client library: cut, stall and half-open its connections at random, and kill the server in between, and each client's
 * record of events is the server's journal, exactly.
 *
 * <p>System properties: {@code arena.it.seed} repeats a run (but for the moments in time). The long form takes {@code arena.it.chaos.cuts}
 * (how many connections are cut; default {@value #LONG_CUTS}), {@code arena.it.chaos.kills} (how often the server is killed while they
 * trade; default {@value #LONG_KILLS}) and {@code arena.it.chaos.restarts} (how often a bot is ended and started again; default {@value
 * #LONG_RESTARTS}).
 */
@ExtendWith(ShowsArenaLog.class)
class ChaosIT {
    private static final int CUTS = 200;
    private static final int KILLS = 2;
    private static final int RESTARTS = 1;

    static final int LONG_CUTS = 3_000;
    static final int LONG_KILLS = 40;
    static final int LONG_RESTARTS = 15;

    private static final int MUTANT_CUTS = 60;
    private static final int MUTANT_KILLS = 5;
    /** A position above the head, or, where others have traded on meanwhile, another state or other events at the same place. */
    private static final Pattern OTHER_HISTORY =
            Pattern.compile("FUTURE_POSITION|had drifted|other bytes|not in the journal|out of order|missing: ");

    @Test
    void through_two_hundred_cuts_and_kills_each_record_equals_the_journal() {
        run("chaos", false, CUTS, KILLS, RESTARTS);
    }

    @Test
    @Tag("slow")
    void through_thousands_of_cuts_and_many_kills_each_record_equals_the_journal() {
        run(
                "chaos-long",
                true,
                Integer.getInteger("arena.it.chaos.cuts", LONG_CUTS),
                Integer.getInteger("arena.it.chaos.kills", LONG_KILLS),
                Integer.getInteger("arena.it.chaos.restarts", LONG_RESTARTS));
    }

    private static void run(String name, boolean slow, int cuts, int kills, int restarts) {
        try (ChaosRun run = new ChaosRun(ArenaProcess.Setup.named(name), seed(), slow)) {
            run.trade(cuts, kills, restarts);
            run.rest();
            System.out.println(name + ": " + run.summary());
            assertThat(run.counts().cuts()).isGreaterThanOrEqualTo(cuts);
            assertThat(run.counts().cutsInFrame()).isPositive();
            for (Fault fault : Fault.values()) {
                assertThat(run.counts().of(fault)).as(fault.words()).isPositive();
            }
            assertThat(run.countsWithoutSockets().otherCuts())
                    .as("cuts of the poller")
                    .isPositive();
            run.end();
            assertThat(run.arena().process().logLines()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    /**
     * A check that cannot fail is none: this server confirms what it has not stored yet. In every build {@link KillAndResumeIT} catches it,
     * and {@link RecordCheckTest} catches records with an event dropped, doubled, swapped or altered.
     */
    @Test
    @Tag("slow")
    void a_server_that_acknowledges_before_it_stores_is_caught() {
        ArenaProcess.Setup mutant = ArenaProcess.Setup.named("mutant-eager-journal-chaos")
                .withClasspath(EagerJournal.classes())
                .withConfig(EagerJournal.before("arena.journal.leveldb"));
        try (ChaosRun run = new ChaosRun(mutant, seed(), false)) {
            Throwable caught = catchThrowable(() -> {
                run.trade(MUTANT_CUTS, MUTANT_KILLS, 0);
                run.rest();
            });
            assertThat(caught).as("the judge against an eager journal").isInstanceOf(KillAndResume.Broken.class);
            assertThat(((KillAndResume.Broken) caught).violations())
                    .as("what clients were told of and the server does not have")
                    .anyMatch(violation -> OTHER_HISTORY.matcher(violation).find());
            System.out.println("mutant caught: " + run.summary());
        }
    }

    private static long seed() {
        long seed = Long.getLong("arena.it.seed", new Random().nextLong());
        System.out.println("seed: -Darena.it.seed=" + seed);
        return seed;
    }
}
