package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.collective.TestCollective.buy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Reason;
import org.tradingarena.protocol.CommandFate;

class CommandLogTest {
    private final TestCollective collective = TestCollective.funded();

    private CommandLog log() {
        return collective.state().commands();
    }

    private void placeAndClose(String id) {
        collective.does(buy(id, "1", "1"));
        collective.hearsAnswer(collective.cancelled(id, Reason.SELF_TRADE));
    }

    @Test
    void an_id_is_known_for_a_day_to_the_millisecond_and_forgotten_with_the_next_order() {
        placeAndClose("c1");
        collective.pass(Duration.ofHours(24));
        placeAndClose("c2");
        assertThat(log().find("c1")).isNotNull();

        collective.pass(Duration.ofMillis(1));
        placeAndClose("c3");
        assertThat(log().find("c1")).isNull();
        assertThat(log().find("c2")).isNotNull();
    }

    @Test
    void a_forgotten_id_may_be_used_for_another_order() {
        placeAndClose("c1");
        collective.pass(Duration.ofHours(25));
        placeAndClose("c2");

        assertThat(collective.does(buy("c1", "2", "2"))).isInstanceOf(Verdict.Placed.class);
        assertThat(collective.newest()).hasSize(1);
    }

    @Test
    void several_old_ids_leave_with_one_new_order_so_that_the_log_shrinks() {
        for (int i = 0; i < 10; i++) {
            placeAndClose("c" + i);
        }
        collective.pass(Duration.ofHours(25));

        placeAndClose("new1");
        assertThat(log().size()).isEqualTo(7);
        placeAndClose("new2");
        placeAndClose("new3");
        assertThat(log().size()).isEqualTo(3);
    }

    @Test
    void a_working_order_stays_known_however_old_and_for_a_day_after_its_end() {
        collective.does(buy("old", "1", "1"));
        for (int day = 0; day < 5; day++) {
            collective.pass(Duration.ofHours(25));
            placeAndClose("day" + day);
            assertThat(collective.does(buy("old", "1", "1")))
                    .isEqualTo(new Verdict.Placed(collective.order("old"), true));
        }

        collective.does(collective.report(1, collective.cancelled("old", Reason.ADMIN)));
        collective.pass(Duration.ofHours(24));
        placeAndClose("next");
        assertThat(log().find("old")).isNotNull();
        collective.pass(Duration.ofHours(1));
        placeAndClose("last");
        assertThat(log().find("old")).isNull();
    }

    @Test
    void a_refused_order_is_remembered_as_refused() {
        collective.does(buy("c1", "100000", "1"));

        assertThat(log().find("c1")).matches(fate -> fate != null && fate.refused());
        assertThat(Views.state(collective.state()).commands())
                .singleElement()
                .satisfies(command -> assertThat(command.accepted()).isFalse());
    }

    @Test
    void the_newest_hundred_are_shown_newest_first_with_their_orders() {
        for (int i = 0; i < 700; i++) {
            placeAndClose("c" + i);
        }

        List<CommandFate> shown = Views.state(collective.state()).commands();

        assertThat(shown).hasSize(CollectiveState.NEWEST_COMMANDS);
        assertThat(shown.getFirst().clientOrderId()).isEqualTo("c699");
        assertThat(shown.getLast().clientOrderId()).isEqualTo("c600");
        assertThat(shown).allMatch(fate -> fate.order() != null);
    }

    @Test
    void orders_that_outlived_the_day_take_no_place_among_the_newest() {
        for (int i = 0; i < 50; i++) {
            collective.does(buy("old" + i, "1", "1"));
        }
        collective.pass(Duration.ofHours(25));
        for (int i = 0; i < 100; i++) {
            placeAndCloseByHand("c" + i);
        }
        for (int i = 0; i < 50; i++) {
            collective.does(collective.report(0, collective.cancelled("old" + i, Reason.ADMIN)));
        }

        List<String> newest = log().newest(CollectiveState.NEWEST_COMMANDS);

        assertThat(newest).hasSize(100).allMatch(id -> id.startsWith("c"));
        assertThat(collective.state().orders().closed()).hasSize(150);
    }

    private void placeAndCloseByHand(String id) {
        collective.does(buy(id, "1", "1"));
        collective.does(collective.report(0, collective.cancelled(id, Reason.SELF_TRADE)));
    }

    @Test
    void it_is_full_at_the_limit_unless_the_oldest_may_be_forgotten() {
        placeAndClose("c1");
        placeAndClose("c2");

        assertThat(log().isFull(3, collective.now())).isFalse();
        assertThat(log().isFull(2, collective.now())).isTrue();
        assertThat(log().isFull(2, collective.now().plus(CommandLog.RETENTION))).isTrue();
        assertThat(log().isFull(2, collective.now().plus(CommandLog.RETENTION).plusMillis(1)))
                .isFalse();
        assertThat(CommandLog.EMPTY.isFull(0, collective.now())).isTrue();
    }
}
