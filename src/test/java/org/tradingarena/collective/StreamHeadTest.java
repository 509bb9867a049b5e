package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.collective.TestCollective.buy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveEvent.CollectiveOpened;
import org.tradingarena.collective.CollectiveEvent.KeyAdded;
import org.tradingarena.collective.CollectiveIntent.AddKeys;
import org.tradingarena.collective.CollectiveIntent.Deposit;

class StreamHeadTest {
    private final TestCollective collective = TestCollective.funded();

    @Test
    void an_event_left_out_of_a_replay_is_a_hole() {
        collective.does(buy("c1", "1", "1"));
        collective.does(new Deposit("d1", "USD", 1));
        collective.does(new AddKeys(List.of("k2")));

        for (int missing = 0; missing < collective.journal().size() - 1; missing++) {
            List<CollectiveEvent> events = new java.util.ArrayList<>(collective.journal());
            events.remove(missing);
            assertThatThrownBy(() -> replay(events))
                    .as("without event %s", missing + 1)
                    .isInstanceOf(HoleInStreamException.class);
        }
    }

    @Test
    void an_event_twice_or_of_another_epoch_is_a_hole() {
        Stamp next = collective.state().head().next(collective.now());
        KeyAdded fits = new KeyAdded(next, "k2");
        CollectiveState after = collective.state().apply(fits);

        assertThatThrownBy(() -> after.apply(fits)).isInstanceOf(HoleInStreamException.class);
        Stamp foreign = new Stamp(next.seq(), "other", next.at(), next.previousOrders(), next.previousPortfolio());
        assertThatThrownBy(() -> collective.state().apply(new KeyAdded(foreign, "k2")))
                .isInstanceOf(HoleInStreamException.class);
    }

    @Test
    void an_event_whose_predecessors_are_others_is_a_hole() {
        Stamp next = collective.state().head().next(collective.now());
        for (Stamp wrong : List.of(
                new Stamp(next.seq(), next.epoch(), next.at(), next.previousOrders() + 1, next.previousPortfolio()),
                new Stamp(next.seq(), next.epoch(), next.at(), next.previousOrders(), next.previousPortfolio() - 1))) {
            assertThatThrownBy(() -> collective.state().apply(new KeyAdded(wrong, "k2")))
                    .isInstanceOf(HoleInStreamException.class)
                    .hasMessageContaining("after event 3");
        }
    }

    @Test
    void a_stream_begins_with_number_one() {
        Stamp second = new Stamp(2, TestCollective.EPOCH, TestCollective.START, 0, 0);
        assertThatThrownBy(() ->
                        CollectiveState.none("alpha").apply(new CollectiveOpened(second, "alpha", List.of(), Map.of())))
                .isInstanceOf(HoleInStreamException.class);
    }

    @Test
    void before_the_first_event_there_is_no_epoch_and_nothing_is_open() {
        CollectiveState none = CollectiveState.none("alpha");

        assertThat(none.isOpen()).isFalse();
        assertThat(none.head().epoch()).isEmpty();
        assertThat(none.seq()).isZero();
        assertThat(none.mayEnter(TestCollective.KEY)).isFalse();
    }

    private static CollectiveState replay(List<CollectiveEvent> events) {
        CollectiveState state = CollectiveState.none("alpha");
        for (CollectiveEvent event : events) {
            state = state.apply(event);
        }
        return state;
    }
}
