package org.tradingarena.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final long SECOND = 1000 * MILLI;

    private final RateLimit limit = new RateLimit(new RateLimit.Limits(1000, 2000, 10, 5), 0);

    private int admitted(int messages, long now) {
        int admitted = 0;
        for (int i = 0; i < messages; i++) {
            admitted += limit.take(now) == 0 ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void a_burst_is_let_in_and_then_one_message_a_millisecond() {
        assertThat(admitted(3000, 0)).isEqualTo(2000);
        assertThat(admitted(10, 5 * MILLI)).isEqualTo(5);
        assertThat(admitted(5000, 60 * SECOND)).isEqualTo(2000);
    }

    @Test
    void the_wait_is_until_the_next_message_may_come() {
        assertThat(admitted(2000, 0)).isEqualTo(2000);
        assertThat(limit.take(0)).isEqualTo(1);
        assertThat(limit.take(MILLI)).isZero();
    }

    @Test
    void ten_times_the_rate_over_five_seconds_is_a_flood_and_a_little_less_is_not() {
        for (int second = 0; second < 20; second++) {
            admitted(9_999, second * SECOND);
            assertThat(limit.isFlood()).isFalse();
        }
        for (int second = 20; second < 25; second++) {
            assertThat(limit.isFlood()).isFalse();
            admitted(10_000, second * SECOND);
        }
        assertThat(limit.isFlood()).isTrue();
    }

    @Test
    void a_pause_ends_a_flood() {
        admitted(50_000, 0);
        assertThat(limit.isFlood()).isTrue();
        limit.take(6 * SECOND);
        assertThat(limit.isFlood()).isFalse();
    }
}
