package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tradingarena.domain.BookChange.Traded;
import org.tradingarena.domain.BookInstruction.Place;

/** Money, coins and reservations over several collectives and a book, in random histories with delays and fees. */
class PortfolioPropertiesTest {
    private static final int MUTANT_SAMPLES = 300;

    @Provide
    Arbitrary<List<BookStep>> histories() {
        return BookStep.delayedHistories();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void money_and_coins_are_conserved_and_reservations_are_enough(@ForAll("histories") List<BookStep> history) {
        new ArenaModel(Matching::match).play(history);
    }

    @Example
    void a_maker_who_does_not_pay_the_fee_is_noticed() {
        assertNoticed(() -> new ArenaModel(Matching::match) {
            @Override
            long feePaid(Traded trade, Liquidity liquidity) {
                return liquidity == Liquidity.MAKER ? 0 : super.feePaid(trade, liquidity);
            }
        });
    }

    @Example
    void a_book_that_charges_more_than_the_cap_is_noticed() {
        assertNoticed(() -> new ArenaModel((book, instrument, instruction) -> Matching.match(
                book,
                instrument,
                instruction instanceof Place place ? BookScenario.feeCap(1_000_000, place) : instruction)));
    }

    @Example
    void reserving_only_the_greater_of_old_and_new_terms_is_noticed() {
        assertNoticed(() -> new ArenaModel(Matching::match) {
            @Override
            long neededToAmend(Order order, long price, long quantity) {
                long ofNewTerms = Reservations.needed(order.side(), price, quantity - order.filled(), order.feeCap());
                return Math.max(order.reserved(), ofNewTerms);
            }
        });
    }

    @Example
    void a_fill_that_forgets_the_pending_terms_is_noticed() {
        assertNoticed(() -> new ArenaModel(Matching::match) {
            @Override
            Order filled(Order order, long quantity, long notional) {
                Order after = super.filled(order, quantity, notional);
                return new OrderCopy(after).reserved(Reservations.needed(after)).at(after.updatedAt());
            }
        });
    }

    private void assertNoticed(Supplier<ArenaModel> mutant) {
        List<List<BookStep>> histories = Samples.of(histories(), MUTANT_SAMPLES).toList();
        assertThat(Samples.anyFails(histories, history -> new ArenaModel(Matching::match).play(history)))
                .isFalse();
        assertThat(Samples.anyFails(histories, history -> mutant.get().play(history)))
                .isTrue();
    }
}
