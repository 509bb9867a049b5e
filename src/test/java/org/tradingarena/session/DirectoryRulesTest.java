package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.tradingarena.session.DirectoryCommand.Enter;
import org.tradingarena.session.DirectoryCommand.Leave;
import org.tradingarena.session.DirectoryCommand.Present;
import org.tradingarena.session.DirectoryEvent.Entered;
import org.tradingarena.session.DirectoryEvent.Left;
import org.tradingarena.session.DirectoryEvent.Reviewed;

class DirectoryRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Duration DAY = Duration.ofHours(24);

    @SuppressWarnings("NullAway") // the rules answer nobody
    private static final ActorRef<DirectoryReply> NOBODY = null;

    private final DirectoryRules rules = new DirectoryRules(2, DAY);
    private DirectoryState state = DirectoryState.EMPTY;

    private Optional<List<DirectoryEvent>> enter(String client, long generation, Instant now) {
        Optional<List<DirectoryEvent>> events = rules.enter(state, new Enter(1, client, generation, NOBODY), now);
        events.ifPresent(this::apply);
        return events;
    }

    private List<DirectoryEvent> present(String client, Instant until, Instant now) {
        return apply(rules.present(state, new Present(client, 1, until), now));
    }

    private List<DirectoryEvent> leave(String client, long generation) {
        return apply(rules.leave(state, new Leave(client, generation)));
    }

    private List<DirectoryEvent> apply(List<DirectoryEvent> events) {
        events.forEach(event -> state = state.apply(event));
        return events;
    }

    @Test
    void a_session_that_begins_is_entered_to_be_reviewed_after_the_retention() {
        assertThat(enter("a", 1, NOW)).contains(List.of(new Entered("a", 1, NOW, NOW.plus(DAY))));
        assertThat(state.after("", 10)).containsExactly("a");
    }

    @Test
    void one_that_is_entered_is_not_entered_again() {
        enter("a", 1, NOW);
        assertThat(enter("a", 1, NOW.plusSeconds(9))).contains(List.of());
        assertThat(state.size()).isEqualTo(1);
    }

    @Test
    void beyond_the_bound_nobody_new_enters_and_who_is_in_is_not_touched() {
        enter("a", 1, NOW);
        enter("b", 1, NOW);
        assertThat(enter("c", 1, NOW)).isEmpty();
        assertThat(enter("a", 7, NOW)).isPresent();
        leave("b", 1);
        assertThat(enter("c", 1, NOW)).isPresent();
    }

    @Test
    void leaving_twice_and_leaving_without_having_been_there_changes_nothing() {
        enter("a", 3, NOW);
        assertThat(leave("a", 3)).containsExactly(new Left("a"));
        assertThat(leave("a", 3)).isEmpty();
        assertThat(leave("b", 3)).isEmpty();
    }

    @Test
    void a_late_word_about_an_older_session_does_not_end_a_newer_one() {
        enter("a", 3, NOW);
        enter("a", 8, NOW.plusSeconds(1));
        assertThat(leave("a", 7)).isEmpty();
        assertThat(leave("a", 9)).containsExactly(new Left("a"));
    }

    @Test
    void a_session_that_is_there_is_entered_even_beyond_the_bound() {
        enter("a", 1, NOW);
        enter("b", 1, NOW);
        assertThat(present("c", NOW.plus(DAY), NOW)).containsExactly(new Entered("c", 1, NOW, NOW.plus(DAY)));
    }

    @Test
    void that_a_session_goes_on_is_noted_only_when_it_was_due() {
        enter("a", 1, NOW);
        Instant later = NOW.plus(DAY);
        assertThat(present("a", later.plus(DAY), NOW.plusSeconds(5))).isEmpty();
        assertThat(state.due(later.minusMillis(1))).isEmpty();
        assertThat(state.due(later)).containsExactly("a");
        assertThat(present("a", later.plus(DAY), later)).containsExactly(new Reviewed("a", later.plus(DAY)));
        assertThat(state.due(later.plusSeconds(1))).isEmpty();
        assertThat(state.find("a")).isEqualTo(new DirectoryState.Entry(NOW, 1, later.plus(DAY)));
    }

    @Test
    void pages_are_by_name_and_go_on_after_any_name() {
        DirectoryRules wide = new DirectoryRules(100, DAY);
        for (String client : List.of("b", "a-1", "a", "a_", "c")) {
            wide.enter(state, new Enter(1, client, 1, NOBODY), NOW).ifPresent(this::apply);
        }
        assertThat(state.after("", 2)).containsExactly("a", "a-1");
        assertThat(state.after("a-1", 2)).containsExactly("a_", "b");
        assertThat(state.after("bb", 2)).containsExactly("c");
        assertThat(state.after("c", 2)).isEmpty();
    }
}
