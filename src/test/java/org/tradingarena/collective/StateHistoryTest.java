package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tradingarena.protocol.StateDocument;

class StateHistoryTest {
    private final StateHistory history = new StateHistory();
    private final TestCollective collective = TestCollective.funded();

    private CollectiveState step(int number) {
        collective.does(new CollectiveIntent.Deposit("d" + number, "USD", number + 1));
        history.add(collective.state());
        return collective.state();
    }

    @Test
    void every_state_behind_the_newest_events_can_be_had_as_it_was() {
        history.add(collective.state());
        long first = collective.state().seq();
        String hash = StateDocument.hash(Views.state(step(1)));
        for (int i = 2; i <= 10; i++) {
            step(i);
        }
        assertThat(history.at(first + 1))
                .get()
                .extracting(state -> StateDocument.hash(Views.state(state)))
                .isEqualTo(hash);
        assertThat(history.at(first)).isPresent();
        assertThat(history.at(first - 1)).isEmpty();
        assertThat(history.at(first + 10)).isPresent();
        assertThat(history.at(first + 11)).isEmpty();
        assertThat(history.at(-1)).isEmpty();
    }

    @Test
    void no_more_states_are_kept_than_events() {
        for (int i = 0; i < CollectiveState.TAIL + 10; i++) {
            step(i);
        }
        long newest = collective.state().seq();
        assertThat(history.at(newest - CollectiveState.TAIL + 1)).isPresent();
        assertThat(history.at(newest - CollectiveState.TAIL)).isEmpty();
    }

    @Test
    void a_state_that_does_not_follow_begins_a_new_history() {
        step(1);
        long before = collective.state().seq();
        collective.does(new CollectiveIntent.Deposit("d2", "USD", 1));
        step(3);
        assertThat(history.at(before)).isEmpty();
        assertThat(history.at(collective.state().seq())).isPresent();
    }
}
