package org.tradingarena.client;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/**
 * An order to place (protocol section 6).
 *
 * @param price null for a market order, and only for that
 * @param clientOrderId the idempotency key, at most 64 printable ASCII characters; null: the library makes one that is unique
 */
public record NewOrder(
        String symbol,
        Side side,
        OrderType orderType,
        BigDecimal quantity,
        @Nullable BigDecimal price,
        TimeInForce timeInForce,
        boolean postOnly,
        @Nullable String clientOrderId) {

    /** A limit order that stays until it is filled or cancelled. */
    public static NewOrder limit(String symbol, Side side, String quantity, String price) {
        return new NewOrder(
                symbol,
                side,
                OrderType.LIMIT,
                new BigDecimal(quantity),
                new BigDecimal(price),
                TimeInForce.GTC,
                false,
                null);
    }

    /** An order at the best price that there is, immediate or cancelled. */
    public static NewOrder market(String symbol, Side side, String quantity) {
        return new NewOrder(
                symbol, side, OrderType.MARKET, new BigDecimal(quantity), null, TimeInForce.IOC, false, null);
    }

    /** The same with another time in force. */
    public NewOrder withTimeInForce(TimeInForce other) {
        return new NewOrder(symbol, side, orderType, quantity, price, other, postOnly, clientOrderId);
    }

    /** The same, refused rather than taking liquidity. */
    public NewOrder withPostOnly() {
        return new NewOrder(symbol, side, orderType, quantity, price, timeInForce, true, clientOrderId);
    }

    /** The same under this idempotency key. */
    public NewOrder withClientOrderId(String id) {
        return new NewOrder(symbol, side, orderType, quantity, price, timeInForce, postOnly, id);
    }
}
