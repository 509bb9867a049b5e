package org.tradingarena.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.Inbox.Arrival;

class ChannelSidesTest {
    @Test
    void an_outbox_numbers_without_a_gap_and_keeps_what_has_no_answer() {
        Outbox<String> outbox = Outbox.<String>empty().plus(1, "a").plus(2, "b").plus(3, "c");

        assertThat(outbox.next()).isEqualTo(4);
        assertThat(outbox.unanswered()).containsExactly("a", "b", "c");
        assertThat(outbox.settledUpTo(2).unanswered()).containsExactly("c");
        assertThat(outbox.settledUpTo(2).settledUpTo(1).unanswered()).containsExactly("c");
        assertThat(outbox.settledUpTo(3).next()).isEqualTo(4);
    }

    @Test
    void an_outbox_takes_only_its_next_number_and_no_answer_to_what_it_never_sent() {
        Outbox<String> outbox = Outbox.<String>empty().plus(1, "a");

        assertThatThrownBy(() -> outbox.plus(1, "a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.plus(3, "c")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outbox.settledUpTo(2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_inbox_takes_each_number_once_and_in_order() {
        Inbox inbox = Inbox.EMPTY.taken(1).taken(2);

        assertThat(inbox.judge(1)).isEqualTo(Arrival.REPEATED);
        assertThat(inbox.judge(2)).isEqualTo(Arrival.REPEATED);
        assertThat(inbox.judge(3)).isEqualTo(Arrival.NEXT);
        assertThat(inbox.judge(4)).isEqualTo(Arrival.EARLY);
        assertThat(inbox.judge(0)).isEqualTo(Arrival.REPEATED);
        assertThatThrownBy(() -> inbox.taken(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inbox.taken(4)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_report_tells_something_and_cannot_be_changed() {
        assertThatThrownBy(() -> new Report("BTC/USD", "alpha", 1, 0, List.of(), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever arrives, in whatever order and however often: what is taken is 1, 2, 3 … */
    @Property
    void numbers_in_any_order_are_taken_as_one_two_three(@ForAll List<@IntRange(min = 1, max = 8) Integer> arriving) {
        Inbox inbox = Inbox.EMPTY;
        long taken = 0;
        for (int number : arriving) {
            if (inbox.judge(number) == Arrival.NEXT) {
                inbox = inbox.taken(number);
                assertThat(number).isEqualTo(++taken);
            }
        }
        assertThat(inbox.last()).isEqualTo(taken);
    }
}
