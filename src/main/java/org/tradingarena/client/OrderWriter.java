package org.tradingarena.client;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicLong;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Ids;
import org.tradingarena.protocol.Request;

/** Makes requests of orders, each with an idempotency key: its own, or one that no other run of any program makes. */
final class OrderWriter {
    private final String run;
    private final AtomicLong numbers = new AtomicLong();

    /** With a prefix that is new in each run. */
    OrderWriter(String run) {
        this.run = run;
    }

    /** The request; throws {@link ArenaException} naming what no order can have. */
    Request.PlaceOrder request(NewOrder order) {
        String id = order.clientOrderId() == null ? run + "-" + numbers.incrementAndGet() : order.clientOrderId();
        if (!Ids.isClientOrder(id)) {
            throw refused(
                    ErrorCode.INVALID_MESSAGE, "data.client_order_id", "must have 1 to 64 printable ASCII characters");
        }
        Amount quantity = amount(order.quantity(), ErrorCode.INVALID_QUANTITY, "data.quantity");
        BigDecimal price = order.price();
        return new Request.PlaceOrder(
                id,
                order.symbol(),
                order.side(),
                order.orderType(),
                quantity,
                price == null ? null : amount(price, ErrorCode.INVALID_PRICE, "data.price"),
                order.timeInForce(),
                order.postOnly());
    }

    private static Amount amount(BigDecimal value, ErrorCode code, String field) {
        try {
            return new Amount(value.toPlainString());
        } catch (IllegalArgumentException notAnAmount) {
            throw refused(code, field, "must be above zero and have at most 32 characters");
        }
    }

    private static ArenaException refused(ErrorCode code, String field, String rule) {
        return new ArenaException(ArenaError.field(code, field, field + " " + rule));
    }
}
