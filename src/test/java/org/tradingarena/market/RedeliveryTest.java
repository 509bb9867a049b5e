package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.market.TestMarket.buy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.Report;

/** When reports go out again, and what confirmations in memory come to. */
class RedeliveryTest {
    private final TestMarket market = new TestMarket();
    private final Redelivery redelivery =
            new Redelivery(new MarketSettings.Redelivery(Duration.ofSeconds(1), Duration.ofSeconds(4), 3));
    private Confirmations confirmations = Confirmations.NONE;
    private Instant now = TestMarket.START;

    @Test
    void after_a_recovery_the_oldest_go_out_at_once() {
        reports(5);
        assertThat(numbers(redelivery.all(market.state(), confirmations, now))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_report_has_time_to_be_confirmed_and_then_waits_twice_as_long_each_time() {
        reports(1);
        assertThat(due()).isEmpty();
        pass(999);
        assertThat(due()).isEmpty();
        pass(1);
        assertThat(due()).containsExactly(1L);
        pass(1_999);
        assertThat(due()).isEmpty();
        pass(1);
        assertThat(due()).containsExactly(1L);
        pass(4_000);
        assertThat(due()).containsExactly(1L);
        pass(3_999);
        assertThat(due()).isEmpty();
        pass(1);
        assertThat(due()).containsExactly(1L);
    }

    @Test
    void as_long_as_the_oldest_is_confirmed_in_time_nothing_goes_out_again() {
        for (int i = 1; i < 10; i++) {
            reports(1);
            assertThat(due()).isEmpty();
            pass(600);
            confirm(i);
        }
    }

    @Test
    void a_confirmed_page_calls_for_the_next() {
        reports(8);
        redelivery.all(market.state(), confirmations, now);
        confirm(2);
        assertThat(afterConfirmation()).isEmpty();
        confirm(3);
        assertThat(afterConfirmation()).containsExactly(4L, 5L, 6L);
        confirm(6);
        assertThat(afterConfirmation()).containsExactly(7L, 8L);
        confirm(8);
        assertThat(afterConfirmation()).isEmpty();
    }

    @Test
    void a_confirmation_in_ordinary_times_sends_nothing_again() {
        reports(3);
        assertThat(due()).isEmpty();
        confirm(1);
        assertThat(afterConfirmation()).isEmpty();
    }

    @Test
    void a_collective_that_repeats_commands_gets_one_page_and_not_one_for_each() {
        reports(5);
        assertThat(asked()).containsExactly(1L, 2L, 3L);
        assertThat(asked()).isEmpty();
        pass(1_000);
        assertThat(asked()).containsExactly(1L, 2L, 3L);
        confirm(3);
        assertThat(asked()).containsExactly(4L, 5L);
        confirm(5);
        assertThat(asked()).isEmpty();
    }

    @Test
    void confirmations_cover_what_they_say_and_nothing_twice() {
        reports(5);
        confirm(2);
        confirm(2);
        confirm(1);
        assertThat(confirmations.reports()).isEqualTo(2);
        confirm(5);
        assertThat(confirmations.reports()).isEqualTo(5);
        assertThat(confirmations.unconfirmed(market.state(), "ada")).isEmpty();
    }

    @Test
    void confirmations_that_the_state_knows_by_now_are_not_counted() {
        reports(3);
        confirm(3);
        market.run(market.command(buy("ada", "seen", "50", "1"), 2));
        assertThat(confirmations.besides(market.state()).reports()).isEqualTo(1);
        market.run(market.command(buy("ada", "seen too", "50", "1"), 3));
        assertThat(confirmations.besides(market.state())).isEqualTo(Confirmations.NONE);
    }

    private void reports(int count) {
        for (int i = 0; i < count; i++) {
            market.run(buy("ada", "a" + market.state().seq(), "50", "1"));
        }
    }

    private void confirm(long report) {
        confirmations = confirmations.plus(market.state(), "ada", report);
    }

    private void pass(long milliseconds) {
        now = now.plusMillis(milliseconds);
    }

    private List<Long> due() {
        return numbers(redelivery.due(market.state(), confirmations, now));
    }

    private List<Long> asked() {
        return numbers(redelivery.asked(market.state(), confirmations, "ada", now));
    }

    private List<Long> afterConfirmation() {
        return numbers(redelivery.afterConfirmation(market.state(), confirmations, "ada", now));
    }

    private static List<Long> numbers(List<Report> reports) {
        return reports.stream().map(Report::number).toList();
    }
}
