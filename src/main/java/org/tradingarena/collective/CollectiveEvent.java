package org.tradingarena.collective;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.Position;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Symbols;

/**
 * What happened to a collective: facts in the past tense, all that its journal ever sees. One event is one {@code seq} and one message
 * to its clients. Events are fat: each carries the order after it and the balances and position that it changed, after it.
 */
public sealed interface CollectiveEvent {
    /** Where it stands in the stream. */
    Stamp stamp();

    /** The number in the stream. */
    default long seq() {
        return stamp().seq();
    }

    /** Events about an order: its state after the event, the {@code orders} part. */
    sealed interface OrderEvent extends CollectiveEvent {
        /** The order after the event. */
        Order order();
    }

    /** Events that changed money: the {@code portfolio} part. */
    default Map<String, Balance> balances() {
        return Map.of();
    }

    /** The position that the event changed, after it. */
    default @Nullable Position position() {
        return null;
    }

    /** The book's report that the event comes from, if it comes from one. */
    default @Nullable Answer answer() {
        return null;
    }

    /** The number of the command that the event sends to the order's book; 0 if it sends none. */
    default long command() {
        return 0;
    }

    /** Whether clients see it under {@code orders:}. */
    default boolean hasOrdersPart() {
        return this instanceof OrderEvent;
    }

    /** Whether clients see it under {@code portfolio:}. */
    default boolean hasPortfolioPart() {
        return this instanceof CollectiveOpened || !balances().isEmpty();
    }

    /**
     * The stream begins.
     *
     * @param keys the public keys of its clients, base64url
     * @param deposits what it was opened with, in atoms by currency; the deposits themselves follow as events
     */
    record CollectiveOpened(Stamp stamp, String collective, List<String> keys, Map<String, Long> deposits)
            implements CollectiveEvent {}

    /** Money or coins came in. */
    record FundsDeposited(Stamp stamp, String depositId, String currency, long amount, Map<String, Balance> balances)
            implements CollectiveEvent {}

    /** Money or coins went out. */
    record FundsWithdrawn(Stamp stamp, String withdrawalId, String currency, long amount, Map<String, Balance> balances)
            implements CollectiveEvent {}

    /** A public key may sign in from now on. */
    record KeyAdded(Stamp stamp, String key) implements CollectiveEvent {}

    /** A public key may not sign in any more. */
    record KeyRevoked(Stamp stamp, String key) implements CollectiveEvent {}

    /** An order was accepted, its funds reserved, and sent to its book. */
    record OrderAccepted(Stamp stamp, Order order, Map<String, Balance> balances, long termsHash, long command)
            implements OrderEvent {}

    /**
     * An order was refused: by a rule of the collective (then it was never accepted, and {@code answer} is null) or by its book.
     *
     * @param termsHash the hash of its terms where the collective refused it, else 0
     */
    record OrderRejected(
            Stamp stamp,
            Order order,
            Map<String, Balance> balances,
            long termsHash,
            @Nullable Answer answer) implements OrderEvent {}

    /** The book is asked to take the order out. */
    record OrderCancelRequested(Stamp stamp, Order order, Reason reason, long command) implements OrderEvent {}

    /** The book is asked for new terms; what they may cost more is reserved. */
    record OrderAmendRequested(
            Stamp stamp, Order order, Map<String, Balance> balances, long price, long quantity, long command)
            implements OrderEvent {}

    /** A part of the order came to rest in the book. */
    record OrderOpened(Stamp stamp, Order order, Answer answer) implements OrderEvent {}

    /** The order traded. */
    record OrderFilled(
            Stamp stamp, Order order, Map<String, Balance> balances, Position position, Trade trade, Answer answer)
            implements OrderEvent {}

    /** The order left the book; its {@code reason} says why. */
    record OrderCancelled(Stamp stamp, Order order, Map<String, Balance> balances, Answer answer)
            implements OrderEvent {}

    /** The book had nothing to cancel. */
    record OrderCancelRejected(Stamp stamp, Order order, Reason reason, Answer answer) implements OrderEvent {}

    /** The order has new terms. */
    record OrderAmended(Stamp stamp, Order order, Map<String, Balance> balances, Answer answer) implements OrderEvent {}

    /** The order keeps its terms. */
    record OrderAmendRejected(Stamp stamp, Order order, Map<String, Balance> balances, Reason reason, Answer answer)
            implements OrderEvent {}

    /** The symbol whose channel the event belongs to, if it belongs to one. */
    default @Nullable String symbol() {
        return this instanceof OrderEvent event ? Symbols.require(event.order().symbol()) : null;
    }
}
