package org.tradingarena.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/** What one client was told about its orders, and what it was never told. */
final class OrderLedger {
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> unanswered = new ConcurrentHashMap<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Set<String> amended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger putOff = new AtomicInteger();
    private final AtomicLong lastAcknowledged = new AtomicLong();
    private final LongAccumulator longestGap = new LongAccumulator(Math::max, 0);

    void sent(String clientOrderId, ObjectNode data) {
        unanswered.put(clientOrderId, data);
    }

    /** The answer to a {@code place_order}. A persist that failed leaves it open. */
    void answered(String clientOrderId, Frame answer) {
        if (!answer.isError()) {
            acknowledged.put(
                    clientOrderId, answer.data().path("order").path("order_id").asText());
            long now = System.nanoTime();
            longestGap.accumulate(now - lastAcknowledged.getAndSet(now));
        } else {
            switch (answer.code()) {
                case "OUTCOME_UNKNOWN" -> {
                    putOff.incrementAndGet();
                    return;
                }
                case "OVERLOADED" -> putOff.incrementAndGet();
                case "RATE_LIMITED" -> {}
                default -> refused.put(clientOrderId, answer.code());
            }
        }
        unanswered.remove(clientOrderId);
        answers.incrementAndGet();
    }

    void cancelAnswered(String orderId, Frame answer) {
        answers.incrementAndGet();
        if (!answer.isError()) {
            cancelled.add(orderId);
        }
    }

    void amendAnswered(String orderId, Frame answer) {
        answers.incrementAndGet();
        if (!answer.isError()) {
            amended.add(orderId);
        }
    }

    /** order_id by client_order_id. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    /** code by client_order_id. */
    Map<String, String> refused() {
        return refused;
    }

    /** What was asked and not answered, by client_order_id. */
    Map<String, ObjectNode> unanswered() {
        return unanswered;
    }

    Set<String> cancelled() {
        return cancelled;
    }

    Set<String> amended() {
        return amended;
    }

    /** How often an order was answered with OUTCOME_UNKNOWN or OVERLOADED. */
    int putOff() {
        return putOff.get();
    }

    /** From here on gaps between acknowledged orders are measured. */
    void measureGaps() {
        lastAcknowledged.set(System.nanoTime());
        longestGap.reset();
    }

    /** The longest time without an acknowledged order since then. */
    Duration longestGap() {
        return Duration.ofNanos(longestGap.get());
    }

    int answers() {
        return answers.get();
    }
}
