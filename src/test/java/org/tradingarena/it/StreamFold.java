package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a collective's events add up to for a client that sees all of them: its orders, balances, positions and trades. */
final class StreamFold {
    private static final Set<String> WORKING = Set.of("pending", "open", "partially_filled");

    /** One side of a trade. */
    record Fill(String tradeId, String symbol, String side, String liquidity, BigDecimal price, BigDecimal quantity) {}

    private final Map<String, JsonNode> orders = new TreeMap<>();
    private final Map<String, List<String>> accepted = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Set<String> cancelRequested = new HashSet<>();
    private final Set<String> amendRequested = new HashSet<>();
    private final Map<String, JsonNode> balances = new TreeMap<>();
    private final Map<String, JsonNode> positions = new TreeMap<>();
    private final List<Fill> fills = new ArrayList<>();
    private final Map<String, BigDecimal> fees = new TreeMap<>();

    synchronized void apply(JsonNode event) {
        JsonNode data = event.path("data");
        JsonNode order = data.path("order");
        data.path("balances").properties().forEach(balance -> balances.put(balance.getKey(), balance.getValue()));
        if (data.path("position").isObject()) {
            positions.put(data.path("position").path("symbol").asText(), data.path("position"));
        }
        if (order.isObject()) {
            apply(event.path("type").asText(), order, data.path("trade"));
        }
    }

    private void apply(String type, JsonNode order, JsonNode trade) {
        String orderId = order.path("order_id").asText();
        String clientOrderId = order.path("client_order_id").asText();
        JsonNode before = orders.put(orderId, order);
        switch (type) {
            case "order_accepted" ->
                accepted.computeIfAbsent(clientOrderId, id -> new ArrayList<>()).add(orderId);
            case "order_rejected" -> {
                if (before == null) {
                    refused.put(clientOrderId, order.path("reason").asText());
                }
            }
            case "order_cancel_requested" -> cancelRequested.add(orderId);
            case "order_amend_requested" -> amendRequested.add(orderId);
            case "order_filled" -> {
                fills.add(new Fill(
                        trade.path("trade_id").asText(),
                        order.path("symbol").asText(),
                        order.path("side").asText(),
                        trade.path("liquidity").asText(),
                        trade.path("price").decimalValue(),
                        trade.path("quantity").decimalValue()));
                fees.merge(
                        trade.path("fee_currency").asText(), trade.path("fee").decimalValue(), BigDecimal::add);
            }
            default -> {}
        }
    }

    /** The ids of the orders that were accepted under a client_order_id: one, if the idempotency key is worth its name. */
    synchronized List<String> accepted(String clientOrderId) {
        return List.copyOf(accepted.getOrDefault(clientOrderId, List.of()));
    }

    /** The code with which an order was refused before it was accepted; empty if it was not. */
    synchronized String refused(String clientOrderId) {
        return refused.getOrDefault(clientOrderId, "");
    }

    synchronized boolean cancelRequested(String orderId) {
        return cancelRequested.contains(orderId);
    }

    synchronized boolean amendRequested(String orderId) {
        return amendRequested.contains(orderId);
    }

    /** The working orders by order_id, as the newest event has them. */
    synchronized Map<String, JsonNode> working() {
        Map<String, JsonNode> working = new TreeMap<>(orders);
        working.values()
                .removeIf(order -> !WORKING.contains(order.path("status").asText()));
        return working;
    }

    synchronized Map<String, JsonNode> balances() {
        return new TreeMap<>(balances);
    }

    synchronized Map<String, JsonNode> positions() {
        return new TreeMap<>(positions);
    }

    synchronized List<Fill> fills() {
        return List.copyOf(fills);
    }

    synchronized Map<String, BigDecimal> fees() {
        return new TreeMap<>(fees);
    }
}
