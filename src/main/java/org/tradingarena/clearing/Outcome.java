package org.tradingarena.clearing;

import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.Reason;

/** What happened in a book to one order of the collective that is told. Amounts are in {@link org.tradingarena.domain.Atoms}. */
public sealed interface Outcome {
    /** The order that it happened to. */
    String orderId();

    /** The order traded. The fee is in quote currency. */
    record Filled(String orderId, String tradeId, long price, long quantity, long fee, Liquidity liquidity)
            implements Outcome {}

    /** What is left of the order rests in the book. */
    record Opened(String orderId) implements Outcome {}

    /** The order left the book, or its rest did not enter it. */
    record Cancelled(String orderId, Reason reason) implements Outcome {}

    /** The order was refused as a whole. */
    record Rejected(String orderId, Reason reason) implements Outcome {}

    /** The order has new terms; {@code quantity} is the total, fills included. */
    record Amended(String orderId, long price, long quantity) implements Outcome {}

    /** The order keeps its terms. */
    record AmendRejected(String orderId, Reason reason) implements Outcome {}

    /** The order was no longer in the book. */
    record CancelRejected(String orderId, Reason reason) implements Outcome {}
}
