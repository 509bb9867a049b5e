package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.market.TestMarket.buy;
import static org.tradingarena.market.TestMarket.sell;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Report;
import org.tradingarena.market.BookEvent.BookListed;
import org.tradingarena.market.BookEvent.InstructionProcessed;
import org.tradingarena.market.BookEvent.ReportsConfirmed;
import org.tradingarena.market.MarketCounters.Counter;

/** Several messages in one turn of a book. */
class BookTurnTest {
    private final TestMarket market = new TestMarket();
    private final Map<Counter, Long> counted = new EnumMap<>(Counter.class);

    @Test
    void commands_are_decided_one_after_the_other_and_journaled_together() {
        BookTurn turn = turn(Confirmations.NONE);
        turn.instruct(market.command(sell("ada", "a1", "100", "1")));
        turn.instruct(market.command(buy("bob", "b1", "100", "1")));
        assertThat(turn.events()).extracting(BookEvent::seq).containsExactly(2L, 3L);
        assertThat(turn.reports()).extracting(Report::collective).containsExactly("ada", "bob", "ada");
        assertThat(turn.updates()).extracting(MarketUpdate::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(counted).containsEntry(Counter.INSTRUCTIONS, 2L).containsEntry(Counter.TRADES, 1L);
    }

    @Test
    void a_turn_leaves_the_state_alone_and_knows_the_states_around_its_events() {
        BookState before = market.state();
        BookTurn turn = turn(Confirmations.NONE);
        turn.instruct(market.command(sell("ada", "a1", "100", "1")));
        BookTurn.Applied applied = turn.applied().getFirst();
        assertThat(applied.before()).isSameAs(before);
        assertThat(BookSnapshot.of(applied.after())).isEqualTo(BookSnapshot.of(before.apply(applied.event())));
    }

    @Test
    void an_unlisted_book_is_listed_first() {
        BookTurn turn = new BookTurn(
                market.rules(), this::count, BookState.unlisted(TestMarket.SYMBOL), Confirmations.NONE, market.now());
        turn.list(TestMarket.EPOCH);
        turn.instruct(market.command(sell("ada", "a1", "100", "1")));
        assertThat(turn.events())
                .extracting(BookEvent::getClass)
                .containsExactly(BookListed.class, InstructionProcessed.class);
    }

    @Test
    void what_is_not_carried_out_is_counted() {
        BookCommand first = market.command(sell("ada", "a1", "100", "1"));
        BookTurn turn = turn(Confirmations.NONE);
        turn.instruct(first);
        turn.instruct(first);
        turn.instruct(new BookCommand("ada", TestMarket.SYMBOL, 9, 0, sell("ada", "a9", "100", "1")));
        turn.instruct(new BookCommand("ada", "ETH/USD", 2, 0, sell("ada", "a9", "100", "1")));
        assertThat(turn.events()).hasSize(1);
        assertThat(turn.asked()).containsExactly("ada");
        assertThat(turn.contradictions()).singleElement().asString().contains("command 2 of ada");
        assertThat(counted)
                .containsEntry(Counter.REPEATED_COMMANDS, 1L)
                .containsEntry(Counter.EARLY_COMMANDS, 1L)
                .containsEntry(Counter.CONTRADICTIONS, 1L);
    }

    @Test
    void a_repeated_command_confirms_what_its_collective_has_seen() {
        market.run(sell("ada", "a1", "100", "1"));
        BookTurn turn = turn(Confirmations.NONE);
        turn.instruct(new BookCommand("ada", TestMarket.SYMBOL, 1, 1, sell("ada", "a1", "100", "1")));
        assertThat(turn.confirmations().unconfirmed(market.state(), "ada")).isEmpty();
    }

    @Test
    void a_confirmation_of_a_report_that_was_never_made_is_an_alarm() {
        BookTurn turn = turn(Confirmations.NONE);
        turn.confirm("ada", 1);
        assertThat(turn.contradictions()).hasSize(1);
        assertThat(turn.confirmations()).isEqualTo(Confirmations.NONE);
    }

    @Test
    void confirmations_are_journaled_at_the_bound_and_only_there() {
        market.run(sell("ada", "a1", "100", "1"));
        market.run(sell("ada", "a2", "100", "1"));
        market.run(sell("bob", "b1", "100", "1"));
        BookTurn below = turn(Confirmations.NONE);
        below.confirm("ada", 2);
        below.trim(3);
        assertThat(below.events()).isEmpty();
        BookTurn at = turn(below.confirmations());
        at.confirm("bob", 1);
        at.trim(3);
        assertThat(at.events()).isEqualTo(List.of(new ReportsConfirmed(5, Map.of("ada", 2L, "bob", 1L))));
        assertThat(at.confirmations()).isEqualTo(Confirmations.NONE);
    }

    @Test
    void confirmations_that_a_command_has_settled_are_not_journaled() {
        market.run(sell("ada", "a1", "100", "1"));
        BookTurn turn = turn(Confirmations.NONE);
        turn.confirm("ada", 1);
        turn.instruct(market.command(sell("ada", "a2", "100", "1"), 1));
        turn.trim(1);
        assertThat(turn.events()).extracting(BookEvent::getClass).containsExactly(InstructionProcessed.class);
    }

    @Test
    void orders_that_leave_because_nothing_is_confirmed_are_counted() {
        TestMarket small = new TestMarket(2);
        small.run(sell("ada", "a1", "100", "5"));
        BookTurn turn = new BookTurn(small.rules(), this::count, small.state(), Confirmations.NONE, small.now());
        turn.instruct(small.command(buy("bob", "b1", "100", "1")));
        assertThat(counted).containsEntry(Counter.EVICTED_ORDERS, 1L);
    }

    private BookTurn turn(Confirmations confirmations) {
        return new BookTurn(market.rules(), this::count, market.state(), confirmations, market.now());
    }

    private void count(Counter counter, String symbol, long amount) {
        counted.merge(counter, amount, Long::sum);
    }
}
