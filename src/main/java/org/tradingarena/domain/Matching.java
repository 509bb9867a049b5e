package org.tradingarena.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tradingarena.domain.BookChange.AmendRejected;
import org.tradingarena.domain.BookChange.Amended;
import org.tradingarena.domain.BookChange.CancelRejected;
import org.tradingarena.domain.BookChange.Cancelled;
import org.tradingarena.domain.BookChange.Rejected;
import org.tradingarena.domain.BookInstruction.Amend;
import org.tradingarena.domain.BookInstruction.Cancel;
import org.tradingarena.domain.BookInstruction.Place;

/**
 * The rules of trading (protocol section 6): price-time priority, trades at the resting order's price. A pure function of
 * a book, its instrument and an instruction; it computes what happens and leaves the book alone.
 *
 * <p>An order that trades in full has no change but its trades, neither the incoming nor the resting one. Only a limit order
 * that is good till cancelled can come to rest.
 */
public final class Matching {
    private final OrderBook book;
    private final Instrument instrument;

    private Matching(OrderBook book, Instrument instrument) {
        this.book = book;
        this.instrument = instrument;
    }

    /**
     * What an instruction does to a book, in order; never nothing.
     *
     * @throws IllegalArgumentException if an order is placed that rests already: de-duplication is the caller's duty
     */
    public static List<BookChange> match(OrderBook book, Instrument instrument, BookInstruction instruction) {
        Matching matching = new Matching(book, instrument);
        return switch (instruction) {
            case Place place -> matching.place(place);
            case Cancel cancel -> matching.cancel(cancel);
            case Amend amend -> matching.amend(amend);
        };
    }

    private List<BookChange> place(Place place) {
        if (book.find(place.key()).isPresent()) {
            throw new IllegalArgumentException(place.key() + " rests already");
        }
        if (!instrument.open()) {
            return rejected(place, Reason.MARKET_CLOSED);
        }
        return switch (place.type()) {
            case LIMIT -> limit(place);
            case MARKET -> market(place);
        };
    }

    private List<BookChange> limit(Place place) {
        Taker taker = Taker.of(place, place.limit());
        if (place.postOnly() && crosses(taker)) {
            return rejected(place, Reason.POST_ONLY_WOULD_CROSS);
        }
        return switch (place.timeInForce()) {
            case GTC -> goodTillCancelled(taker);
            case IOC -> immediateOrCancel(taker);
            case FOK -> fillOrKill(place, taker);
        };
    }

    private List<BookChange> market(Place place) {
        OptionalLong best = book.best(place.side().opposite());
        // Nothing is reserved for a market buy without a limit, so there is nothing that it could pay with.
        if (best.isEmpty() || (place.side() == Side.BUY && place.limit() == 0)) {
            return rejected(place, Reason.NO_LIQUIDITY);
        }
        Taker taker = Taker.of(place, marketLimit(place, best.getAsLong()));
        if (place.postOnly()) {
            return rejected(place, Reason.POST_ONLY_WOULD_CROSS);
        }
        if (place.timeInForce() == TimeInForce.FOK) {
            return fillOrKill(place, taker);
        }
        return crosses(taker) ? immediateOrCancel(taker) : rejected(place, Reason.NO_LIQUIDITY);
    }

    private long marketLimit(Place place, long best) {
        long collar = instrument.collared(place.side(), best);
        return place.limit() > 0 ? place.side().tighter(place.limit(), collar) : collar;
    }

    private List<BookChange> goodTillCancelled(Taker taker) {
        Sweep sweep = sweep(taker);
        if (sweep.rest() == 0) {
            return sweep.trades();
        }
        return followedBy(
                sweep.trades(),
                sweep.stoppedByOwnOrder()
                        ? new Cancelled(taker.key(), Reason.SELF_TRADE)
                        : taker.rested(sweep.rest(), book.nextArrival()));
    }

    private List<BookChange> immediateOrCancel(Taker taker) {
        Sweep sweep = sweep(taker);
        if (sweep.rest() == 0) {
            return sweep.trades();
        }
        Reason reason = sweep.stoppedByOwnOrder() ? Reason.SELF_TRADE : Reason.IOC_REMAINDER;
        return followedBy(sweep.trades(), new Cancelled(taker.key(), reason));
    }

    private List<BookChange> fillOrKill(Place place, Taker taker) {
        Sweep sweep = sweep(taker);
        return sweep.rest() == 0 ? sweep.trades() : rejected(place, Reason.FOK_NOT_FILLABLE);
    }

    private List<BookChange> cancel(Cancel cancel) {
        return List.of(
                book.find(cancel.key()).isPresent()
                        ? new Cancelled(cancel.key(), cancel.reason())
                        : new CancelRejected(cancel.key(), Reason.ORDER_CLOSED));
    }

    private List<BookChange> amend(Amend amend) {
        Optional<RestingOrder> resting = book.find(amend.key());
        if (resting.isEmpty()) {
            return amendRejected(amend, Reason.ORDER_CLOSED);
        }
        RestingOrder order = resting.get();
        if (amend.quantity() <= order.filled()) {
            return amendRejected(amend, Reason.INVALID_QUANTITY);
        }
        boolean keepsPriority = amend.price() == order.price() && amend.quantity() <= order.quantity();
        return keepsPriority ? List.of(amended(amend, true)) : requeue(order, amend);
    }

    private List<BookChange> requeue(RestingOrder order, Amend amend) {
        if (!instrument.open()) {
            return amendRejected(amend, Reason.MARKET_CLOSED);
        }
        Taker taker = Taker.of(order, amend);
        if (order.postOnly() && crosses(taker)) {
            return amendRejected(amend, Reason.POST_ONLY_WOULD_CROSS);
        }
        List<BookChange> changes = new ArrayList<>();
        changes.add(amended(amend, false));
        changes.addAll(goodTillCancelled(taker));
        return List.copyOf(changes);
    }

    private boolean crosses(Taker taker) {
        OptionalLong best = book.best(taker.side().opposite());
        return best.isPresent() && taker.accepts(best.getAsLong());
    }

    private Sweep sweep(Taker taker) {
        return Sweep.of(book, instrument, taker);
    }

    private static List<BookChange> followedBy(List<BookChange> trades, BookChange last) {
        List<BookChange> changes = new ArrayList<>(trades);
        changes.add(last);
        return List.copyOf(changes);
    }

    private static List<BookChange> rejected(Place place, Reason reason) {
        return List.of(new Rejected(place.key(), reason));
    }

    private static List<BookChange> amendRejected(Amend amend, Reason reason) {
        return List.of(new AmendRejected(amend.key(), reason));
    }

    private static BookChange amended(Amend amend, boolean keepsPriority) {
        return new Amended(amend.key(), amend.price(), amend.quantity(), keepsPriority);
    }
}
