package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketSettingsTest {
    @Test
    void the_defaults_are_those_of_the_protocol() {
        MarketSettings settings = TestSettings.defaults();
        assertThat(settings.resumeMessages()).isEqualTo(1_000);
        assertThat(settings.unconfirmedReports()).isEqualTo(10_000);
        assertThat(settings.redelivery().firstWait()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch = 0",
                "waiting-messages = 0",
                "unconfirmed-reports = 500",
                "confirmations-before-persist = 0",
                "snapshot-every = 0",
                "tick = 0s",
                "keep-alive = 20s",
                "updates-per-message = 0",
                "resume-messages = 0",
                "redelivery.first-wait = 1m",
                "redelivery.page = 0",
                "restart.at-most = 1ms"
            })
    void settings_that_make_no_sense_stop_the_start(String setting) {
        assertThatThrownBy(() -> TestSettings.with(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("arena.market");
    }
}
