package org.tradingarena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tradingarena.bench.report.Latency;
import org.tradingarena.bench.report.Percentiles;

class PacerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void a_timeline_is_even_and_knows_what_is_due() {
        Timeline timeline = new Timeline(5 * SECOND, 1000);
        assertThat(timeline.due(0)).isEqualTo(5 * SECOND);
        assertThat(timeline.due(1)).isEqualTo(5 * SECOND + MILLI);
        assertThat(timeline.due(1_000_000)).isEqualTo(1005 * SECOND);
        assertThat(timeline.before(4 * SECOND)).isZero();
        assertThat(timeline.before(5 * SECOND)).isZero();
        assertThat(timeline.before(5 * SECOND + 1)).isOne();
        assertThat(timeline.before(6 * SECOND)).isEqualTo(1000);
    }

    /**
     * Coordinated omission: a server that stands still for a second must show in the latency of all that was due in that second, not in that of
     * one request alone.
     */
    @Test
    void a_server_that_stands_still_shows_in_everything_that_was_due_meanwhile() throws Exception {
        long[] now = {0};
        Latency latency = new Latency("latency");
        Latency lag = new Latency("lag");
        Pacer pacer = new Pacer(
                new Timeline(0, 1000), lag, due -> true, () -> now[0] += MILLI / 10, nanos -> now[0] += nanos);
        boolean[] stood = {false};
        pacer.run(4 * SECOND, () -> false, (number, due) -> {
            if (number == 1000) {
                now[0] += SECOND; // the send itself blocks for a second
                stood[0] = true;
            }
            latency.record(now[0] - due);
            pacer.answered();
        });
        Percentiles measured = latency.percentiles();
        assertThat(stood[0]).isTrue();
        assertThat(measured.samples()).isEqualTo(4000);
        assertThat(measured.max()).isGreaterThanOrEqualTo(SECOND);
        // After the stall a send takes 0.2 to 0.3 ms, and one is due each 1 ms: the delay shrinks over more than 1000
        // sends.
        assertThat(measured.p90()).as("a tenth of all was late for long").isGreaterThan(300 * MILLI);
        assertThat(lag.percentiles().p90()).as("and says so of itself").isGreaterThan(300 * MILLI);
    }

    @Test
    void the_lag_of_what_does_not_count_is_not_recorded() throws Exception {
        long[] now = {0};
        Latency lag = new Latency("lag");
        Pacer pacer = new Pacer(
                new Timeline(0, 1000), lag, due -> due >= SECOND, () -> now[0] += MILLI / 10, nanos -> now[0] += nanos);
        pacer.run(3 * SECOND, () -> false, (number, due) -> pacer.answered());
        assertThat(lag.percentiles().samples()).isEqualTo(2000);
    }

    @Test
    void it_stops_when_it_is_told_and_sends_each_number_once() throws Exception {
        long[] now = {0};
        List<Long> sent = new ArrayList<>();
        Pacer pacer = new Pacer(
                new Timeline(0, 1000),
                new Latency("lag"),
                due -> true,
                () -> now[0] += MILLI,
                nanos -> now[0] += nanos);
        pacer.run(SECOND, () -> sent.size() == 5, (number, due) -> {
            sent.add(number);
            pacer.answered();
        });
        assertThat(sent).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void no_more_than_the_bound_is_under_way() throws Exception {
        long[] now = {0};
        long[] sent = {0};
        boolean[] full = {false};
        Pacer pacer = new Pacer(
                new Timeline(0, 1_000_000),
                new Latency("lag"),
                due -> true,
                () -> now[0] += 1000,
                nanos -> now[0] += nanos);
        // Nobody answers: it sends until the bound, and then looks only whether it is to stop.
        pacer.run(SECOND, () -> full[0] || (full[0] = sent[0] == Pacer.MOST_OUTSTANDING), (number, due) -> sent[0]++);
        assertThat(sent[0]).isEqualTo(Pacer.MOST_OUTSTANDING);
    }

    @Test
    void a_tag_is_given_again_only_when_its_publication_was_seen() {
        DueTimes dues = new DueTimes();
        assertThat(dues.sent(3, 111)).isTrue();
        assertThat(dues.sent(3 + DueTimes.TAGS, 222)).isFalse();
        assertThat(dues.seen(3)).isEqualTo(111);
        assertThat(dues.seen(3)).isZero();
        assertThat(dues.sent(3 + DueTimes.TAGS, 222)).isTrue();
        dues.forget(3 + DueTimes.TAGS);
        assertThat(dues.seen(3)).isZero();
        assertThat(dues.seen(-1)).isZero();
        assertThat(dues.seen(DueTimes.TAGS)).isZero();
    }

    @Test
    void the_first_who_sees_a_message_tells_all_others_when_it_was_due() {
        FirstSeen seen = new FirstSeen(100);
        assertThat(seen.dueOf(5_000, () -> 77)).isEqualTo(77);
        assertThat(seen.dueOf(5_000, () -> 0)).isEqualTo(77);
        assertThat(seen.dueOf(101, () -> 0)).isZero();
        assertThat(seen.dueOf(101, () -> 99))
                .as("who did not know at first does not know later")
                .isZero();
        assertThat(seen.dueOf(100, () -> 99)).isZero();
    }
}
