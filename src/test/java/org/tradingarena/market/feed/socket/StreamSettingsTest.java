package org.tradingarena.market.feed.socket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 600_001})
    void timeouts_are_a_millisecond_to_ten_minutes(long millis) {
        Duration wrong = Duration.ofMillis(millis);
        assertRefused(wrong, SECOND, SECOND, 10, 1024, "connect_timeout: must be 1 ms to 10 min");
        assertRefused(SECOND, wrong, SECOND, 10, 1024, "subscribe_timeout: must be 1 ms to 10 min");
        assertRefused(SECOND, SECOND, wrong, 10, 1024, "silence_timeout: must be 1 ms to 10 min");
    }

    @Test
    void depths_are_krakens() {
        assertRefused(SECOND, SECOND, SECOND, 20, 1024, "depth: must be 10, 25, 100, 500 or 1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1023, (1 << 26) + 1})
    void messages_have_a_bound(int characters) {
        assertRefused(SECOND, SECOND, SECOND, 10, characters, "max_message_characters: must be 1024 to 67108864");
    }

    private static void assertRefused(
            Duration connect, Duration subscribe, Duration silence, int depth, int characters, String message) {
        assertThatThrownBy(() -> new StreamSettings(connect, subscribe, silence, depth, characters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
