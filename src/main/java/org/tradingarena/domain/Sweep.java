package org.tradingarena.domain;

import java.util.ArrayList;
import java.util.List;
import org.tradingarena.domain.BookChange.Traded;

/**
 * What an incoming order trades with the other side of a book, as far as its limit and its quantity reach. The first order
 * of its own collective stops it: nobody trades with themselves, and nobody jumps the queue behind such an order either.
 */
final class Sweep {
    private final Instrument instrument;
    private final Taker taker;
    private final List<BookChange> trades = new ArrayList<>();
    private long rest;
    private boolean stoppedByOwnOrder;

    private Sweep(Instrument instrument, Taker taker) {
        this.instrument = instrument;
        this.taker = taker;
        this.rest = taker.remaining();
    }

    static Sweep of(OrderBook book, Instrument instrument, Taker taker) {
        Sweep sweep = new Sweep(instrument, taker);
        book.visit(taker.side().opposite(), sweep::meet);
        return sweep;
    }

    /** The trades, in the order in which they happen. */
    List<BookChange> trades() {
        return trades;
    }

    /** What did not trade. */
    long rest() {
        return rest;
    }

    boolean stoppedByOwnOrder() {
        return stoppedByOwnOrder;
    }

    /** Trades with the next resting order; answers whether it wants to see another. */
    private boolean meet(RestingOrder maker) {
        if (!taker.accepts(maker.price())) {
            return false;
        }
        stoppedByOwnOrder = maker.belongsTo(taker.key().collective());
        if (stoppedByOwnOrder) {
            return false;
        }
        trade(maker, Math.min(rest, maker.remaining()));
        return rest > 0;
    }

    private void trade(RestingOrder maker, long quantity) {
        long notional = Atoms.notional(maker.price(), quantity);
        long takerFee = Atoms.fee(notional, Math.min(instrument.takerFeePartsPerMillion(), taker.feeCap()));
        long makerFee = Atoms.fee(notional, Math.min(instrument.makerFeePartsPerMillion(), maker.feeCap()));
        trades.add(new Traded(taker.key(), maker.key(), taker.side(), maker.price(), quantity, takerFee, makerFee));
        rest -= quantity;
    }
}
