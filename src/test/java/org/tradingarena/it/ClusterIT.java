package org.tradingarena.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterIT {
    @TempDir
    private Path directory;

    @Test
    void three_nodes_are_one_arena() {
        long begun = System.nanoTime();
        try (ArenaCluster cluster = new ArenaCluster("cluster", directory, 3, "")) {
            cluster.start();
            System.out.println("formed after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        }
    }
}
