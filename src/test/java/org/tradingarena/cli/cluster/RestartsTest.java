package org.tradingarena.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartsTest {
    @Test
    void a_node_that_was_ready_is_started_again_after_three_seconds_every_time() {
        Restarts restarts = Restarts.NONE;
        for (int killed = 0; killed < 100; killed++) {
            restarts = restarts.after(true);
            assertThat(restarts.givenUp()).isFalse();
            assertThat(restarts.pause()).isEqualTo(Restarts.FIRST);
        }
    }

    @Test
    void one_that_never_gets_ready_waits_twice_as_long_each_time_and_is_given_up_after_the_fifth() {
        List<Restarts> tries = Stream.iterate(Restarts.NONE.after(false), each -> each.after(false))
                .limit(5)
                .toList();
        assertThat(tries).extracting(each -> each.pause().toSeconds()).containsExactly(3L, 6L, 12L, 24L, 30L);
        assertThat(tries).extracting(Restarts::givenUp).containsExactly(false, false, false, false, true);
    }

    @Test
    void once_ready_its_failures_are_forgotten() {
        Restarts restarts = Restarts.NONE.after(false).after(false).after(false).after(false);
        assertThat(restarts.after(true).after(false).givenUp()).isFalse();
    }
}
