package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.market.TestMarket.amend;
import static org.tradingarena.market.TestMarket.buy;
import static org.tradingarena.market.TestMarket.cancel;
import static org.tradingarena.market.TestMarket.outcomes;
import static org.tradingarena.market.TestMarket.sell;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.BookChange;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.Reason;
import org.tradingarena.market.BookDecision.Carried;
import org.tradingarena.market.BookDecision.Contradicted;
import org.tradingarena.market.BookDecision.Early;
import org.tradingarena.market.BookDecision.Repeated;
import org.tradingarena.market.BookDecision.Withheld;
import org.tradingarena.market.BookEvent.ReportsConfirmed;

class BookRulesTest {
    private final TestMarket market = new TestMarket();

    @Test
    void a_command_that_comes_again_is_not_carried_out_again() {
        BookCommand command = market.command(buy("ada", "a1", "100", "1"));
        market.run(command);
        assertThat(market.decide(command)).isEqualTo(new Repeated());
    }

    @Test
    void a_command_whose_predecessor_is_missing_is_left() {
        BookCommand missing = market.command(buy("ada", "a1", "100", "1"));
        BookCommand early = market.command(buy("ada", "a2", "100", "1"));
        assertThat(market.decide(early)).isEqualTo(new Early());
        market.run(missing);
        assertThat(market.decide(early)).isInstanceOf(Carried.class);
    }

    @Test
    void the_numbers_of_collectives_are_independent() {
        market.run(buy("ada", "a1", "100", "1"));
        assertThat(market.decide(market.command(buy("bob", "b1", "100", "1")))).isInstanceOf(Carried.class);
    }

    @Test
    void one_command_is_one_event_that_says_what_the_collective_has_seen() {
        market.run(sell("ada", "a1", "100", "1"));
        BookStep step = market.run(market.command(sell("ada", "a2", "101", "1"), 1));
        assertThat(step.state().seq()).isEqualTo(3);
        assertThat(market.journal).hasSize(3);
        assertThat(step.state().party("ada").unconfirmed()).isEqualTo(1);
    }

    @Test
    void time_never_goes_back_and_has_milliseconds() {
        market.pass(Duration.ofNanos(1_234_567));
        market.run(buy("ada", "a1", "100", "1"));
        market.pass(Duration.ofHours(-1));
        BookStep step = market.run(buy("ada", "a2", "100", "1"));
        assertThat(step.state().at()).isEqualTo(TestMarket.START.plusMillis(1));
    }

    @Test
    void what_cannot_be_is_never_carried_out() {
        market.run(buy("ada", "a1", "100", "1"));
        BookInstruction next = buy("ada", "a2", "100", "1");
        assertThat(market.decide(new BookCommand("ada", "ETH/USD", 2, 0, next))).isInstanceOf(Contradicted.class);
        assertThat(market.decide(new BookCommand("ada", TestMarket.SYMBOL, 2, 0, cancel("bob", "b1"))))
                .isInstanceOf(Contradicted.class);
        assertThat(market.decide(new BookCommand("ada", TestMarket.SYMBOL, 2, 2, next)))
                .isInstanceOf(Contradicted.class);
        assertThat(market.decide(new BookCommand("ada", TestMarket.SYMBOL, 2, 0, buy("ada", "a1", "100", "1"))))
                .isInstanceOf(Contradicted.class);
    }

    @Test
    void an_order_whose_amounts_do_not_fit_is_refused_instead_of_failing_for_ever() {
        String most = Atoms.text(Long.MAX_VALUE / 2);
        market.run(buy("ada", "a1", "0.01", most));
        market.run(buy("bob", "b1", "0.01", most));
        BookStep step = market.run(buy("cyd", "c1", "0.01", most));
        assertThat(outcomes(step, "cyd")).containsExactly(new Outcome.Rejected("c1", Reason.INVALID_QUANTITY));
    }

    @Test
    void a_maker_that_confirms_nothing_loses_its_orders_at_the_bound() {
        TestMarket small = new TestMarket(4);
        small.run(sell("ada", "a1", "100", "5"));
        small.run(sell("ada", "a2", "101", "5"));
        small.run(buy("bob", "b1", "100", "1"));
        BookStep step = small.run(buy("bob", "b2", "100", "1"));
        assertThat(outcomes(step, "ada"))
                .hasSize(3)
                .endsWith(new Outcome.Cancelled("a1", Reason.ADMIN), new Outcome.Cancelled("a2", Reason.ADMIN));
        assertThat(step.state().book().size()).isZero();
        assertThat(step.state().party("ada").unconfirmed()).isEqualTo(4);
    }

    @Test
    void a_collective_at_the_bound_may_cancel_but_neither_place_nor_amend() {
        TestMarket small = atTheBound();
        BookStep placed = small.run(buy("ada", "new", "90", "1"));
        assertThat(outcomes(placed, "ada")).containsExactly(new Outcome.Rejected("new", Reason.OVERLOADED));
        BookStep amended = small.run(amend("ada", "a1", "90", "1"));
        assertThat(outcomes(amended, "ada")).containsExactly(new Outcome.AmendRejected("a1", Reason.OVERLOADED));
        BookStep cancelled = small.run(cancel("ada", "a1"));
        assertThat(outcomes(cancelled, "ada")).containsExactly(new Outcome.CancelRejected("a1", Reason.ORDER_CLOSED));
    }

    @Test
    void an_order_that_reaches_the_bound_does_not_stay() {
        TestMarket small = new TestMarket(2);
        small.run(sell("ada", "a1", "100", "1"));
        BookStep step = small.run(sell("ada", "a2", "101", "1"));
        assertThat(outcomes(step, "ada"))
                .containsExactly(
                        new Outcome.Opened("a2"),
                        new Outcome.Cancelled("a1", Reason.ADMIN),
                        new Outcome.Cancelled("a2", Reason.ADMIN));
    }

    @Test
    void at_twice_the_bound_commands_wait_until_reports_are_confirmed() {
        TestMarket small = atTheBound();
        for (int i = 0; i < 4; i++) {
            small.run(buy("ada", "more" + i, "90", "1"));
        }
        BookCommand waiting = small.command(buy("ada", "late", "90", "1"));
        assertThat(small.decide(waiting)).isEqualTo(new Withheld());
        BookCommand again = new BookCommand("ada", TestMarket.SYMBOL, waiting.number(), 8, waiting.instruction());
        assertThat(outcomes(small.run(again), "ada")).containsExactly(new Outcome.Opened("late"));
    }

    @Test
    void a_journaled_confirmation_lets_the_collective_trade_again() {
        TestMarket small = atTheBound();
        small.journal(new ReportsConfirmed(small.state().seq() + 1, Map.of("ada", 4L)));
        assertThat(outcomes(small.run(buy("ada", "new", "90", "1")), "ada")).containsExactly(new Outcome.Opened("new"));
    }

    @Test
    void others_do_not_suffer_from_a_collective_at_the_bound() {
        TestMarket small = atTheBound();
        BookStep step = small.run(buy("bob", "b1", "90", "1"));
        assertThat(outcomes(step, "bob")).containsExactly(new Outcome.Opened("b1"));
        assertThat(step.reports()).extracting(Report::collective).containsExactly("bob");
    }

    @Test
    void the_event_alone_says_who_lost_which_order() {
        TestMarket small = new TestMarket(2);
        small.run(sell("ada", "a1", "100", "5"));
        Carried carried = (Carried) small.decide(small.command(buy("bob", "b1", "100", "1")));
        assertThat(carried.event().changes())
                .extracting(BookChange::key)
                .containsExactly(TestMarket.key("bob", "b1"), TestMarket.key("ada", "a1"));
        assertThat(List.of(carried.step().state().book().size())).containsExactly(0);
    }

    /** Ada has four unconfirmed reports, which is the bound, and one order that is gone. */
    private static TestMarket atTheBound() {
        TestMarket small = new TestMarket(4);
        small.run(sell("ada", "a1", "100", "1"));
        for (int i = 0; i < 3; i++) {
            small.run(cancel("ada", "none" + i));
        }
        return small;
    }
}
