package org.tradingarena.bench;

import java.math.BigDecimal;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.Request;

/**
 * What orders there are: of each ten requests, eight are sells and buys in turn at one price, which trade with each other; one rests far
 * away, and one cancels such a one. Each order is the market's smallest.
 */
final class OrderPlan {
    private static final int ROUND = 10;
    private static final int CROSSING = 8;
    private static final BigDecimal PRICE = BigDecimal.valueOf(100);
    private static final BigDecimal FAR = BigDecimal.TEN;

    private final Admin.Market market;

    OrderPlan(Admin.Market market) {
        this.market = market;
    }

    /** What a request does. */
    enum Step {
        CROSS,
        REST,
        CANCEL
    }

    /** What the request of this number does, from 0. */
    static Step step(long number) {
        long place = number % ROUND;
        return place < CROSSING ? Step.CROSS : place == CROSSING ? Step.REST : Step.CANCEL;
    }

    /** Which side the request of this number is on, where it crosses. */
    static Side side(long number) {
        return number % 2 == 0 ? Side.SELL : Side.BUY;
    }

    /** Which of the traders of its side the request is for, or of all where it does not cross: those of one round share one. */
    static int trader(long number, int traders) {
        long turn = step(number) == Step.CROSS ? number / ROUND * (CROSSING / 2) + number % ROUND / 2 : number / ROUND;
        return (int) (turn % traders);
    }

    /** An order that trades with the other side, or waits for it. */
    Request.PlaceOrder crossing(String clientOrderId, Side side, boolean mayRest) {
        return order(clientOrderId, side, PRICE, mayRest ? TimeInForce.GTC : TimeInForce.IOC);
    }

    /** An order that rests where nothing trades. */
    Request.PlaceOrder far(String clientOrderId, Side side) {
        return order(clientOrderId, side, side == Side.SELL ? PRICE.multiply(FAR) : PRICE.divide(FAR), TimeInForce.GTC);
    }

    private Request.PlaceOrder order(String clientOrderId, Side side, BigDecimal price, TimeInForce timeInForce) {
        return new Request.PlaceOrder(
                clientOrderId,
                market.symbol(),
                side,
                OrderType.LIMIT,
                new Amount(market.lot().toPlainString()),
                new Amount(price.toPlainString()),
                timeInForce,
                false);
    }
}
