package org.tradingarena.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private final SendWindow window = new SendWindow(3);

    private static Outbox<String> outbox(int messages) {
        Outbox<String> outbox = Outbox.empty();
        for (int i = 1; i <= messages; i++) {
            outbox = outbox.plus(i, "m" + i);
        }
        return outbox;
    }

    @Test
    void each_message_is_sent_once_while_answers_come() {
        assertThat(window.due(outbox(1))).containsExactly(1L);
        assertThat(window.due(outbox(1))).isEmpty();
        assertThat(window.due(outbox(2))).containsExactly(2L);
        assertThat(window.due(outbox(3).settledUpTo(2))).containsExactly(3L);
    }

    @Test
    void no_more_than_the_window_is_unanswered_and_answers_move_it_on() {
        assertThat(window.due(outbox(7))).containsExactly(1L, 2L, 3L);
        assertThat(window.due(outbox(8))).isEmpty();
        assertThat(window.due(outbox(8).settledUpTo(1))).containsExactly(4L);
        assertThat(window.due(outbox(8).settledUpTo(4))).containsExactly(5L, 6L, 7L);
    }

    @Test
    void what_has_no_answer_from_one_tick_to_the_next_is_sent_again_from_the_oldest_on() {
        window.due(outbox(2));

        assertThat(window.onTick(outbox(2))).isEmpty();
        assertThat(window.onTick(outbox(5))).containsExactly(1L, 2L, 3L);
        assertThat(window.onTick(outbox(5).settledUpTo(2))).containsExactly(4L, 5L);
        assertThat(window.onTick(outbox(5).settledUpTo(2))).containsExactly(3L, 4L, 5L);
    }

    @Test
    void a_new_incarnation_sends_everything_that_has_no_answer() {
        assertThat(new SendWindow(10).due(outbox(5).settledUpTo(3))).containsExactly(4L, 5L);
        assertThat(new SendWindow(10).due(outbox(5).settledUpTo(5))).isEmpty();
    }

    @Test
    void ticks_of_an_idle_channel_send_nothing() {
        assertThat(window.onTick(Outbox.empty())).isEmpty();
        assertThat(window.onTick(Outbox.empty())).isEmpty();
        assertThat(window.due(outbox(1))).containsExactly(1L);
    }

    @Test
    void a_window_of_nothing_is_refused() {
        assertThatThrownBy(() -> new SendWindow(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A receiver that takes only the next number, and a network that loses: everything arrives, with two ticks for each loss at most. */
    @Property
    void everything_gets_through_a_lossy_network(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int size, @ForAll @IntRange(max = 40) int messages) {
        Random random = new Random(seed);
        SendWindow sender = new SendWindow(size);
        Outbox<String> outbox = outbox(messages);
        Inbox inbox = Inbox.EMPTY;
        int losses = 0;
        int ticks = 0;
        List<Long> sent = new ArrayList<>(sender.due(outbox));
        while (inbox.last() < messages) {
            if (sent.isEmpty()) {
                ticks++;
                sent.addAll(sender.onTick(outbox));
                continue;
            }
            long number = sent.removeFirst();
            assertThat(number).isLessThan(inbox.last() + 1 + size);
            if (random.nextInt(3) == 0) {
                losses++;
            } else if (inbox.judge(number) == Inbox.Arrival.NEXT) {
                inbox = inbox.taken(number);
                outbox = outbox.settledUpTo(number);
                sent.addAll(sender.due(outbox));
            }
        }
        assertThat(ticks).isLessThanOrEqualTo(2 * losses);
    }
}
