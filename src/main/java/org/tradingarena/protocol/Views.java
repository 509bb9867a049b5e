package org.tradingarena.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Position;

/** How the domain's things look on the wire (protocol sections 5 to 7). Each body writes the members of one object. */
public final class Views {
    private Views() {}

    /** An order. */
    public static JsonBody order(Order order) {
        return json -> json.text("order_id", order.orderId())
                .text("client_order_id", order.clientOrderId())
                .text("client_id", order.clientId())
                .text("symbol", order.symbol())
                .word("side", order.side())
                .word("order_type", order.type())
                .amount("quantity", order.quantity())
                .amount("price", price(order))
                .amount("filled_quantity", order.filled())
                .amount("remaining_quantity", order.remaining())
                .amount("average_fill_price", averageFillPrice(order))
                .word("status", order.status())
                .word("time_in_force", order.timeInForce())
                .flag("post_only", order.postOnly())
                .code("reason", order.reason())
                .time("created_at", order.createdAt())
                .time("updated_at", order.updatedAt());
    }

    /** The {@code trade} of an {@code order_filled}. */
    public static JsonBody trade(TradePart trade) {
        return json -> json.text("trade_id", trade.tradeId())
                .amount("price", trade.price())
                .amount("quantity", trade.quantity())
                .amount("fee", trade.fee())
                .text("fee_currency", trade.feeCurrency())
                .word("liquidity", trade.liquidity());
    }

    /** Balances by currency, in alphabetical order. */
    public static JsonBody balances(Map<String, Balance> balances) {
        return json -> new TreeMap<>(balances)
                .forEach((currency, balance) -> json.object(currency, balance(currency, balance)));
    }

    /** One balance. */
    public static JsonBody balance(String currency, Balance balance) {
        return json -> json.text("currency", currency)
                .amount("total", balance.total())
                .amount("available", balance.available())
                .amount("reserved", balance.reserved());
    }

    /** The {@code position} of an event: without what moves with the market, so that its bytes stay the same. */
    public static JsonBody position(Position position) {
        return json -> json.text("symbol", position.symbol())
                .amount("quantity", position.quantity())
                .amount("average_price", position.averagePrice())
                .amount("realized_pnl", position.realizedPnl());
    }

    /** Working orders as the {@code orders} component. */
    public static JsonBody openOrders(List<Order> orders) {
        return json -> json.objects("open_orders", orders, Views::order).integer("count", orders.size());
    }

    /** One of {@code commands}. */
    public static JsonBody command(CommandFate fate) {
        return json -> json.text("client_order_id", fate.clientOrderId())
                .text("status", fate.accepted() ? "accepted" : "rejected")
                .object("order", fate.order() == null ? null : order(fate.order()))
                .code("code", fate.code());
    }

    /** The rooms of a client, as the {@code subscriptions} component and in {@code subscribed}. */
    public static JsonBody rooms(Collection<Room> rooms) {
        return json -> json.texts("rooms", rooms.stream().map(Room::wire).toList());
    }

    /** Preferences. */
    public static JsonBody preferences(Preferences preferences) {
        return json -> {
            json.word("delivery", preferences.delivery())
                    .word("priority", preferences.priority())
                    .integer("max_events_per_second", preferences.maxEventsPerSecond());
            if (preferences.compression() != Preferences.Compression.NONE) {
                json.word("compression", preferences.compression());
            }
        };
    }

    /** An instrument; fees and collar in parts of one. */
    public static JsonBody instrument(Instrument instrument) {
        return json -> json.text("symbol", instrument.symbol())
                .text("base_currency", instrument.base())
                .text("quote_currency", instrument.quote())
                .amount("tick_size", instrument.tick())
                .amount("lot_size", instrument.lot())
                .amount("min_quantity", instrument.minimumQuantity())
                .amount("max_quantity", instrument.maximumQuantity())
                .amount("max_price", instrument.maximumPrice())
                .amount("collar", part(instrument.collarPartsPerMillion()))
                .amount("maker_fee", part(instrument.makerFeePartsPerMillion()))
                .amount("taker_fee", part(instrument.takerFeePartsPerMillion()))
                .text("status", instrument.open() ? "open" : "closed");
    }

    private static OptionalLong price(Order order) {
        return order.type() == OrderType.MARKET ? OptionalLong.empty() : OptionalLong.of(order.price());
    }

    private static OptionalLong averageFillPrice(Order order) {
        return order.filled() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Atoms.averagePrice(order.filledNotional(), order.filled()));
    }

    private static long part(long partsPerMillion) {
        return partsPerMillion * (Atoms.ONE / 1_000_000);
    }
}
