package org.tradingarena.domain;

/**
 * What a collective has gained and still holds of one instrument by trading, with average cost. Amounts are in {@link Atoms}.
 *
 * <p>A position counts trades and nothing else: deposits and withdrawals do not move it, so who sells coins that were
 * deposited has a negative quantity. At all times {@code realizedPnl - cost} is exactly the money received less the money
 * paid in trades, fees aside.
 *
 * @param quantity bought less sold, in the base currency
 * @param cost what the open quantity has cost, in the quote currency: positive for a long position, negative (the
 *     proceeds) for a short one
 * @param realizedPnl the profit of closed quantity in the quote currency, before fees
 */
public record Position(String symbol, long quantity, long cost, long realizedPnl) {

    public Position {
        boolean signsAgree = cost == 0 || Long.signum(cost) == Long.signum(quantity);
        if (!signsAgree) {
            throw new IllegalStateException("a position of " + quantity + " cannot have cost " + cost);
        }
    }

    /** The position before the first trade. */
    public static Position flat(String symbol) {
        return new Position(symbol, 0, 0, 0);
    }

    /** The position after a trade; one through zero closes the old position first and opens the other way with the rest. */
    public Position afterTrade(Side side, long traded, long notional) {
        boolean opens = quantity == 0 || (quantity > 0) == (side == Side.BUY);
        if (opens) {
            return opened(side, traded, notional);
        }
        long held = Math.absExact(quantity);
        if (traded <= held) {
            return reduced(side, traded, notional);
        }
        long closingNotional = Atoms.proportion(notional, held, traded);
        return reduced(side, held, closingNotional).opened(side, traded - held, notional - closingNotional);
    }

    /** What one coin of the open quantity has cost on average, rounded half-even; 0 if there is none. */
    public long averagePrice() {
        return quantity == 0 ? 0 : Atoms.averagePrice(cost, quantity);
    }

    /** What the open quantity is worth at a price, negative if it is short; exact for prices on the instrument's tick. */
    public long marketValue(long mark) {
        return Atoms.notional(mark, quantity);
    }

    /** What closing at a price would realise. */
    public long unrealizedPnl(long mark) {
        return Math.subtractExact(marketValue(mark), cost);
    }

    private Position opened(Side side, long traded, long notional) {
        return new Position(
                symbol,
                Math.addExact(quantity, signed(side, traded)),
                Math.addExact(cost, signed(side, notional)),
                realizedPnl);
    }

    private Position reduced(Side side, long traded, long notional) {
        long released = Atoms.proportion(cost, traded, Math.absExact(quantity));
        long realized = Math.subtractExact(-signed(side, notional), released);
        return new Position(
                symbol, quantity + signed(side, traded), cost - released, Math.addExact(realizedPnl, realized));
    }

    private static long signed(Side side, long amount) {
        return side == Side.BUY ? amount : -amount;
    }
}
