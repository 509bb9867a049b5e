package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradingarena.market.TestMarket.amend;
import static org.tradingarena.market.TestMarket.buy;
import static org.tradingarena.market.TestMarket.cancel;
import static org.tradingarena.market.TestMarket.immediate;
import static org.tradingarena.market.TestMarket.outcomes;
import static org.tradingarena.market.TestMarket.sell;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.Reason;
import org.tradingarena.market.BookEvent.BookListed;
import org.tradingarena.market.BookEvent.InstructionProcessed;
import org.tradingarena.market.BookEvent.ReportsConfirmed;

/** What follows from an event: reports, fees, trade ids, and the order of events itself. */
class ProcessingTest {
    private final TestMarket market = new TestMarket();

    @Test
    void the_issuer_is_answered_and_each_maker_gets_one_report_with_all_its_fills() {
        market.run(sell("ada", "a1", "100", "1"));
        market.run(sell("bob", "b1", "101", "1"));
        market.run(sell("ada", "a2", "102", "1"));
        BookStep step = market.run(buy("cyd", "c1", "103", "4"));

        assertThat(step.reports()).extracting(Report::collective).containsExactly("cyd", "ada", "bob");
        assertThat(step.reports()).extracting(Report::answered).containsExactly(1L, 0L, 0L);
        assertThat(step.reports()).extracting(Report::number).containsExactly(1L, 3L, 2L);
        assertThat(outcomes(step, "ada")).containsExactly(made("a1", 1, "100"), made("a2", 3, "102"));
        assertThat(outcomes(step, "bob")).containsExactly(made("b1", 2, "101"));
        assertThat(outcomes(step, "cyd"))
                .containsExactly(
                        took("c1", 1, "100"), took("c1", 2, "101"), took("c1", 3, "102"), new Outcome.Opened("c1"));
    }

    @Test
    void fees_are_collected_from_both_sides() {
        market.run(sell("ada", "a1", "100", "1"));
        BookStep step = market.run(buy("bob", "b1", "100", "1"));
        assertThat(step.state().fees()).isEqualTo(Atoms.of("0.3"));
    }

    @Test
    void trade_ids_name_the_symbol_the_epoch_and_the_count() {
        market.run(sell("ada", "a1", "100", "2"));
        market.run(buy("bob", "b1", "100", "1"));
        market.run(buy("bob", "b2", "100", "1"));
        assertThat(market.state().market().summary().trades())
                .extracting(MarketTrade::tradeId)
                .containsExactly("BTC-USD.0f8fad5b.1", "BTC-USD.0f8fad5b.2");
    }

    @Test
    void an_amended_order_that_rests_again_is_not_opened_again() {
        market.run(sell("ada", "a1", "100", "2"));
        BookStep step = market.run(amend("ada", "a1", "101", "2"));
        assertThat(outcomes(step, "ada")).containsExactly(amended("a1", "101", "2"));
    }

    @Test
    void an_amended_order_that_trades_is_amended_first() {
        market.run(buy("bob", "b1", "99", "1"));
        market.run(sell("ada", "a1", "100", "2"));
        BookStep step = market.run(amend("ada", "a1", "99", "2"));
        assertThat(outcomes(step, "ada")).containsExactly(amended("a1", "99", "2"), took("a1", 1, "99"));
        assertThat(outcomes(step, "bob")).containsExactly(made("b1", 1, "99"));
    }

    @Test
    void an_amendment_in_place_is_one_outcome() {
        market.run(sell("ada", "a1", "100", "2"));
        BookStep step = market.run(amend("ada", "a1", "100", "1"));
        assertThat(outcomes(step, "ada")).containsExactly(amended("a1", "100", "1"));
    }

    @Test
    void refusals_and_cancels_are_told_with_their_reason() {
        assertThat(outcomes(market.run(cancel("ada", "a1")), "ada"))
                .containsExactly(new Outcome.CancelRejected("a1", Reason.ORDER_CLOSED));
        assertThat(outcomes(market.run(amend("ada", "a1", "1", "1")), "ada"))
                .containsExactly(new Outcome.AmendRejected("a1", Reason.ORDER_CLOSED));
        assertThat(outcomes(market.run(immediate(buy("ada", "a2", "100", "1"))), "ada"))
                .containsExactly(new Outcome.Cancelled("a2", Reason.IOC_REMAINDER));
        market.run(buy("ada", "a3", "100", "1"));
        assertThat(outcomes(market.run(cancel("ada", "a3")), "ada"))
                .containsExactly(new Outcome.Cancelled("a3", Reason.CLIENT_CANCELLED));
    }

    @Test
    void what_the_collective_has_seen_is_not_kept() {
        market.run(sell("ada", "a1", "100", "1"));
        market.run(market.command(sell("ada", "a2", "101", "1"), 1));
        assertThat(market.state().party("ada").reports().pending().keySet()).containsExactly(2L);
    }

    @Test
    void confirmed_reports_are_not_kept() {
        market.run(sell("ada", "a1", "100", "1"));
        market.run(sell("ada", "a2", "101", "1"));
        market.journal(new ReportsConfirmed(4, Map.of("ada", 1L)));
        assertThat(market.state().party("ada").reports().pending().keySet()).containsExactly(2L);
        assertThat(market.state().party("ada").reports().next()).isEqualTo(3);
    }

    @Test
    void a_hole_in_the_journal_is_an_error() {
        assertThatThrownBy(() -> market.state().apply(new ReportsConfirmed(3, Map.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hole");
        assertThatThrownBy(() -> market.state().apply(new BookListed("again", TestMarket.SYMBOL, TestMarket.START)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_journal_of_another_book_is_an_error() {
        BookState empty = BookState.unlisted("ETH/USD");
        assertThatThrownBy(() -> empty.apply(market.journal.getFirst())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_event_without_an_outcome_for_its_command_is_an_error() {
        InstructionProcessed nothing =
                new InstructionProcessed(2, "ada", 1, 0, List.of(), TestMarket.START, TestMarket.EPOCH);
        assertThatThrownBy(() -> market.state().apply(nothing)).isInstanceOf(IllegalStateException.class);
    }

    private static Outcome amended(String order, String price, String quantity) {
        return new Outcome.Amended(order, Atoms.of(price), Atoms.of(quantity));
    }

    private static Outcome made(String order, int trade, String price) {
        return filled(order, trade, price, 1_000, Liquidity.MAKER);
    }

    private static Outcome took(String order, int trade, String price) {
        return filled(order, trade, price, 2_000, Liquidity.TAKER);
    }

    private static Outcome filled(String order, int trade, String price, long fee, Liquidity liquidity) {
        long atoms = Atoms.of(price);
        return new Outcome.Filled(
                order, "BTC-USD.0f8fad5b." + trade, atoms, Atoms.ONE, Atoms.fee(atoms, fee), liquidity);
    }
}
