package org.tradingarena.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reference: one list of resting orders in the order of their arrival, looked through from its start for everything, and
 * decimals for all arithmetic. Slow, and meant to be obviously right; it shares no code with {@link Matching}.
 */
final class NaiveBook implements TestBook {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final List<RestingOrder> resting = new ArrayList<>();
    private long arrivals;

    @Override
    public List<RestingOrder> orders() {
        List<RestingOrder> orders = new ArrayList<>(queue(Side.BUY));
        orders.addAll(queue(Side.SELL));
        return orders;
    }

    @Override
    public List<BookChange> execute(Instrument instrument, BookInstruction instruction) {
        List<BookChange> changes = new ArrayList<>();
        switch (instruction) {
            case BookInstruction.Place place -> place(instrument, place, changes);
            case BookInstruction.Cancel cancel -> cancel(cancel, changes);
            case BookInstruction.Amend amend -> amend(instrument, amend, changes);
        }
        return changes;
    }

    private void place(Instrument instrument, BookInstruction.Place place, List<BookChange> changes) {
        boolean market = place.type() == OrderType.MARKET;
        List<RestingOrder> others = queue(place.side() == Side.BUY ? Side.SELL : Side.BUY);
        long limit = market && !others.isEmpty()
                ? marketLimit(instrument, place, others.getFirst().price())
                : place.limit();
        Reason refusal = refusal(instrument, place, market, others, limit);
        if (refusal != null) {
            changes.add(new BookChange.Rejected(place.key(), refusal));
            return;
        }
        boolean mayRest = !market && place.timeInForce() == TimeInForce.GTC;
        RestingOrder incoming = new RestingOrder(
                place.key(), place.side(), limit, place.quantity(), 0, place.feeCap(), place.postOnly(), 0);
        trade(instrument, incoming, mayRest, changes);
    }

    private static @Nullable Reason refusal(
            Instrument instrument, BookInstruction.Place place, boolean market, List<RestingOrder> others, long limit) {
        if (!instrument.open()) {
            return Reason.MARKET_CLOSED;
        }
        if (market && (others.isEmpty() || (place.side() == Side.BUY && place.limit() == 0))) {
            return Reason.NO_LIQUIDITY;
        }
        boolean crosses = !others.isEmpty() && reaches(place.side(), limit, others.getFirst());
        if (place.postOnly() && (market || crosses)) {
            return Reason.POST_ONLY_WOULD_CROSS;
        }
        if (place.timeInForce() == TimeInForce.FOK) {
            return tradable(place, others, limit) < place.quantity() ? Reason.FOK_NOT_FILLABLE : null;
        }
        return market && !crosses ? Reason.NO_LIQUIDITY : null;
    }

    private static long tradable(BookInstruction.Place place, List<RestingOrder> others, long limit) {
        long sum = 0;
        for (RestingOrder other : others) {
            if (!reaches(place.side(), limit, other)
                    || other.key().collective().equals(place.key().collective())) {
                break;
            }
            sum += other.quantity() - other.filled();
        }
        return sum;
    }

    /** Best price plus or minus the collar, in exact decimals, to the tick inside. */
    private static long marketLimit(Instrument instrument, BookInstruction.Place place, long best) {
        boolean buys = place.side() == Side.BUY;
        BigDecimal share =
                BigDecimal.valueOf(instrument.collarPartsPerMillion()).divide(MILLION);
        BigDecimal factor = buys ? BigDecimal.ONE.add(share) : BigDecimal.ONE.subtract(share);
        BigDecimal tick = BigDecimal.valueOf(instrument.tick());
        long edge = BigDecimal.valueOf(best)
                .multiply(factor)
                .divide(tick, 0, buys ? RoundingMode.FLOOR : RoundingMode.CEILING)
                .multiply(tick)
                .longValueExact();
        if (place.limit() == 0) {
            return edge;
        }
        return buys ? Math.min(edge, place.limit()) : Math.max(edge, place.limit());
    }

    /** Trades an incoming order and puts or throws away what is left of it. */
    private void trade(Instrument instrument, RestingOrder incoming, boolean mayRest, List<BookChange> changes) {
        long filled = incoming.filled();
        for (RestingOrder other : queue(incoming.side() == Side.BUY ? Side.SELL : Side.BUY)) {
            if (filled == incoming.quantity() || !reaches(incoming.side(), incoming.price(), other)) {
                break;
            }
            if (other.key().collective().equals(incoming.key().collective())) {
                changes.add(new BookChange.Cancelled(incoming.key(), Reason.SELF_TRADE));
                return;
            }
            long quantity = Math.min(incoming.quantity() - filled, other.quantity() - other.filled());
            changes.add(new BookChange.Traded(
                    incoming.key(),
                    other.key(),
                    incoming.side(),
                    other.price(),
                    quantity,
                    fee(other.price(), quantity, instrument.takerFeePartsPerMillion(), incoming.feeCap()),
                    fee(other.price(), quantity, instrument.makerFeePartsPerMillion(), other.feeCap())));
            filled += quantity;
            fill(other, quantity);
        }
        if (filled == incoming.quantity()) {
            return;
        }
        if (!mayRest) {
            changes.add(new BookChange.Cancelled(incoming.key(), Reason.IOC_REMAINDER));
            return;
        }
        long arrival = arrivals++;
        resting.add(copy(incoming, incoming.price(), incoming.quantity(), filled, arrival));
        changes.add(new BookChange.Rested(
                incoming.key(),
                incoming.side(),
                incoming.price(),
                incoming.quantity(),
                filled,
                incoming.feeCap(),
                incoming.postOnly(),
                arrival));
    }

    private void cancel(BookInstruction.Cancel cancel, List<BookChange> changes) {
        boolean removed = resting.removeIf(order -> order.key().equals(cancel.key()));
        changes.add(
                removed
                        ? new BookChange.Cancelled(cancel.key(), cancel.reason())
                        : new BookChange.CancelRejected(cancel.key(), Reason.ORDER_CLOSED));
    }

    private void amend(Instrument instrument, BookInstruction.Amend amend, List<BookChange> changes) {
        RestingOrder order = null;
        for (RestingOrder candidate : resting) {
            if (candidate.key().equals(amend.key())) {
                order = candidate;
            }
        }
        if (order == null) {
            changes.add(new BookChange.AmendRejected(amend.key(), Reason.ORDER_CLOSED));
        } else if (amend.quantity() <= order.filled()) {
            changes.add(new BookChange.AmendRejected(amend.key(), Reason.INVALID_QUANTITY));
        } else if (amend.price() == order.price() && amend.quantity() <= order.quantity()) {
            changes.add(new BookChange.Amended(amend.key(), amend.price(), amend.quantity(), true));
            RestingOrder smaller = copy(order, order.price(), amend.quantity(), order.filled(), order.arrival());
            resting.set(resting.indexOf(order), smaller);
        } else {
            enterAgain(instrument, order, amend, changes);
        }
    }

    private void enterAgain(
            Instrument instrument, RestingOrder order, BookInstruction.Amend amend, List<BookChange> changes) {
        List<RestingOrder> others = queue(order.side() == Side.BUY ? Side.SELL : Side.BUY);
        if (!instrument.open()) {
            changes.add(new BookChange.AmendRejected(amend.key(), Reason.MARKET_CLOSED));
        } else if (order.postOnly() && !others.isEmpty() && reaches(order.side(), amend.price(), others.getFirst())) {
            changes.add(new BookChange.AmendRejected(amend.key(), Reason.POST_ONLY_WOULD_CROSS));
        } else {
            changes.add(new BookChange.Amended(amend.key(), amend.price(), amend.quantity(), false));
            resting.remove(order);
            trade(instrument, copy(order, amend.price(), amend.quantity(), order.filled(), 0), true, changes);
        }
    }

    private void fill(RestingOrder order, long quantity) {
        long filled = order.filled() + quantity;
        if (filled == order.quantity()) {
            resting.remove(order);
        } else {
            resting.set(resting.indexOf(order), copy(order, order.price(), order.quantity(), filled, order.arrival()));
        }
    }

    /** A side's orders, the first to trade first: sorting is stable, so equal prices stay in the order of arrival. */
    private List<RestingOrder> queue(Side side) {
        Comparator<RestingOrder> byPrice = Comparator.comparingLong(RestingOrder::price);
        return resting.stream()
                .filter(order -> order.side() == side)
                .sorted(side == Side.BUY ? byPrice.reversed() : byPrice)
                .toList();
    }

    private static boolean reaches(Side side, long limit, RestingOrder other) {
        return side == Side.BUY ? other.price() <= limit : other.price() >= limit;
    }

    private static long fee(long price, long quantity, long partsPerMillion, long cap) {
        BigDecimal rate = BigDecimal.valueOf(partsPerMillion < cap ? partsPerMillion : cap, 6);
        BigDecimal money = BigDecimal.valueOf(price, 8).multiply(BigDecimal.valueOf(quantity, 8));
        return money.multiply(rate)
                .setScale(8, RoundingMode.DOWN)
                .movePointRight(8)
                .longValueExact();
    }

    private static RestingOrder copy(RestingOrder order, long price, long quantity, long filled, long arrival) {
        return new RestingOrder(
                order.key(), order.side(), price, quantity, filled, order.feeCap(), order.postOnly(), arrival);
    }
}
