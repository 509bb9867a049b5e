package org.tradingarena.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterQuorumTest {
    private static Config config(String seeds, String quorum) {
        return ArenaConfig.load(Map.of(
                "ARENA_CONFIG",
                "conf/cluster.conf",
                "ARENA_CLUSTER_SEEDS",
                seeds,
                "ARENA_CLUSTER_PORT",
                "1001",
                "ARENA_CLUSTER_QUORUM",
                quorum));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1001, 1",
        "'127.0.0.1:1001,b:1', 2",
        "'127.0.0.1:1001,b:1,c:1', 2",
        "'a:1,b:1,c:1,d:1', 3",
        "'a:1,b:1,c:1,d:1,e:1', 3"
    })
    void more_than_half_of_the_seeds_must_hear_each_other_to_begin_and_to_go_on(String seeds, int quorum) {
        Config config = config(seeds, "0");
        assertThat(ClusterConfig.from(config).quorum()).isEqualTo(quorum);
        assertThat(config.getInt("pekko.cluster.role.core.min-nr-of-members")).isEqualTo(quorum);
        assertThat(config.getInt("pekko.cluster.split-brain-resolver.static-quorum.quorum-size"))
                .isEqualTo(quorum);
        assertThat(config.getString("pekko.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("static-quorum");
        assertThat(config.getString("pekko.cluster.split-brain-resolver.static-quorum.role"))
                .isEqualTo("core");
    }

    @Test
    void a_larger_arena_than_its_seeds_has_a_larger_quorum() {
        assertThat(ClusterConfig.from(config("a:1,b:1,c:1", "3")).quorum()).isEqualTo(3);
    }

    @Test
    void less_than_half_of_the_seeds_is_refused() {
        assertThatThrownBy(() -> config("a:1,b:1,c:1", "1"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("arena.cluster.quorum (ARENA_CLUSTER_QUORUM) is 1: fewer than 2 of 3 seeds");
    }

    @Test
    void only_the_first_seed_waits_long_before_it_begins_alone() {
        assertThat(config("127.0.0.1:1001,b:1", "0").getDuration("pekko.cluster.seed-node-timeout"))
                .isGreaterThan(config("b:1,127.0.0.1:1001", "0").getDuration("pekko.cluster.seed-node-timeout"));
    }
}
