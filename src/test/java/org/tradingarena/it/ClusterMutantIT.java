package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ClusterIT} must catch. */
@Tag("slow")
class ClusterMutantIT {
    private static final int KILLS = 3;

    /** A check that cannot fail is none: these nodes confirm what they have not stored yet. */
    @Test
    void nodes_that_acknowledge_before_they_store_are_caught(@TempDir Path directory) {
        ArenaProcess.Setup mutant = ArenaProcess.Setup.named("mutant-eager-cluster")
                .withClasspath(EagerJournal.classes())
                .withConfig(KillAndResume.FEES + EagerJournal.before("jdbc-journal"));
        try (ArenaCluster eager = new ArenaCluster(mutant, directory, 3, 3).start();
                ClusterStory story = new ClusterStory(eager, 1)) {
            story.begin();
            ClusterFaults faults = new ClusterFaults(eager, story);
            Throwable caught = catchThrowable(() -> {
                for (int kill = 0; kill < KILLS; kill++) {
                    faults.kill(eager.oldest());
                }
                story.end();
            });
            assertThat(caught).as("the judge against an eager journal").isInstanceOf(KillAndResume.Broken.class);
        }
    }
}
