package org.tradingarena.protocol;

import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Request.OrderReference;

/**
 * Reads {@code place_order}, {@code cancel_order} and {@code amend_order} (protocol section 6).
 *
 * <p>Where the protocol is silent: a market order has no price ({@code price: null} is none), is {@code ioc} by default, may be
 * {@code fok} and may not be {@code gtc}, since it cannot rest; {@code post_only} needs an order that can rest, so it goes with
 * neither a market order nor {@code ioc} nor {@code fok}.
 */
final class OrderParser {
    private static final int ORDER_ID_CHARACTERS = 128;

    private OrderParser() {}

    static Request.PlaceOrder place(Fields data) {
        String clientOrderId = clientOrderId(data);
        String symbol = data.requireSymbol("symbol");
        Side side = data.requireWord("side", Side.class);
        OrderType type = data.requireWord("order_type", OrderType.class);
        Amount quantity = required(data, "quantity", ErrorCode.INVALID_QUANTITY);
        Amount price = price(data, type);
        TimeInForce timeInForce = timeInForce(data, type);
        return new Request.PlaceOrder(
                clientOrderId, symbol, side, type, quantity, price, timeInForce, postOnly(data, type, timeInForce));
    }

    static Request.CancelOrder cancel(Fields data) {
        return new Request.CancelOrder(reference(data));
    }

    static Request.AmendOrder amend(Fields data) {
        OrderReference order = reference(data);
        Amount price = data.has("price") ? amount(data, "price", ErrorCode.INVALID_PRICE) : null;
        Amount quantity = data.has("quantity") ? amount(data, "quantity", ErrorCode.INVALID_QUANTITY) : null;
        if (price == null && quantity == null) {
            throw data.invalid("price", "or " + data.path("quantity") + " is needed");
        }
        return new Request.AmendOrder(order, price, quantity);
    }

    private static @Nullable Amount price(Fields data, OrderType type) {
        if (type == OrderType.LIMIT) {
            return amount(data, "price", ErrorCode.INVALID_PRICE);
        }
        if (data.find("price") != null) {
            throw data.invalid("price", "does not go with a market order");
        }
        return null;
    }

    private static TimeInForce timeInForce(Fields data, OrderType type) {
        TimeInForce otherwise = type == OrderType.MARKET ? TimeInForce.IOC : TimeInForce.GTC;
        TimeInForce timeInForce = data.word("time_in_force", TimeInForce.class).orElse(otherwise);
        if (type == OrderType.MARKET && timeInForce == TimeInForce.GTC) {
            throw data.invalid("time_in_force", "of a market order must be ioc or fok");
        }
        return timeInForce;
    }

    private static boolean postOnly(Fields data, OrderType type, TimeInForce timeInForce) {
        boolean postOnly = data.flag("post_only").orElse(false);
        if (postOnly && (type == OrderType.MARKET || timeInForce != TimeInForce.GTC)) {
            throw data.invalid("post_only", "needs a limit order that is gtc");
        }
        return postOnly;
    }

    private static OrderReference reference(Fields data) {
        boolean byClient = data.find("client_order_id") != null;
        if (data.find("order_id") == null) {
            if (!byClient) {
                throw data.invalid("order_id", "or " + data.path("client_order_id") + " is needed");
            }
            return OrderReference.byClientOrderId(clientOrderId(data));
        }
        if (byClient) {
            throw data.invalid("client_order_id", "excludes order_id");
        }
        return OrderReference.byId(data.requireText("order_id", ORDER_ID_CHARACTERS));
    }

    private static String clientOrderId(Fields data) {
        String id = data.requireText("client_order_id", Ids.CLIENT_ORDER_ID_CHARACTERS);
        if (!Ids.isClientOrder(id)) {
            throw data.invalid("client_order_id", "must be printable ASCII");
        }
        return id;
    }

    private static Amount required(Fields data, String name, ErrorCode code) {
        if (!data.has(name)) {
            throw data.missing(name).get();
        }
        return amount(data, name, code);
    }

    private static Amount amount(Fields data, String name, ErrorCode code) {
        return Amount.read(data.object().get(name))
                .orElseThrow(() -> data.refused(code, name, "must be a plain decimal above zero"));
    }
}
