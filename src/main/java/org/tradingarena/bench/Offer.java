package org.tradingarena.bench;

import java.math.BigDecimal;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.Request;

/** What one seller offers beforehand, for others to buy: much at one price, and a book around it that is worth a checksum. */
final class Offer {
    private static final int LEVELS = 10;
    private static final int MOST_ORDERS = 500;
    private static final BigDecimal PRICE = BigDecimal.ONE;

    private final Member seller;
    private final Admin.Market market;

    Offer(Member seller, Admin.Market market) {
        this.seller = seller;
        this.market = market;
    }

    /** So much that many orders of a few lots each can be filled; throws {@link BenchException} if no book can hold it. */
    void make(double lots) throws InterruptedException {
        long orders = 1
                + (long) Math.ceil(lots
                        * market.lot().doubleValue()
                        / market.mostQuantity().doubleValue()
                        * 1.2);
        if (orders > MOST_ORDERS) {
            throw new BenchException("so many trades need more of " + market.base()
                    + " than fits into a book: a lower --rate, a shorter --duration, or a --symbol with a smaller lot");
        }
        for (int i = 0; i < orders; i++) {
            place(order("offer-" + i, Side.SELL, market.mostQuantity(), PRICE, TimeInForce.GTC));
        }
        for (int i = 1; i <= LEVELS; i++) {
            BigDecimal away = market.tick().multiply(BigDecimal.valueOf(i));
            place(order("ask-" + i, Side.SELL, market.lot(), PRICE.add(away), TimeInForce.GTC));
            place(order("bid-" + i, Side.BUY, market.lot(), PRICE.subtract(away), TimeInForce.GTC));
        }
    }

    private void place(Request.PlaceOrder order) throws InterruptedException {
        Audit.wait("an offer", seller.ask(order));
    }

    /** An order that buys so many lots of it at once, or nothing. */
    Request.PlaceOrder taking(String id, long lots) {
        return order(id, Side.BUY, market.lot().multiply(BigDecimal.valueOf(lots)), PRICE, TimeInForce.IOC);
    }

    /** Also after a run that came to nothing: the next one needs an empty book. */
    void takeBack(Stage stage) throws InterruptedException {
        if (seller.isSignedIn()) {
            seller.ask(new Request.CancelAllOrders(null), (answer, nanos) -> {});
            stage.await(stage.drain(), () -> "taking back what is offered", seller::isIdle);
        }
    }

    private Request.PlaceOrder order(
            String id, Side side, BigDecimal quantity, BigDecimal price, TimeInForce timeInForce) {
        return new Request.PlaceOrder(
                id,
                market.symbol(),
                side,
                OrderType.LIMIT,
                new Amount(quantity.toPlainString()),
                new Amount(price.toPlainString()),
                timeInForce,
                false);
    }
}
