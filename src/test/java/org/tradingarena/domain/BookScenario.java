package org.tradingarena.domain;

import java.util.List;
import org.tradingarena.domain.BookChange.Rested;
import org.tradingarena.domain.BookChange.Traded;
import org.tradingarena.domain.BookInstruction.Amend;
import org.tradingarena.domain.BookInstruction.Cancel;
import org.tradingarena.domain.BookInstruction.Place;

/**
 * The words in which the book's rules are told: whole coins, whole dollars, and orders named after their owner, so that
 * {@code ann-1} and {@code ann-2} are Ann's.
 */
abstract class BookScenario {
    static final long FEE_CAP = 5_000;
    static final long TAKER_FEE = 2_000;
    static final long MAKER_FEE = 1_000;

    private final TestBook book;
    private Instrument instrument = instrument(true);

    BookScenario(Engine engine) {
        book = engine.open();
    }

    final List<BookChange> after(BookInstruction instruction) {
        return book.execute(instrument, instruction);
    }

    /** Fills the book with limit orders of which the test expects nothing else. */
    final void resting(Place... places) {
        for (Place place : places) {
            after(place);
        }
    }

    final List<String> restingNames() {
        return orders().stream().map(order -> order.key().orderId()).toList();
    }

    final List<RestingOrder> orders() {
        return book.orders();
    }

    final void marketCloses() {
        instrument = instrument(false);
    }

    static Place limit(String name, Side side, long coins, long dollars) {
        return new Place(key(name), side, OrderType.LIMIT, coins(coins), usd(dollars), FEE_CAP, TimeInForce.GTC, false);
    }

    /** A market order that may trade as far as the collar, or as {@code dollars} if that is not 0. */
    static Place market(String name, Side side, long coins, long dollars) {
        return new Place(
                key(name), side, OrderType.MARKET, coins(coins), usd(dollars), FEE_CAP, TimeInForce.IOC, false);
    }

    static Place inForce(TimeInForce timeInForce, Place place) {
        return new Place(
                place.key(),
                place.side(),
                place.type(),
                place.quantity(),
                place.limit(),
                place.feeCap(),
                timeInForce,
                place.postOnly());
    }

    static Place postOnly(Place place) {
        return new Place(
                place.key(),
                place.side(),
                place.type(),
                place.quantity(),
                place.limit(),
                place.feeCap(),
                place.timeInForce(),
                true);
    }

    static Place feeCap(long partsPerMillion, Place place) {
        return new Place(
                place.key(),
                place.side(),
                place.type(),
                place.quantity(),
                place.limit(),
                partsPerMillion,
                place.timeInForce(),
                place.postOnly());
    }

    static Amend amend(String name, long coins, long dollars) {
        return new Amend(key(name), usd(dollars), coins(coins));
    }

    static Cancel cancel(String name) {
        return new Cancel(key(name), Reason.CLIENT_CANCELLED);
    }

    /** A trade with the fees of {@link #TAKER_FEE} and {@link #MAKER_FEE}. */
    static Traded trade(String taker, String maker, Side takerSide, long coins, long dollars) {
        long money = coins * dollars;
        return new Traded(
                key(taker),
                key(maker),
                takerSide,
                usd(dollars),
                coins(coins),
                usd(money * TAKER_FEE) / 1_000_000,
                usd(money * MAKER_FEE) / 1_000_000);
    }

    static Rested rested(Place place, long filledCoins, long arrival) {
        return new Rested(
                place.key(),
                place.side(),
                place.limit(),
                place.quantity(),
                coins(filledCoins),
                place.feeCap(),
                place.postOnly(),
                arrival);
    }

    static OrderKey key(String name) {
        return new OrderKey(name.substring(0, name.indexOf('-')), name);
    }

    static long coins(long whole) {
        return whole * Atoms.ONE;
    }

    static long usd(long whole) {
        return whole * Atoms.ONE;
    }

    static Instrument instrument(boolean open) {
        return new Instrument(
                "BTC/USD",
                Atoms.ONE,
                Atoms.ONE,
                Atoms.ONE,
                coins(1_000),
                usd(1_000),
                50_000,
                MAKER_FEE,
                TAKER_FEE,
                open);
    }
}
