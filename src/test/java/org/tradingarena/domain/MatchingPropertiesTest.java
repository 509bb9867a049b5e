package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tradingarena.domain.BookChange.AmendRejected;
import org.tradingarena.domain.BookChange.Amended;
import org.tradingarena.domain.BookChange.CancelRejected;
import org.tradingarena.domain.BookChange.Cancelled;
import org.tradingarena.domain.BookChange.Rejected;
import org.tradingarena.domain.BookChange.Rested;
import org.tradingarena.domain.BookChange.Traded;
import org.tradingarena.domain.BookInstruction.Place;

/** Matching against the naive reference, in random histories. */
class MatchingPropertiesTest {
    private static final int MUTANT_SAMPLES = 200;

    @Provide
    Arbitrary<List<BookStep>> histories() {
        return BookStep.histories();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void a_book_does_what_the_naive_one_does(@ForAll("histories") List<BookStep> history) {
        new BookComparison(Matching::match).play(history);
    }

    @Example
    void the_histories_contain_every_kind_of_change_and_reason() {
        Set<Class<?>> kinds = new HashSet<>();
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        Samples.of(histories(), MUTANT_SAMPLES)
                .flatMap(history -> new BookComparison(Matching::match).play(history).stream())
                .forEach(change -> {
                    kinds.add(change.getClass());
                    reason(change).ifPresent(reasons::add);
                });
        assertThat(kinds).containsExactlyInAnyOrder(BookChange.class.getPermittedSubclasses());
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        Reason.POST_ONLY_WOULD_CROSS,
                        Reason.FOK_NOT_FILLABLE,
                        Reason.NO_LIQUIDITY,
                        Reason.MARKET_CLOSED,
                        Reason.ORDER_CLOSED,
                        Reason.INVALID_QUANTITY,
                        Reason.IOC_REMAINDER,
                        Reason.SELF_TRADE,
                        Reason.CLIENT_CANCELLED);
    }

    @Example
    void a_matching_that_forgets_the_makers_fee_is_noticed() {
        assertNoticed((book, instrument, instruction) -> Matching.match(book, instrument, instruction).stream()
                .map(MatchingPropertiesTest::withoutMakerFee)
                .toList());
    }

    @Example
    void a_matching_that_lets_the_later_order_trade_first_is_noticed() {
        assertNoticed((book, instrument, instruction) -> Matching.match(latestFirst(book), instrument, instruction));
    }

    @Example
    void a_matching_that_knows_no_collar_is_noticed() {
        assertNoticed((book, instrument, instruction) -> Matching.match(book, withoutCollar(instrument), instruction));
    }

    @Example
    void a_matching_that_fills_part_of_a_fill_or_kill_order_is_noticed() {
        assertNoticed((book, instrument, instruction) -> Matching.match(
                book, instrument, instruction instanceof Place place ? immediateOrCancel(place) : instruction));
    }

    private void assertNoticed(MatchedBook.Matcher mutant) {
        List<List<BookStep>> histories = Samples.of(histories(), MUTANT_SAMPLES).toList();
        assertThat(Samples.anyFails(histories, history -> new BookComparison(Matching::match).play(history)))
                .isFalse();
        assertThat(Samples.anyFails(histories, history -> new BookComparison(mutant).play(history)))
                .isTrue();
    }

    private static BookChange withoutMakerFee(BookChange change) {
        return change instanceof Traded trade
                ? new Traded(
                        trade.key(),
                        trade.maker(),
                        trade.takerSide(),
                        trade.price(),
                        trade.quantity(),
                        trade.takerFee(),
                        0)
                : change;
    }

    private static OrderBook latestFirst(OrderBook book) {
        List<RestingOrder> turnedRound = book.orders().stream()
                .map(order -> new RestingOrder(
                        order.key(),
                        order.side(),
                        order.price(),
                        order.quantity(),
                        order.filled(),
                        order.feeCap(),
                        order.postOnly(),
                        book.nextArrival() - 1 - order.arrival()))
                .toList();
        return OrderBook.of(turnedRound, book.nextArrival());
    }

    private static Instrument withoutCollar(Instrument instrument) {
        return new Instrument(
                instrument.symbol(),
                instrument.tick(),
                instrument.lot(),
                instrument.minimumQuantity(),
                instrument.maximumQuantity(),
                instrument.maximumPrice(),
                999_999,
                instrument.makerFeePartsPerMillion(),
                instrument.takerFeePartsPerMillion(),
                instrument.open());
    }

    private static Place immediateOrCancel(Place place) {
        return place.timeInForce() == TimeInForce.FOK ? BookScenario.inForce(TimeInForce.IOC, place) : place;
    }

    private static Optional<Reason> reason(BookChange change) {
        return switch (change) {
            case Cancelled cancelled -> Optional.of(cancelled.reason());
            case Rejected rejected -> Optional.of(rejected.reason());
            case AmendRejected rejected -> Optional.of(rejected.reason());
            case CancelRejected rejected -> Optional.of(rejected.reason());
            case Traded traded -> Optional.empty();
            case Rested rested -> Optional.empty();
            case Amended amended -> Optional.empty();
        };
    }
}
