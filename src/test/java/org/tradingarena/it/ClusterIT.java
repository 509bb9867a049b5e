package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes and a PostgreSQL. While everybody trades, nodes are killed, frozen, cut off in both ways and in either, and replaced, and the
 * database goes away. At the end nothing acknowledged is lost, no client saw a gap or a repetition, money is conserved, and each collective
 * had one history. The long forms have many rounds, and many kills.
 */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private static final long SEED = 20_261_128L;
    /** In each build other tests need the machine too. */
    private static final Duration UNHURRIED = Duration.ofMillis(300);
    /** Collectives move to a node that is back at a rebalance, every ten seconds. */
    private static final Duration SHARED_OUT = Duration.ofSeconds(12);

    private static final int SESSION_TAKEN_OVER = 4501;

    private final Map<String, List<ClusterStory.Outage>> outages = new LinkedHashMap<>();
    private ArenaCluster cluster;

    @BeforeAll
    void begin(@TempDir Path directory) {
        cluster = new ArenaCluster("cluster", directory, 3, KillAndResume.FEES).start();
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    /** It comes in by each node in turn, with the token of the time before, while its last socket is still there. */
    @Test
    void a_session_is_one_whichever_node_it_comes_by() {
        try (Arena arena = Arena.of(cluster)) {
            WireClient client = arena.client("traveller", "bot", arena.open("traveller"));
            String token = client.signIn().path("resume_token").asText();
            for (int visit = 0; visit < 2 * cluster.size(); visit++) {
                Orders.awaitEvent(client, "order_open", Orders.place(client, Orders.limit("buy", "0.01", "10")));
                WireSocket before = client.socket();
                token = client.begin(WireJson.object().put("resume_token", token))
                        .path("resume_token")
                        .asText();
                client.awaitResumed();
                assertThat(before.awaitEnd().code()).isEqualTo(SESSION_TAKEN_OVER);
            }
            client.settle();
            assertThat(arena.violations()).isEmpty();
        }
    }

    @Test
    void nothing_is_lost_whatever_happens_to_nodes_network_and_database() {
        play(new ClusterStory(cluster, SEED, UNHURRIED), 1);
    }

    @Test
    @Tag("slow")
    void nothing_is_lost_in_many_rounds() {
        play(new ClusterStory(cluster, SEED), Integer.getInteger("arena.it.cluster.rounds", 5));
    }

    /** Measures how long clients wait when a node is killed that has its share of the collectives. */
    @Test
    @Tag("slow")
    void nothing_is_lost_in_many_kills() {
        play(new ClusterStory(cluster, SEED), Integer.getInteger("arena.it.cluster.kills", 20), (faults, kill) -> {
            Waiting.pass(SHARED_OUT);
            note("killed with its share", faults.kill(kill % cluster.size()));
        });
    }

    private void play(ClusterStory story, int rounds) {
        play(story, rounds, this::play);
        assertThat(Stream.of("killed", "frozen", "isolated", "heard only or hearing only")
                        .flatMap(loss -> outages.get(loss).stream()))
                .as("the loss of a node leaves somebody alone")
                .anyMatch(outage -> outage.shortest().multipliedBy(4).compareTo(outage.longest()) < 0);
    }

    private void play(ClusterStory story, int rounds, ObjIntConsumer<ClusterFaults> round) {
        try (story) {
            story.begin();
            ClusterFaults faults = new ClusterFaults(cluster, story);
            IntStream.range(0, rounds).forEach(number -> round.accept(faults, number));
            story.end();
            System.out.println("cluster: " + story.summary());
            outages.forEach(ClusterIT::sumUp);
        }
    }

    /** Two of each; one of them befalls the node with the coordinators. */
    private void play(ClusterFaults faults, int round) {
        note("killed", faults.kill(cluster.oldest()));
        note("killed", faults.kill(cluster.youngest()));
        note("frozen", faults.freeze(cluster.oldest()));
        note("frozen", faults.freeze(cluster.youngest()));
        note("isolated", faults.isolate(cluster.oldest()));
        int other = cluster.youngest();
        note("heard only or hearing only", round % 2 == 0 ? faults.mute(other) : faults.deafen(other));
        note("database away", faults.databaseAway());
        note("database away", faults.databaseAway());
        for (int node = 0; node < cluster.size(); node++) {
            note("replaced", faults.replace(node));
        }
    }

    private void note(String what, ClusterStory.Outage outage) {
        System.out.println("cluster, " + what + ": " + outage);
        outages.computeIfAbsent(what, first -> new ArrayList<>()).add(outage);
    }

    /** Of each time the client that was longest without an acknowledged order. */
    private static void sumUp(String what, List<ClusterStory.Outage> times) {
        List<Duration> longest =
                times.stream().map(ClusterStory.Outage::longest).sorted().toList();
        System.out.printf(
                "cluster, %s %d times: longest without an acknowledged order: median %d ms, at most %d ms%n",
                what,
                times.size(),
                longest.get(longest.size() / 2).toMillis(),
                longest.getLast().toMillis());
    }
}
