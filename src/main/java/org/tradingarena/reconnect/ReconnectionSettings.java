package org.tradingarena.reconnect;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * How a lost connection comes back. The names in {@link #with} are those that operators and bots write.
 *
 * @param strategy how long to wait before each attempt
 * @param initialDelay the wait before the first attempt; the step of {@code linear_backoff}; 1 ms or more
 * @param maxDelay no wait is longer, the circuit breaker's apart; not below {@code initialDelay}, at most a day
 * @param backoffMultiplier how many times longer each wait of {@code exponential_backoff} is; 1 or more
 * @param maxConsecutiveFailures so many failures in a row open the circuit breaker; 1 or more
 * @param circuitBreakerCooldown how long an open breaker lets nothing through; at most a day
 * @param jitter the part of each wait that chance may take away, 0 to 1, so that many clients do not come back in step
 */
public record ReconnectionSettings(
        ReconnectionStrategy strategy,
        Duration initialDelay,
        Duration maxDelay,
        double backoffMultiplier,
        int maxConsecutiveFailures,
        Duration circuitBreakerCooldown,
        double jitter) {

    private static final Duration LONGEST = Duration.ofDays(1);

    public ReconnectionSettings {
        require(initialDelay.toMillis() >= 1, "initial_delay_ms", "must be 1 or more");
        require(maxDelay.compareTo(initialDelay) >= 0, "max_delay_ms", "must not be below initial_delay_ms");
        require(maxDelay.compareTo(LONGEST) <= 0, "max_delay_ms", "must be at most " + LONGEST.toMillis() + ", a day");
        require(backoffMultiplier >= 1 && backoffMultiplier <= 1000, "backoff_multiplier", "must be 1 to 1000");
        require(maxConsecutiveFailures >= 1, "max_consecutive_failures", "must be 1 or more");
        require(
                !circuitBreakerCooldown.isNegative() && circuitBreakerCooldown.compareTo(LONGEST) <= 0,
                "circuit_breaker_cooldown_ms",
                "must be 0 to " + LONGEST.toMillis() + ", a day");
        require(jitter >= 0 && jitter <= 1, "jitter", "must be 0 to 1");
    }

    /** For clients of the arena: exponential from 1 s to 30 s, ten attempts until the breaker opens, a fifth of jitter. */
    public static ReconnectionSettings forClients() {
        return new ReconnectionSettings(
                ReconnectionStrategy.EXPONENTIAL_BACKOFF,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                2.0,
                10,
                Duration.ofMinutes(5),
                0.2);
    }

    /** For upstream market data: exponential from 1 s to 60 s, ten failures until the breaker opens, no jitter. */
    public static ReconnectionSettings forMarketData() {
        return new ReconnectionSettings(
                ReconnectionStrategy.EXPONENTIAL_BACKOFF,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                2.0,
                10,
                Duration.ofMinutes(5),
                0);
    }

    /**
     * With what these settings name: {@code strategy}, {@code initial_delay_ms}, {@code max_delay_ms}, {@code backoff_multiplier}, {@code
     * max_consecutive_failures} (or, its other name, {@code max_retry_attempts}), {@code circuit_breaker_cooldown_ms}, {@code jitter}.
     * The rest stays.
     *
     * @throws IllegalArgumentException naming the setting that is unknown or not of its form
     */
    public ReconnectionSettings with(Map<String, String> named) {
        require(
                !named.containsKey("max_retry_attempts") || !named.containsKey("max_consecutive_failures"),
                "max_retry_attempts",
                "is another name of max_consecutive_failures; set one of them");
        ReconnectionSettings settings = this;
        // Both delays at once: each alone could be out of order with the other's old value.
        if (named.containsKey("initial_delay_ms") || named.containsKey("max_delay_ms")) {
            settings = settings.withDelays(
                    millis(named, "initial_delay_ms", initialDelay), millis(named, "max_delay_ms", maxDelay));
        }
        for (Map.Entry<String, String> entry : named.entrySet()) {
            settings = settings.with(entry.getKey(), entry.getValue());
        }
        return settings;
    }

    /** With another strategy. */
    public ReconnectionSettings withStrategy(ReconnectionStrategy other) {
        return new ReconnectionSettings(
                other,
                initialDelay,
                maxDelay,
                backoffMultiplier,
                maxConsecutiveFailures,
                circuitBreakerCooldown,
                jitter);
    }

    /** With other delays. */
    public ReconnectionSettings withDelays(Duration initial, Duration most) {
        return new ReconnectionSettings(
                strategy, initial, most, backoffMultiplier, maxConsecutiveFailures, circuitBreakerCooldown, jitter);
    }

    /** With another circuit breaker. */
    public ReconnectionSettings withBreaker(int failures, Duration cooldown) {
        return new ReconnectionSettings(
                strategy, initialDelay, maxDelay, backoffMultiplier, failures, cooldown, jitter);
    }

    private ReconnectionSettings with(String name, String value) {
        return switch (name) {
            case "initial_delay_ms", "max_delay_ms" -> this;
            case "strategy" ->
                withStrategy(ReconnectionStrategy.find(value)
                        .orElseThrow(() -> new IllegalArgumentException("strategy: " + value
                                + " is none of immediate, exponential_backoff, linear_backoff, manual")));
            case "max_consecutive_failures", "max_retry_attempts" ->
                withBreaker(count(name, value), circuitBreakerCooldown);
            case "circuit_breaker_cooldown_ms" -> withBreaker(maxConsecutiveFailures, millis(name, value));
            case "backoff_multiplier" ->
                new ReconnectionSettings(
                        strategy,
                        initialDelay,
                        maxDelay,
                        number(name, value),
                        maxConsecutiveFailures,
                        circuitBreakerCooldown,
                        jitter);
            case "jitter" ->
                new ReconnectionSettings(
                        strategy,
                        initialDelay,
                        maxDelay,
                        backoffMultiplier,
                        maxConsecutiveFailures,
                        circuitBreakerCooldown,
                        number(name, value));
            default -> throw new IllegalArgumentException(name + ": there is no such reconnection setting");
        };
    }

    private static Duration millis(Map<String, String> named, String name, Duration otherwise) {
        String value = named.get(name);
        return value == null ? otherwise : millis(name, value);
    }

    private static Duration millis(String name, String value) {
        return Duration.ofMillis(whole(name, value));
    }

    private static int count(String name, String value) {
        long count = whole(name, value);
        require(count <= Integer.MAX_VALUE, name, "must be at most " + Integer.MAX_VALUE);
        return (int) count;
    }

    private static long whole(String name, String value) {
        try {
            return decimal(name, value).longValueExact();
        } catch (ArithmeticException notWhole) {
            throw new IllegalArgumentException(name + ": " + value + " is no whole number", notWhole);
        }
    }

    private static double number(String name, String value) {
        return decimal(name, value).doubleValue();
    }

    private static BigDecimal decimal(String name, String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + ": " + value + " is no number", notANumber);
        }
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + rule);
        }
    }
}
