package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Order;

/** Holds the state that a client of the library keeps against the one that the server tells ({@code GET …/state}). */
final class AccountCheck {
    private AccountCheck() {}

    /** What differs, and empty if nothing does. */
    static List<String> differences(String owner, Account kept, JsonNode state) {
        List<String> broken = new ArrayList<>();
        compare(owner + ": position", position(kept), position(state), broken);
        compare(owner + ": balances", balances(kept), balances(state), broken);
        compare(owner + ": positions", positions(kept), positions(state), broken);
        List<String> orders =
                kept.openOrders().stream().map(AccountCheck::order).toList();
        compare(owner + ": open orders", orders, orders(state), broken);
        return broken;
    }

    private static void compare(String what, Object kept, Object told, List<String> broken) {
        if (!kept.equals(told)) {
            broken.add(what + " kept " + kept + ", told by the server " + told);
        }
    }

    private static String position(Account kept) {
        return kept.position().epoch() + " " + kept.position().seq();
    }

    private static String position(JsonNode state) {
        JsonNode position = state.path("position");
        return position.path("epoch").asText() + " " + position.path("seq").asLong(-1);
    }

    private static TreeMap<String, String> balances(Account kept) {
        TreeMap<String, String> balances = new TreeMap<>();
        kept.balances()
                .forEach((currency, balance) -> balances.put(
                        currency,
                        plain(balance.total()) + " " + plain(balance.available()) + " " + plain(balance.reserved())));
        return balances;
    }

    private static TreeMap<String, String> balances(JsonNode state) {
        TreeMap<String, String> balances = new TreeMap<>();
        state.path("balances")
                .properties()
                .forEach(balance ->
                        balances.put(balance.getKey(), texts(balance.getValue(), "total", "available", "reserved")));
        return balances;
    }

    private static TreeMap<String, String> positions(Account kept) {
        TreeMap<String, String> positions = new TreeMap<>();
        kept.positions()
                .forEach((symbol, position) -> positions.put(
                        symbol,
                        plain(position.quantity()) + " " + plain(position.averagePrice()) + " "
                                + plain(position.realizedPnl())));
        return positions;
    }

    private static TreeMap<String, String> positions(JsonNode state) {
        TreeMap<String, String> positions = new TreeMap<>();
        state.path("portfolio")
                .path("positions")
                .properties()
                .forEach(position -> positions.put(
                        position.getKey(), texts(position.getValue(), "quantity", "average_price", "realized_pnl")));
        return positions;
    }

    private static String order(Order order) {
        return String.join(
                " ",
                order.orderId(),
                order.clientOrderId(),
                order.clientId(),
                plain(order.quantity()),
                plain(order.price()),
                plain(order.filledQuantity()),
                plain(order.remainingQuantity()),
                plain(order.averageFillPrice()),
                order.createdAt().toString(),
                order.updatedAt().toString());
    }

    private static List<String> orders(JsonNode state) {
        return state.path("orders")
                .path("open_orders")
                .valueStream()
                .map(order -> texts(
                                order,
                                "order_id",
                                "client_order_id",
                                "client_id",
                                "quantity",
                                "price",
                                "filled_quantity",
                                "remaining_quantity",
                                "average_fill_price")
                        + " " + Instant.parse(order.path("created_at").asText()) + " "
                        + Instant.parse(order.path("updated_at").asText()))
                .toList();
    }

    private static String texts(JsonNode object, String... members) {
        List<String> texts = new ArrayList<>();
        for (String member : members) {
            JsonNode value = object.path(member);
            texts.add(value.isNumber() ? plain(value.decimalValue()) : value.asText());
        }
        return String.join(" ", texts);
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "null" : number.stripTrailingZeros().toPlainString();
    }
}
