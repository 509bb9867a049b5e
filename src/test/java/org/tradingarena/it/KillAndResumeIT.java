package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The promise of the arena: kill the server at any moment, and nobody loses an order, an event or their place. */
@ExtendWith(ShowsArenaLog.class)
class KillAndResumeIT {
    private static final int MUTANT_ROUNDS = 5;

    @Test
    void after_each_kill_every_client_resumes_and_nothing_is_lost_or_done_twice() {
        run("kill-and-resume", 3);
    }

    @Test
    @Tag("slow")
    void nothing_is_lost_or_done_twice_in_a_hundred_kills() {
        run("kill-and-resume-long", 100);
    }

    private static void run(String name, int rounds) {
        long seed = seed();
        try (KillAndResume story = new KillAndResume(ArenaProcess.Setup.named(name), seed)) {
            for (int round = 0; round < rounds; round++) {
                story.round();
            }
            story.depositAcrossAKill();
            story.atRest();
            System.out.println(name + ": " + story.summary());
            WireContract.published().hold(story.arena().transcript());
            endsWell(story.arena());
        }
    }

    /** What was killed so often knows everybody, has nothing to complain of, and stops in order. */
    private static void endsWell(Arena arena) {
        int collectives = size(arena, "/api/v1/admin/collectives", "collectives");
        Waiting.until(
                "the leaderboard knows all collectives",
                () -> size(arena, "/api/v1/leaderboard", "standings") == collectives);
        arena.process().stop();
        assertThat(arena.process().logLines())
                .noneMatch(line -> line.contains(" ERROR ") || line.contains("timed out"));
    }

    private static int size(Arena arena, String path, String member) {
        return WireJson.parse(arena.admin().get(path).body()).path(member).size();
    }

    /** A check that cannot fail is none: this server confirms what it has not stored yet. */
    @Test
    void a_server_that_acknowledges_before_it_stores_is_caught() {
        ArenaProcess.Setup mutant = ArenaProcess.Setup.named("mutant-eager-journal")
                .withClasspath(EagerJournal.classes())
                .withConfig(EagerJournal.before("arena.journal.leveldb"));
        try (KillAndResume story = new KillAndResume(mutant, seed())) {
            Throwable caught = catchThrowable(() -> {
                for (int round = 0; round < MUTANT_ROUNDS; round++) {
                    story.round();
                }
            });
            assertThat(caught).as("the invariants against an eager journal").isInstanceOf(KillAndResume.Broken.class);
            assertThat(((KillAndResume.Broken) caught).violations())
                    .as("the stream that clients were told of is cut short")
                    .anyMatch(violation -> violation.contains("FUTURE_POSITION"));
            System.out.println("mutant caught: " + story.summary());
        }
    }

    private static long seed() {
        long seed = Long.getLong("arena.it.seed", new Random().nextLong());
        System.out.println("seed: -Darena.it.seed=" + seed);
        return seed;
    }
}
