package org.tradingarena.domain;

import org.pcollections.PMap;
import org.pcollections.TreePMap;

/**
 * What a collective owns: a balance for each currency and a position for each symbol, immutable. Amounts are in
 * {@link Atoms} and never negative; what would make a balance negative, or reserve more than there is, throws
 * {@link IllegalStateException}: callers look at {@link Balance#available()} first.
 */
public record Portfolio(PMap<String, Balance> balances, PMap<String, Position> positions) {
    private static final Portfolio EMPTY = new Portfolio(TreePMap.empty(), TreePMap.empty());

    /** Of a collective that has never had anything. */
    public static Portfolio empty() {
        return EMPTY;
    }

    /** The balance of a currency; zero if there has never been any. */
    public Balance balance(String currency) {
        return balances.getOrDefault(currency, Balance.ZERO);
    }

    /** The position in a symbol; flat if it has never been traded. */
    public Position position(String symbol) {
        Position position = positions.get(symbol);
        return position == null ? Position.flat(symbol) : position;
    }

    /** Adds money or coins from outside. */
    public Portfolio deposit(String currency, long amount) {
        return change(currency, notNegative(amount), 0);
    }

    /** Takes out what is not reserved. */
    public Portfolio withdraw(String currency, long amount) {
        return change(currency, -notNegative(amount), 0);
    }

    /** Sets aside for an order. */
    public Portfolio reserve(String currency, long amount) {
        return change(currency, 0, notNegative(amount));
    }

    /** Gives back what was set aside. */
    public Portfolio release(String currency, long amount) {
        return change(currency, 0, -notNegative(amount));
    }

    /**
     * A trade of this collective: the buyer pays notional and fee, the seller gets the notional less the fee.
     *
     * @param fee in the quote currency
     * @param releasedFromReservation by how much the trade makes the order's reservation smaller, in
     *     {@link Order#reservedCurrency()}
     */
    public Portfolio settle(
            String symbol, Side side, long quantity, long notional, long fee, long releasedFromReservation) {
        String base = Symbols.base(symbol);
        String quote = Symbols.quote(symbol);
        long released = notNegative(releasedFromReservation);
        Portfolio settled = switch (side) {
            case BUY -> change(quote, -Math.addExact(notional, fee), -released).change(base, quantity, 0);
            case SELL -> change(base, -quantity, -released).change(quote, notional - fee, 0);
        };
        return settled.with(position(symbol).afterTrade(side, quantity, notional));
    }

    private Portfolio change(String currency, long total, long reserved) {
        return new Portfolio(balances.plus(currency, balance(currency).plus(total, reserved)), positions);
    }

    private Portfolio with(Position position) {
        return new Portfolio(balances, positions.plus(position.symbol(), position));
    }

    private static long notNegative(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("an amount cannot be negative: " + amount);
        }
        return amount;
    }
}
