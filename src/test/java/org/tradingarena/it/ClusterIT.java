package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes and a PostgreSQL. While everybody trades, nodes are killed, frozen, cut off in both ways and in either, and replaced, and the
 * database goes away. At the end nothing acknowledged is lost, no client saw a gap or a repetition, money is conserved, and each collective
 * had one history. The long form does each ten times.
 */
@ExtendWith(ShowsArenaLog.class)
class ClusterIT {
    private static final long SEED = 20_261_128L;
    private static final int ROUNDS = 2;

    @TempDir
    private Path directory;

    private final List<ClusterStory.Outage> losses = new ArrayList<>();

    @Test
    void nothing_is_lost_whatever_happens_to_nodes_network_and_database() {
        play(ROUNDS);
    }

    @Test
    @Tag("slow")
    void nothing_is_lost_in_many_rounds() {
        play(Integer.getInteger("arena.it.cluster.rounds", 10));
    }

    private void play(int rounds) {
        ArenaCluster cluster = new ArenaCluster("cluster", directory, 3, KillAndResume.FEES).start();
        try (ClusterStory story = new ClusterStory(cluster, SEED)) {
            story.begin();
            ClusterFaults faults = new ClusterFaults(cluster, story);
            for (int round = 0; round < rounds; round++) {
                play(round, cluster, faults);
            }
            story.end();
            System.out.println("cluster: " + story.summary());
            assertThat(losses)
                    .as("the loss of a node leaves somebody alone")
                    .anyMatch(outage -> outage.shortest().multipliedBy(4).compareTo(outage.longest()) < 0);
        }
    }

    /** Each round has the node with the coordinators once, and another one the next time. */
    private void play(int round, ArenaCluster cluster, ClusterFaults faults) {
        boolean even = round % 2 == 0;
        lose("killed", () -> faults.kill(even ? cluster.oldest() : cluster.youngest()));
        lose("frozen", () -> faults.freeze(even ? cluster.youngest() : cluster.oldest()));
        lose("isolated", () -> faults.isolate(even ? cluster.oldest() : cluster.youngest()));
        lose(even ? "mute" : "deaf", () -> even ? faults.mute(cluster.youngest()) : faults.deafen(cluster.oldest()));
        tell("database away", faults.databaseAway());
        for (int node = 0; node < cluster.size(); node++) {
            tell("replaced", faults.replace(node));
        }
    }

    private void lose(String how, Supplier<ClusterStory.Outage> fault) {
        losses.add(tell(how, fault.get()));
    }

    private static ClusterStory.Outage tell(String what, ClusterStory.Outage outage) {
        System.out.println("cluster, " + what + ": " + outage);
        return outage;
    }
}
