package org.tradingarena.market.feed;

import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The maker's way to its collective. All calls return at once; what they come to arrives as messages, or does not: a call may be lost, and
 * the maker's next question shows it.
 */
public interface TradingDesk {
    /** Opens the collective, if it is not open; answered with {@link MarketMaker.NotOpened} if it cannot be. */
    void open();

    /** Asks for the collective's state; answered with {@link MarketMaker.Told}, or {@link MarketMaker.NotOpen}. */
    void ask(long ticket);

    /** Places a post-only limit order, good until cancelled; answered with {@link MarketMaker.Refused} if it is not taken. */
    void place(String clientOrderId, String symbol, Quoting.Quote quote);

    /** Cancels one order. */
    void cancel(String orderId);

    /** Cancels all orders of the maker in a symbol. */
    void cancelAll(String symbol);

    /** Makes the desk of a maker, whose context turns answers into its messages. */
    @FunctionalInterface
    interface Opener {
        TradingDesk open(ActorContext<MarketMaker.Command> context);
    }
}
