package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * One order against the worst book that there can be: it fills whatever it likes, as dear as the limit allows and with the
 * highest fee, and answers amendments when and how it likes. {@link PortfolioPropertiesTest} has a real book, which is seldom so bad.
 */
class ReservationPropertiesTest {
    private static final long CAP = 2_345;

    sealed interface Move {
        /** The collective asks for new terms. */
        record Ask(int ticks, int lots) implements Move {}

        /** The book answers the oldest request. */
        record Answer(boolean accepts) implements Move {}

        /** The book fills part of the rest, at the limit or up to so many ticks better. */
        record Fill(int lots, int better) implements Move {}
    }

    /** How much an amendment sets aside. */
    interface Needed {
        long toAmend(Order order, long price, long quantity);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whatever_the_book_does_the_reservation_pays_for_it(@ForAll Side side, @ForAll("moves") List<Move> moves) {
        play(side, moves, Reservations::neededToAmend);
    }

    @Example
    void forgetting_the_earlier_terms_is_noticed() {
        assertNoticed((order, price, quantity) -> Math.max(
                order.reserved(),
                Reservations.needed(order.side(), price, Math.max(0, quantity - order.filled()), order.feeCap())));
    }

    @Example
    void forgetting_only_the_other_unanswered_amendments_is_noticed() {
        assertNoticed((order, price, quantity) -> Math.max(
                order.reserved(),
                Reservations.neededToAmend(
                        new OrderCopy(order).pendingAmends(0).at(order.updatedAt()), price, quantity)));
    }

    private void assertNoticed(Needed mutant) {
        List<List<Move>> samples = Samples.of(moves(), 2_000).toList();
        assertThat(Samples.anyFails(samples, moves -> play(Side.BUY, moves, Reservations::neededToAmend)))
                .isFalse();
        assertThat(Samples.anyFails(samples, moves -> play(Side.BUY, moves, mutant)))
                .isTrue();
    }

    private static void play(Side side, List<Move> moves, Needed needed) {
        Order order = SampleOrders.pending(BookScenario.feeCap(CAP, BookScenario.limit("ann-1", side, 10, 100)));
        Deque<Move.Ask> asked = new ArrayDeque<>();
        for (Move move : moves) {
            if (!order.isWorking()) {
                return;
            }
            order = switch (move) {
                case Move.Ask ask -> ask(order, ask, asked, needed);
                case Move.Answer answer -> asked.isEmpty() ? order : answer(order, answer, asked.remove());
                case Move.Fill fill -> fill(order, fill);
            };
            assertThat(order.reserved()).isGreaterThanOrEqualTo(Reservations.needed(order));
            if (asked.isEmpty()) {
                assertThat(order.reserved()).isEqualTo(Reservations.needed(order));
            }
        }
    }

    private static Order ask(Order order, Move.Ask ask, Deque<Move.Ask> asked, Needed needed) {
        asked.add(ask);
        long reserved = needed.toAmend(order, BookScenario.usd(ask.ticks()), BookScenario.coins(ask.lots()));
        assertThat(reserved).isGreaterThanOrEqualTo(order.reserved());
        return Orders.amendRequested(order, reserved, SampleOrders.LATER);
    }

    private static Order answer(Order order, Move.Answer answer, Move.Ask ask) {
        boolean possible = BookScenario.coins(ask.lots()) > order.filled();
        Order answered = answer.accepts() && possible
                ? Orders.amended(
                        order, BookScenario.usd(ask.ticks()), BookScenario.coins(ask.lots()), SampleOrders.LATER)
                : Orders.amendRejected(order, SampleOrders.LATER);
        assertThat(answered.reserved()).isLessThanOrEqualTo(order.reserved());
        return answered;
    }

    private static Order fill(Order order, Move.Fill fill) {
        long quantity = Math.min(BookScenario.coins(fill.lots()) / 7, order.remaining());
        long price = order.side() == Side.BUY
                ? order.limit() - BookScenario.usd(fill.better())
                : order.limit() + BookScenario.usd(fill.better());
        long notional = Atoms.notional(price, quantity);
        Order filled = Orders.filled(order, quantity, notional, SampleOrders.LATER);
        long cost = order.side() == Side.BUY ? notional + Atoms.fee(notional, CAP) : quantity;
        assertThat(order.reserved() - filled.reserved()).isGreaterThanOrEqualTo(cost);
        return filled;
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Move> asks = Combinators.combine(
                        Arbitraries.integers().between(50, 150),
                        Arbitraries.integers().between(1, 20))
                .as(Move.Ask::new);
        Arbitrary<Move> answers = Arbitraries.of(true, false).map(Move.Answer::new);
        Arbitrary<Move> fills = Combinators.combine(
                        Arbitraries.integers().between(1, 20), Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 3)))
                .as(Move.Fill::new);
        return Arbitraries.frequencyOf(Tuple.of(4, asks), Tuple.of(4, answers), Tuple.of(3, fills))
                .list()
                .ofMaxSize(30);
    }
}
