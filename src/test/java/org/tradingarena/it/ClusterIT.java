package org.tradingarena.it;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes and a PostgreSQL: nodes are killed while everybody trades. */
@Tag("slow")
@ExtendWith(ShowsArenaLog.class)
class ClusterIT {
    private static final long SEED = 20_261_128L;

    @TempDir
    private Path directory;

    @Test
    void nothing_is_lost_when_nodes_are_killed() {
        ArenaCluster cluster = new ArenaCluster("cluster", directory, 3, KillAndResume.FEES).start();
        try (ClusterStory story = new ClusterStory(cluster, SEED)) {
            story.begin();
            for (int number = 0; number < 3; number++) {
                int killed = number;
                Duration longest = story.fault(() -> cluster.node(killed).kill9());
                System.out.println("node " + killed + " killed: " + longest.toMillis() + " ms; " + story.summary());
                cluster.node(killed).start();
                story.tradingGoesOn();
            }
            story.end();
            System.out.println("cluster: " + story.summary());
        }
    }
}
