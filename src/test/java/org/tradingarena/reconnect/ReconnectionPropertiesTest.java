package org.tradingarena.reconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.reconnect.Reconnection.Breaker.CLOSED;
import static org.tradingarena.reconnect.Reconnection.Breaker.HALF_OPEN;
import static org.tradingarena.reconnect.Reconnection.Breaker.OPEN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of every setting and every history. */
class ReconnectionPropertiesTest {
    private static final Instant START = ReconnectionSchedule.START;

    @Provide
    Arbitrary<ReconnectionSettings> settings() {
        Arbitrary<Long> initial = Arbitraries.longs().between(1, 100_000);
        Arbitrary<Long> more = Arbitraries.longs().between(0, 10_000_000);
        return Combinators.combine(
                        Arbitraries.of(
                                ReconnectionStrategy.IMMEDIATE,
                                ReconnectionStrategy.EXPONENTIAL_BACKOFF,
                                ReconnectionStrategy.LINEAR_BACKOFF),
                        initial,
                        more,
                        Arbitraries.doubles().between(1, 1000),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.doubles().between(0, 1))
                .as((strategy, first, above, multiplier, failures, cooldown, jitter) -> new ReconnectionSettings(
                        strategy,
                        Duration.ofMillis(first),
                        Duration.ofMillis(first + above),
                        multiplier,
                        failures,
                        Duration.ofMillis(cooldown),
                        jitter));
    }

    private static Reconnection failed(ReconnectionSettings settings, int times) {
        Reconnection reconnection = Reconnection.begin(settings);
        for (int i = 0; i < times; i++) {
            reconnection = reconnection.failed(START);
        }
        return reconnection;
    }

    private static NextAttempt.After next(Reconnection reconnection, double chance) {
        return (NextAttempt.After) reconnection.next(START, chance);
    }

    @Property
    void no_wait_is_below_zero_or_longer_than_the_longest_and_the_cooldown(
            @ForAll("settings") ReconnectionSettings settings,
            @ForAll @IntRange(max = 100) int failures,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double chance) {
        NextAttempt.After next = next(failed(settings, failures), chance);
        Duration most =
                next.breakerOpen() ? settings.maxDelay().plus(settings.circuitBreakerCooldown()) : settings.maxDelay();
        assertThat(next.delay()).isBetween(Duration.ZERO, most);
    }

    @Property
    void jitter_only_shortens_and_by_no_more_than_its_part(
            @ForAll("settings") ReconnectionSettings settings,
            @ForAll @IntRange(max = 30) int failures,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double chance) {
        Reconnection reconnection = failed(settings.withBreaker(1000, Duration.ZERO), failures);
        long whole = next(reconnection, 0).delay().toNanos();
        long shortened = next(reconnection, chance).delay().toNanos();
        assertThat(shortened).isLessThanOrEqualTo(whole);
        assertThat((double) shortened).isGreaterThanOrEqualTo(whole * (1 - settings.jitter()) - 1);
    }

    @Property
    void waits_never_become_shorter_while_failures_go_on(@ForAll("settings") ReconnectionSettings settings) {
        ReconnectionSettings patient = settings.withBreaker(1000, Duration.ZERO);
        Duration before = Duration.ZERO;
        for (int failures = 1; failures <= 40; failures++) {
            Duration wait = next(failed(patient, failures), 0).delay();
            assertThat(wait).isGreaterThanOrEqualTo(before);
            before = wait;
        }
    }

    @Property
    void the_breaker_opens_exactly_at_its_number_of_failures(@ForAll("settings") ReconnectionSettings settings) {
        int threshold = settings.maxConsecutiveFailures();
        assertThat(failed(settings, threshold - 1).breaker(START)).isEqualTo(CLOSED);
        Reconnection open = failed(settings, threshold);
        Instant end = START.plus(settings.circuitBreakerCooldown());
        assertThat(open.breaker(end)).isEqualTo(HALF_OPEN);
        assertThat(open.breaker(end.minusNanos(1))).isEqualTo(OPEN);
    }

    /** Whatever happens, an open breaker lets nothing through by itself before its cooldown is over. */
    @Property
    void nothing_is_tried_by_itself_while_the_breaker_is_open(
            @ForAll("settings") ReconnectionSettings settings,
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> history,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double chance) {
        ReconnectionSchedule schedule = new ReconnectionSchedule(settings, () -> chance);
        for (int step : history) {
            schedule.awaitTurn();
            assertThat(schedule.breaker()).isNotEqualTo(OPEN);
            if (step == 0) {
                schedule.succeeds();
                assertThat(schedule.failures()).isZero();
            } else {
                schedule.fails();
            }
        }
    }

    @Property
    void only_an_unbroken_row_of_failures_opens_the_breaker(
            @ForAll("settings") ReconnectionSettings settings, @ForAll @Size(max = 100) List<Boolean> history) {
        Reconnection reconnection = Reconnection.begin(settings.withBreaker(5, Duration.ofDays(1)));
        int row = 0;
        for (boolean success : history) {
            reconnection = success ? reconnection.succeeded() : reconnection.failed(START);
            row = success ? 0 : row + 1;
            assertThat(reconnection.breaker(START)).isEqualTo(row >= 5 ? OPEN : CLOSED);
        }
    }
}
