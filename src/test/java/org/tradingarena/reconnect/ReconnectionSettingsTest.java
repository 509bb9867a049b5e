package org.tradingarena.reconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Names and defaults, which operators know from elsewhere. */
class ReconnectionSettingsTest {
    private static final ReconnectionSettings DEFAULTS = ReconnectionSettings.forMarketData();

    @Test
    void the_defaults_of_market_data() {
        assertThat(DEFAULTS)
                .isEqualTo(new ReconnectionSettings(
                        ReconnectionStrategy.EXPONENTIAL_BACKOFF,
                        Duration.ofMillis(1_000),
                        Duration.ofMillis(60_000),
                        2.0,
                        10,
                        Duration.ofMillis(300_000),
                        0));
    }

    @Test
    void the_defaults_of_clients() {
        ReconnectionSettings clients = ReconnectionSettings.forClients();
        assertThat(clients.strategy().word()).isEqualTo("exponential_backoff");
        assertThat(clients.initialDelay()).hasMillis(1_000);
        assertThat(clients.maxDelay()).hasMillis(30_000);
        assertThat(clients.backoffMultiplier()).isEqualTo(2.0);
        assertThat(clients.maxConsecutiveFailures()).isEqualTo(10);
        assertThat(clients.circuitBreakerCooldown()).hasMinutes(5);
    }

    @Test
    void every_setting_has_its_name() {
        assertThat(DEFAULTS.with(Map.of(
                        "strategy", "linear_backoff",
                        "initial_delay_ms", "70000",
                        "max_delay_ms", "80000",
                        "backoff_multiplier", "1.5",
                        "max_consecutive_failures", "4",
                        "circuit_breaker_cooldown_ms", "1000",
                        "jitter", "0.25")))
                .isEqualTo(new ReconnectionSettings(
                        ReconnectionStrategy.LINEAR_BACKOFF,
                        Duration.ofSeconds(70),
                        Duration.ofSeconds(80),
                        1.5,
                        4,
                        Duration.ofSeconds(1),
                        0.25));
        assertThat(DEFAULTS.with(Map.of("max_retry_attempts", "7")).maxConsecutiveFailures())
                .isEqualTo(7);
        assertThat(DEFAULTS.with(Map.of())).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @EnumSource(ReconnectionStrategy.class)
    void strategies_are_found_by_their_word(ReconnectionStrategy strategy) {
        assertThat(ReconnectionStrategy.find(strategy.word())).contains(strategy);
        assertThat(ReconnectionStrategy.find(strategy.word().toUpperCase(java.util.Locale.ROOT)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "strategy, never, strategy: never is none of",
        "initial_delay_ms, 0, initial_delay_ms: must be 1 or more",
        "initial_delay_ms, 60001, max_delay_ms: must not be below initial_delay_ms",
        "initial_delay_ms, 1.5, initial_delay_ms: 1.5 is no whole number",
        "initial_delay_ms, NaN, initial_delay_ms: NaN is no number",
        "max_delay_ms, 1s, max_delay_ms: 1s is no number",
        "max_delay_ms, 86400001, 'max_delay_ms: must be at most 86400000, a day'",
        "max_delay_ms, 1e300, max_delay_ms: 1e300 is no whole number",
        "backoff_multiplier, 0.9, backoff_multiplier: must be 1 to 1000",
        "max_consecutive_failures, 0, max_consecutive_failures: must be 1 or more",
        "max_retry_attempts, 3000000000, max_retry_attempts: must be at most 2147483647",
        "circuit_breaker_cooldown_ms, -1, 'circuit_breaker_cooldown_ms: must be 0 to 86400000, a day'",
        "jitter, 1.1, jitter: must be 0 to 1",
        "initial-delay, 1, initial-delay: there is no such reconnection setting",
    })
    void what_is_wrong_is_named(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.with(Map.of(name, value)))
                .withMessageStartingWith(message);
    }

    @Test
    void one_setting_under_both_its_names_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.with(Map.of("max_retry_attempts", "3", "max_consecutive_failures", "3")))
                .withMessage("max_retry_attempts: is another name of max_consecutive_failures; set one of them");
    }
}
