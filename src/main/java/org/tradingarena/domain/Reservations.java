package org.tradingarena.domain;

/**
 * How much an order sets aside, so that whatever the book makes of it can be paid. In {@link Atoms}: of the quote currency,
 * highest fee included, for a buyer; of the base currency for a seller.
 *
 * <p>A result that does not fit a {@code long} throws {@link ArithmeticException}: nobody can have so much, so a caller may
 * treat it as insufficient funds.
 */
public final class Reservations {
    private Reservations() {}

    /** What an order needs for what can still trade; nothing for a market buy without a limit, which the book refuses. */
    public static long needed(Side side, long limit, long remaining, long feeCap) {
        return side == Side.SELL ? remaining : withFee(Atoms.notional(limit, remaining), feeCap);
    }

    /** What an order needs on its present terms; 0 once it is closed. */
    public static long needed(Order order) {
        return needed(order.side(), order.limit(), order.remaining(), order.feeCap());
    }

    /**
     * What a working order must have set aside from the moment at which an amendment is asked for: enough for every history
     * that the book may choose. The order may trade on its old terms first, as much as it likes, and on the new ones
     * afterwards.
     *
     * <ul>
     *   <li>A seller sells at most the greatest of its total quantities.
     *   <li>A buyer whose price does not fall pays most either wholly on the old terms or wholly on the new ones.
     *   <li>A buyer whose price falls pays most by trading all of the old quantity first, and then what the new one adds.
     *   <li>A buyer with earlier amendments unanswered: their terms are not known here, so all of the new terms is added.
     * </ul>
     *
     * Never less than what the order has set aside. {@link Orders} keeps the promise after each fill and each answer.
     */
    public static long neededToAmend(Order order, long price, long quantity) {
        long ofNewTerms = needed(order.side(), price, Math.max(0, quantity - order.filled()), order.feeCap());
        if (order.side() == Side.BUY && order.pendingAmends() > 0) {
            return Math.addExact(order.reserved(), ofNewTerms);
        }
        if (order.side() == Side.BUY && price < order.limit()) {
            long onOldTerms = Atoms.notional(order.limit(), order.remaining());
            long added = Atoms.notional(price, Math.max(0, quantity - order.quantity()));
            return withFee(Math.addExact(onOldTerms, added), order.feeCap());
        }
        return Math.max(order.reserved(), ofNewTerms);
    }

    /** The most that a trade can take from its order's reservation. */
    static long takenBy(Order order, long quantity, long notional) {
        return order.side() == Side.SELL ? quantity : withFee(notional, order.feeCap());
    }

    private static long withFee(long notional, long feeCap) {
        return Math.addExact(notional, Atoms.fee(notional, feeCap));
    }
}
