package org.tradingarena.reconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.reconnect.Reconnection.Breaker.CLOSED;
import static org.tradingarena.reconnect.Reconnection.Breaker.HALF_OPEN;
import static org.tradingarena.reconnect.Reconnection.Breaker.OPEN;
import static org.tradingarena.reconnect.ReconnectionStrategy.EXPONENTIAL_BACKOFF;
import static org.tradingarena.reconnect.ReconnectionStrategy.IMMEDIATE;
import static org.tradingarena.reconnect.ReconnectionStrategy.LINEAR_BACKOFF;
import static org.tradingarena.reconnect.ReconnectionStrategy.MANUAL;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Exact schedules: what is waited, in milliseconds, under a virtual clock. */
class ReconnectionTest {
    private static final Duration COOLDOWN = Duration.ofMinutes(5);

    /** Those of the seed's tests: fast, and open after three failures. */
    private static final ReconnectionSettings SMALL = ReconnectionSettings.forMarketData()
            .withDelays(Duration.ofMillis(10), Duration.ofMillis(100))
            .withBreaker(3, Duration.ofMillis(50));

    private static ReconnectionSettings patient(ReconnectionSettings settings) {
        return settings.withBreaker(1000, COOLDOWN);
    }

    @Test
    void exponential_waits_double_up_to_the_longest() {
        assertThat(ReconnectionSchedule.of(patient(SMALL)).fails().waits(6))
                .containsExactly(10L, 20L, 40L, 80L, 100L, 100L);
    }

    @Test
    void market_data_comes_back_after_1_2_4_to_60_seconds_and_pauses_5_minutes_after_ten_failures() {
        assertThat(ReconnectionSchedule.of(ReconnectionSettings.forMarketData())
                        .fails()
                        .waits(12))
                .containsExactly(
                        1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L, 60_000L, 301_000L, 301_000L,
                        301_000L);
    }

    @Test
    void clients_come_back_after_1_2_4_to_30_seconds_less_up_to_a_fifth() {
        ReconnectionSettings clients = ReconnectionSettings.forClients();
        assertThat(new ReconnectionSchedule(clients, () -> 0).fails().waits(9))
                .containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L, 30_000L);
        assertThat(new ReconnectionSchedule(clients, () -> 0.5).fails().waits(6))
                .containsExactly(900L, 1_800L, 3_600L, 7_200L, 14_400L, 27_000L);
    }

    @Test
    void linear_waits_grow_by_the_first() {
        ReconnectionSettings linear = patient(SMALL.withStrategy(LINEAR_BACKOFF));
        assertThat(ReconnectionSchedule.of(linear).fails().waits(12))
                .containsExactly(10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L, 100L, 100L, 100L);
    }

    @Test
    void immediate_does_not_wait_until_the_breaker_opens() {
        ReconnectionSettings immediate = SMALL.withStrategy(IMMEDIATE);
        assertThat(ReconnectionSchedule.of(immediate).fails().waits(5)).containsExactly(0L, 0L, 50L, 50L, 50L);
    }

    @Test
    void manual_waits_for_somebody_to_ask() {
        ReconnectionSchedule schedule = ReconnectionSchedule.of(SMALL.withStrategy(MANUAL));
        assertThat(schedule.fails().next()).isEqualTo(new NextAttempt.ByHand(1));
        assertThat(schedule.fails().next()).isEqualTo(new NextAttempt.ByHand(2));
        assertThat(schedule.fails().breaker()).isEqualTo(OPEN);
        assertThat(schedule.next()).isEqualTo(new NextAttempt.ByHand(3));
        assertThat(schedule.succeeds().fails().next()).isEqualTo(new NextAttempt.ByHand(1));
    }

    @Test
    void the_tenth_failure_in_a_row_opens_the_breaker_and_the_ninth_does_not() {
        ReconnectionSchedule schedule = ReconnectionSchedule.of(ReconnectionSettings.forMarketData());
        for (int failure = 1; failure <= 9; failure++) {
            assertThat(schedule.fails().breaker()).as("after %d", failure).isEqualTo(CLOSED);
        }
        assertThat(schedule.fails().breaker()).isEqualTo(OPEN);
        assertThat(schedule.next()).isEqualTo(new NextAttempt.After(COOLDOWN.plusSeconds(1), 10, true));
    }

    @Test
    void an_open_breaker_is_half_open_at_the_end_of_its_cooldown_and_not_before() {
        ReconnectionSchedule schedule = ReconnectionSchedule.of(ReconnectionSettings.forMarketData());
        for (int failure = 1; failure <= 10; failure++) {
            schedule.fails();
        }
        assertThat(schedule.passes(COOLDOWN.minusNanos(1)).breaker()).isEqualTo(OPEN);
        assertThat(schedule.passes(Duration.ofNanos(1)).breaker()).isEqualTo(HALF_OPEN);
        assertThat(schedule.next()).isEqualTo(new NextAttempt.After(Duration.ofSeconds(1), 10, true));
    }

    @Test
    void a_trial_that_fails_opens_the_breaker_for_a_whole_cooldown_and_the_next_is_counted() {
        ReconnectionSchedule schedule = ReconnectionSchedule.of(SMALL);
        schedule.fails().fails().fails();
        schedule.awaitTurn();
        assertThat(schedule.breaker()).isEqualTo(HALF_OPEN);
        assertThat(schedule.fails().breaker()).isEqualTo(OPEN);
        assertThat(schedule.next()).isEqualTo(new NextAttempt.After(Duration.ofMillis(60), 4, true));
    }

    @Test
    void a_trial_that_succeeds_begins_everything_anew() {
        ReconnectionSchedule schedule = ReconnectionSchedule.of(SMALL);
        schedule.fails().fails().fails();
        schedule.awaitTurn();
        assertThat(schedule.succeeds().breaker()).isEqualTo(CLOSED);
        assertThat(schedule.failures()).isZero();
        assertThat(schedule.fails().waits(3)).containsExactly(10L, 20L, 60L);
    }

    @Test
    void an_attempt_by_hand_that_fails_while_the_breaker_is_open_does_not_prolong_the_cooldown() {
        ReconnectionSchedule schedule = ReconnectionSchedule.of(SMALL);
        schedule.fails().fails().fails().passes(Duration.ofMillis(20)).fails();
        assertThat(schedule.failures()).isEqualTo(3);
        assertThat(schedule.next()).isEqualTo(new NextAttempt.After(Duration.ofMillis(40), 3, true));
    }

    @Test
    void success_forgets_failures_so_that_only_failures_in_a_row_count() {
        ReconnectionSchedule schedule = ReconnectionSchedule.of(SMALL);
        for (int i = 0; i < 20; i++) {
            assertThat(schedule.fails().fails().breaker()).isEqualTo(CLOSED);
            schedule.succeeds();
        }
        assertThat(schedule.fails().awaitTurn()).isEqualTo(10);
    }

    @Test
    void a_multiplier_of_one_keeps_the_first_wait_and_a_fraction_grows_slower() {
        assertThat(ReconnectionSchedule.of(patient(multiplier("1"))).fails().waits(4))
                .containsExactly(10L, 10L, 10L, 10L);
        assertThat(ReconnectionSchedule.of(patient(multiplier("1.5"))).fails().waits(5))
                .containsExactly(10L, 15L, 22L, 33L, 50L);
    }

    private static ReconnectionSettings multiplier(String text) {
        return SMALL.withStrategy(EXPONENTIAL_BACKOFF).with(java.util.Map.of("backoff_multiplier", text));
    }
}
