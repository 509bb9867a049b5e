package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that trades at random: orders of every kind, cancels, amendments, a few of them at a time, until it is told to stop or its
 * connection is gone. It stays near one price, so that a book never has more levels than a snapshot shows.
 */
final class Trader {
    static final List<String> SYMBOLS = List.of("BTC/USD", "SOL/USD");

    private static final int MOST_WORKING = 60;
    private static final int MIDDLE = 100;
    private static final int SPREAD = 15;

    private final WireClient client;
    private final Random random;
    private final int outstanding;
    private final StreamFold fold = new StreamFold();
    private final OrderLedger ledger = new OrderLedger();
    private Executor thinking = Runnable::run;
    private Semaphore permits;
    private int orders;
    private volatile boolean stopped;
    private @Nullable Thread thread;

    /** @param outstanding how many requests may be without an answer */
    Trader(WireClient client, long seed, int outstanding) {
        this.client = client.forgetful();
        this.random = new Random(seed);
        this.outstanding = outstanding;
        this.permits = new Semaphore(outstanding);
        client.onEvent(fold::apply);
    }

    /** After each answer it thinks for so long, and leaves the machine to others. */
    Trader thinking(Duration time) {
        thinking = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Signs in for the first time, and learns what has happened so far. */
    void signIn() {
        client.signIn();
        JsonNode page;
        long after = 0;
        do {
            page = client.expect("replay", WireJson.object().put("after_seq", after));
            after = page.path("next_after_seq").asLong();
        } while (page.path("has_more").asBoolean());
        client.log().events().forEach(fold::apply);
    }

    void start() {
        stopped = false;
        permits = new Semaphore(outstanding);
        thread = Thread.ofVirtual()
                .name("trader " + client.collective() + "/" + client.clientId())
                .start(this::trade);
    }

    /** Returns when nothing more will be sent. */
    void stop() {
        stopped = true;
        Thread running = thread;
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns when all that was sent is answered. */
    void awaitAnswers() {
        Waiting.until("all answers of " + client.clientId(), () -> permits.availablePermits() == outstanding);
    }

    private void trade() {
        try {
            while (!stopped && client.isConnected()) {
                if (permits.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                    Semaphore mine = permits;
                    act().whenCompleteAsync((answer, failed) -> mine.release(), thinking);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Frame> act() {
        Map<String, JsonNode> working = fold.working();
        working.values().removeIf(order -> !order.path("client_id").asText().equals(client.clientId()));
        int dice = random.nextInt(100);
        if (working.size() > MOST_WORKING) {
            return client.ask("cancel_all_orders", WireJson.object());
        }
        if (dice < 18 && !working.isEmpty()) {
            return cancel(any(working));
        }
        if (dice < 28 && !working.isEmpty()) {
            return amend(any(working));
        }
        if (dice < 31) {
            return client.ask(
                    "replay", WireJson.object().put("after_seq", randomSeq()).put("limit", 1 + random.nextInt(50)));
        }
        return place();
    }

    private long randomSeq() {
        return random.nextLong(client.log().position() + 1);
    }

    private JsonNode any(Map<String, JsonNode> working) {
        return List.copyOf(working.values()).get(random.nextInt(working.size()));
    }

    private CompletableFuture<Frame> place() {
        String clientOrderId = client.clientId() + "-" + ++orders;
        ObjectNode data = WireJson.object()
                .put("client_order_id", clientOrderId)
                .put("symbol", SYMBOLS.get(random.nextInt(SYMBOLS.size())))
                .put("side", random.nextBoolean() ? "buy" : "sell")
                .put("quantity", quantity());
        int dice = random.nextInt(100);
        if (dice < 8) {
            data.put("order_type", "market");
        } else {
            data.put("order_type", "limit").put("price", price());
        }
        if (dice >= 8 && dice < 20) {
            data.put("time_in_force", "ioc");
        } else if (dice >= 20 && dice < 25) {
            data.put("time_in_force", "fok");
        } else if (dice >= 25 && dice < 35) {
            data.put("post_only", true);
        } else if (dice == 35) {
            data.put("quantity", new BigDecimal("999999")); // nobody can pay that
        }
        return place(data);
    }

    private CompletableFuture<Frame> place(ObjectNode data) {
        String clientOrderId = data.path("client_order_id").asText();
        ledger.sent(clientOrderId, data);
        return client.ask("place_order", data).thenApply(answer -> {
            ledger.answered(clientOrderId, answer);
            return answer;
        });
    }

    /** Sends everything again that was never answered, the same as before, and waits for the answers. */
    void sendAgain() {
        List.copyOf(ledger.unanswered().values())
                .forEach(data -> Waiting.on("the answer to what was sent again: " + data, place(data)));
    }

    private CompletableFuture<Frame> cancel(JsonNode order) {
        String orderId = order.path("order_id").asText();
        ObjectNode data = WireJson.object();
        if (random.nextBoolean()) {
            data.put("order_id", orderId);
        } else {
            data.put("client_order_id", order.path("client_order_id").asText());
        }
        return client.ask("cancel_order", data).thenApply(answer -> {
            ledger.cancelAnswered(orderId, answer);
            return answer;
        });
    }

    private CompletableFuture<Frame> amend(JsonNode order) {
        String orderId = order.path("order_id").asText();
        ObjectNode data = WireJson.object().put("order_id", orderId);
        if (random.nextBoolean()) {
            data.put("price", price());
        }
        if (data.size() == 1 || random.nextBoolean()) {
            data.put("quantity", order.path("filled_quantity").decimalValue().add(quantity()));
        }
        return client.ask("amend_order", data).thenApply(answer -> {
            ledger.amendAnswered(orderId, answer);
            return answer;
        });
    }

    /** Good for the lots of all symbols. */
    private BigDecimal quantity() {
        return BigDecimal.valueOf(1 + random.nextInt(300), 2);
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(MIDDLE - SPREAD + random.nextInt(2 * SPREAD + 1));
    }

    boolean isConnected() {
        return client.isConnected();
    }

    WireClient client() {
        return client;
    }

    StreamFold fold() {
        return fold;
    }

    OrderLedger ledger() {
        return ledger;
    }
}
