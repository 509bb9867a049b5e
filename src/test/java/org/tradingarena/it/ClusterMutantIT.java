package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ClusterIT} must catch. */
@Tag("slow")
class ClusterMutantIT {
    private static final int KILLS = 3;
    /** Collectives of the killed node are elsewhere by then, and their clients back. */
    private static final Duration FAILOVER = Duration.ofSeconds(20);

    /** A check that cannot fail is none: these nodes confirm what they have not stored yet. */
    @Test
    void nodes_that_acknowledge_before_they_store_are_caught(@TempDir Path directory) {
        ArenaProcess.Setup mutant = ArenaProcess.Setup.named("mutant-eager-cluster")
                .withClasspath(EagerJournal.classes())
                .withConfig(KillAndResume.FEES)
                .withConfig(EagerJournal.before("jdbc-journal"));
        try (ArenaCluster eager = new ArenaCluster(mutant, directory, 3, 3).start();
                ClusterStory story = new ClusterStory(eager, 1)) {
            story.begin();
            for (int kill = 0; kill < KILLS && story.broken().isEmpty(); kill++) {
                int killed = eager.oldest();
                eager.node(killed).kill9();
                Waiting.pass(FAILOVER);
                eager.restart(killed);
            }
            assertThat(story.broken())
                    .as("the stream that clients were told of is cut short")
                    .anyMatch(violation -> violation.contains("FUTURE_POSITION"));
        }
    }
}
