package org.tradingarena.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Balance;
import org.tradingarena.client.model.Order;
import org.tradingarena.client.model.Position;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.StateDocument;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Times;

/**
 * A collective's state as the wire tells it, as of one event: what {@code initial_state} said, and the parts of every event since
 * (protocol sections 5 and 6). Immutable; one event's successor shares all but what changed, so states of the past cost little.
 *
 * @param lastUpdated the time of the last event in it, as on the wire
 * @param working the working orders by their place, oldest first
 * @param places where each working order stands, by its id
 */
record AccountState(
        String collectiveId,
        StreamPosition position,
        String lastUpdated,
        TreePMap<String, JsonObject> balances,
        TreePMap<String, JsonObject> positions,
        TreePMap<Long, Working> working,
        HashPMap<String, Long> places) {

    /** A working order, as on the wire and as a value. */
    record Working(JsonObject json, Order order) {}

    /** The state of a state document, or of {@code initial_state} with all its components; {@link ProtocolException} if it is none. */
    static AccountState read(StreamPosition position, JsonObject document) {
        JsonObject portfolio = object(document, "portfolio");
        AccountState state = new AccountState(
                text(portfolio, "collective_id"),
                position,
                text(portfolio, "last_updated"),
                members(object(document, "balances")),
                members(object(portfolio, "positions")),
                TreePMap.empty(),
                HashTreePMap.empty());
        if (object(document, "orders").get("open_orders") instanceof JsonArray(List<Json> orders)) {
            for (Json order : orders) {
                state = state.withOrder((JsonObject) order);
            }
        }
        return state;
    }

    private static TreePMap<String, JsonObject> members(JsonObject parent) {
        TreePMap<String, JsonObject> members = TreePMap.empty();
        for (Map.Entry<String, Json> member : parent.members().entrySet()) {
            if (member.getValue() instanceof JsonObject object) {
                members = members.plus(member.getKey(), object);
            }
        }
        return members;
    }

    /** The state after an event. */
    AccountState after(PrivateEvent event) {
        JsonObject data = event.data();
        TreePMap<String, JsonObject> newBalances =
                data.get("balances") instanceof JsonObject changed ? balances.plusAll(members(changed)) : balances;
        TreePMap<String, JsonObject> newPositions = data.get("position") instanceof JsonObject changed
                ? positions.plus(text(changed, "symbol"), changed)
                : positions;
        AccountState state = new AccountState(
                collectiveId,
                event.position(),
                Times.text(event.timestamp()),
                newBalances,
                newPositions,
                working,
                places);
        Order order = event.order();
        return order != null && data.get("order") instanceof JsonObject json ? state.withOrder(json, order) : state;
    }

    private AccountState withOrder(JsonObject json) {
        return withOrder(json, Order.read(json));
    }

    private AccountState withOrder(JsonObject json, Order order) {
        Long place = places.get(order.orderId());
        if (!order.isWorking()) {
            return place == null ? this : with(working.minus(place), places.minus(order.orderId()));
        }
        // A place once taken is kept: open orders stand in the order in which they were accepted.
        Long kept = place != null ? place : Long.valueOf(working.isEmpty() ? 1 : working.lastKey() + 1);
        return with(
                working.plus(kept, new Working(json, order)),
                place != null ? places : places.plus(order.orderId(), kept));
    }

    private AccountState with(TreePMap<Long, Working> orders, HashPMap<String, Long> theirPlaces) {
        return new AccountState(collectiveId, position, lastUpdated, balances, positions, orders, theirPlaces);
    }

    /** The working order that was placed under this id of a client. */
    @Nullable
    Order find(String clientOrderId) {
        for (Working each : working.values()) {
            if (each.order().clientOrderId().equals(clientOrderId)) {
                return each.order();
            }
        }
        return null;
    }

    /** The state document, numbers as on the wire. */
    JsonObject document() {
        Map<String, Json> orders = new LinkedHashMap<>();
        orders.put(
                "open_orders",
                new JsonArray(working.values().stream().<Json>map(Working::json).toList()));
        orders.put("count", new JsonNumber(Integer.toString(working.size())));
        JsonObject money = new JsonObject(new LinkedHashMap<>(balances));
        Map<String, Json> document = new LinkedHashMap<>();
        document.put("balances", money);
        document.put("orders", new JsonObject(orders));
        document.put("portfolio", portfolio(money));
        return new JsonObject(document);
    }

    private JsonObject portfolio(JsonObject money) {
        Map<String, Json> held = new LinkedHashMap<>();
        BigDecimal realized = BigDecimal.ZERO;
        for (Map.Entry<String, JsonObject> each : positions.entrySet()) {
            Position position = Position.read(each.getKey(), each.getValue());
            realized = realized.add(position.realizedPnl());
            held.put(each.getKey(), still(each.getValue()));
        }
        Map<String, Json> portfolio = new LinkedHashMap<>();
        portfolio.put("collective_id", new JsonText(collectiveId));
        portfolio.put("balances", money);
        portfolio.put("positions", new JsonObject(held));
        portfolio.put("realized_pnl", Json.of(realized));
        portfolio.put("last_updated", new JsonText(lastUpdated));
        return new JsonObject(portfolio);
    }

    /** What the state document has of a position, whatever else came with it. */
    private static JsonObject still(JsonObject position) {
        Map<String, Json> kept = new LinkedHashMap<>();
        for (String name : List.of("quantity", "average_price", "realized_pnl")) {
            Json value = position.get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return new JsonObject(kept);
    }

    /** Its {@code state_hash}. */
    String hash() {
        return StateDocument.hash(document());
    }

    /** Whether another state says the same, the time of its last event apart: events without a part for clients move that alone. */
    boolean saysTheSameAs(AccountState other) {
        return new AccountState(collectiveId, position, other.lastUpdated, balances, positions, working, places)
                .document()
                .equals(other.document());
    }

    /** As its owner sees it. */
    Account account() {
        Map<String, Balance> money = new LinkedHashMap<>();
        balances.forEach((currency, json) -> money.put(currency, Balance.read(json)));
        Map<String, Position> held = new LinkedHashMap<>();
        positions.forEach((symbol, json) -> held.put(symbol, Position.read(symbol, json)));
        List<Order> orders = new ArrayList<>(working.size());
        working.values().forEach(each -> orders.add(each.order()));
        return new Account(position, money, held, orders);
    }

    private static JsonObject object(JsonObject parent, String name) {
        if (parent.get(name) instanceof JsonObject object) {
            return object;
        }
        throw Fields.of(parent, "data").invalid(name, "must be an object");
    }

    private static String text(JsonObject parent, String name) {
        if (parent.get(name) instanceof JsonText(String text)) {
            return text;
        }
        throw Fields.of(parent, "data").invalid(name, "must be a string");
    }
}
