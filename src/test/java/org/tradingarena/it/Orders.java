package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Orders as tests need them, and ways to make a stream grow. */
final class Orders {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Orders() {}

    static String newId() {
        return "order-" + NUMBER.incrementAndGet();
    }

    /** A limit order of ETH/USD under a new id. */
    static ObjectNode limit(String side, String quantity, String price) {
        return limit(newId(), "ETH/USD", side, quantity, price);
    }

    static ObjectNode limit(String clientOrderId, String symbol, String side, String quantity, String price) {
        return WireJson.object()
                .put("client_order_id", clientOrderId)
                .put("symbol", symbol)
                .put("side", side)
                .put("order_type", "limit")
                .put("quantity", new BigDecimal(quantity))
                .put("price", new BigDecimal(price));
    }

    /** Places an order and returns it as it was accepted. */
    static JsonNode place(WireClient client, ObjectNode order) {
        return client.expect("place_order", order).path("order");
    }

    /** Waits until the client has seen an event of this type about this order. */
    static void awaitEvent(WireClient client, String type, JsonNode order) {
        String orderId = order.path("order_id").asText();
        Waiting.until(
                type + " of " + orderId,
                () -> client.log().events().stream()
                        .anyMatch(event -> event.path("type").asText().equals(type)
                                && event.path("data")
                                        .path("order")
                                        .path("order_id")
                                        .asText()
                                        .equals(orderId)));
    }

    /** Makes the client's stream grow by four events an order: accepted, open, asked to go, gone. Returns the seq after it. */
    static long grow(WireClient client, int orders) {
        long goal = head(client) + 4L * orders;
        List<CompletableFuture<Frame>> answers = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            answers.add(client.ask("place_order", limit("buy", "0.01", Integer.toString(10 + i % 20))));
        }
        answers.forEach(answer -> {
            if (Waiting.on("the answer to an order", answer).isError()) {
                throw new AssertionError(
                        "an order was refused: " + answer.join().text());
            }
        });
        Waiting.until("all orders rest", () -> head(client) >= goal - 2L * orders);
        client.expect("cancel_all_orders");
        Waiting.until("all orders are gone", () -> head(client) >= goal);
        return goal;
    }

    /** The seq that the server says is the newest. */
    static long head(WireClient client) {
        return client.expect("heartbeat").path("position").path("seq").asLong();
    }

    /** Trades between two collectives: the first sells, the second buys. */
    static void trade(WireClient seller, WireClient buyer, String quantity, String price) {
        JsonNode resting = place(seller, limit("sell", quantity, price));
        awaitEvent(seller, "order_open", resting);
        JsonNode taking = place(buyer, limit("buy", quantity, price));
        awaitEvent(seller, "order_filled", resting);
        awaitEvent(buyer, "order_filled", taking);
    }
}
