package org.tradingarena.collective;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/** What somebody wants of a collective. Amounts are in {@link org.tradingarena.domain.Atoms}. */
public sealed interface CollectiveIntent {
    /**
     * Open the collective.
     *
     * @param epoch the name of the stream, if it is opened now
     */
    record Open(String collective, String epoch, List<String> keys, Map<String, Long> deposits)
            implements CollectiveIntent {}

    /** Bring money or coins in; once per {@code depositId}. */
    record Deposit(String depositId, String currency, long amount) implements CollectiveIntent {}

    /** Take money or coins out; once per {@code withdrawalId}. */
    record Withdraw(String withdrawalId, String currency, long amount) implements CollectiveIntent {}

    /** Let keys sign in. */
    record AddKeys(List<String> keys) implements CollectiveIntent {}

    /** Let a key not sign in any more. */
    record RevokeKey(String key) implements CollectiveIntent {}

    /**
     * Place an order whose terms are on the instrument's grid.
     *
     * @param price the limit price; 0 for a market order
     * @param termsHash a hash of the terms, to tell a repetition from another order under the same {@code clientOrderId}
     * @param bestAsk the book's best ask for a market buy order, which reserves by it; 0 if there is none or for other orders
     */
    record PlaceOrder(
            String clientId,
            String clientOrderId,
            String symbol,
            Side side,
            OrderType type,
            long quantity,
            long price,
            TimeInForce timeInForce,
            boolean postOnly,
            long termsHash,
            long bestAsk)
            implements CollectiveIntent {
        /** With the best ask that a market buy order reserves by. */
        public PlaceOrder withBestAsk(long ask) {
            return new PlaceOrder(
                    clientId,
                    clientOrderId,
                    symbol,
                    side,
                    type,
                    quantity,
                    price,
                    timeInForce,
                    postOnly,
                    termsHash,
                    ask);
        }
    }

    /** Names an order by exactly one of its two ids. */
    record OrderReference(
            @Nullable String orderId, @Nullable String clientOrderId) {}

    /** Cancel one order. */
    record CancelOrder(OrderReference order, Reason reason) implements CollectiveIntent {}

    /** Cancel all working orders, or those of one symbol, or those that one client placed. */
    record CancelAllOrders(
            @Nullable String symbol, @Nullable String clientId, Reason reason) implements CollectiveIntent {}

    /** Change an order; 0 leaves the price or the quantity as it is. */
    record AmendOrder(OrderReference order, long price, long quantity) implements CollectiveIntent {}

    /** Take a book's report. */
    record TakeReport(Report report) implements CollectiveIntent {}
}
