package org.tradingarena.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of an earlier version, which {@code -Darena.it.previous=DIR} names (its target/arena), become this one, one after the other,
 * while everybody trades: on its journal, and beside nodes that still speak its words. Then one goes back, and forth again. What each build
 * checks without the earlier program is in {@code EarlierVersionsTest}.
 */
@Tag("slow")
@ExtendWith(ShowsArenaLog.class)
class RollingUpgradeIT {
    @Test
    @EnabledIfSystemProperty(named = "arena.it.previous", matches = ".+")
    void a_version_comes_in_node_by_node_and_nothing_is_lost(@TempDir Path directory) {
        Path previous = Path.of(System.getProperty("arena.it.previous"));
        try (ArenaCluster cluster = new ArenaCluster("upgrade", directory, 3, KillAndResume.FEES)) {
            for (int node = 0; node < cluster.size(); node++) {
                cluster.node(node).becomes(previous);
            }
            cluster.start();
            try (ClusterStory story = new ClusterStory(cluster, 7)) {
                story.begin();
                ClusterFaults faults = new ClusterFaults(cluster, story);
                for (int node = 0; node < cluster.size(); node++) {
                    System.out.println("upgraded: " + faults.replace(node, ArenaProcess.program()));
                }
                System.out.println("back: " + faults.replace(0, previous));
                System.out.println("forth: " + faults.replace(0, ArenaProcess.program()));
                story.end();
                System.out.println("upgrade: " + story.summary());
            }
        }
    }
}
