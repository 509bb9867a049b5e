package org.tradingarena.client.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.StreamPosition;

/**
 * An event of the collective's stream (protocol sections 2 and 6).
 *
 * @param type such as {@code order_filled}; new types may come: ignore those that you do not know
 * @param eventId the same in every delivery, for ever
 * @param position where the stream stands with this event
 * @param order the order after it; null if it is about none
 * @param trade of {@code order_filled}; else null
 * @param balances what changed, after it, by currency; often empty
 * @param holding the position of a symbol that changed, after it; else null
 * @param replayed whether it was missed and came by a resume or a replay
 * @param text the event as it was sent, byte for byte
 * @param data all that it says
 */
public record PrivateEvent(
        String type,
        String eventId,
        StreamPosition position,
        long prevSeq,
        Instant timestamp,
        @Nullable Order order,
        @Nullable Trade trade,
        Map<String, Balance> balances,
        @Nullable Position holding,
        boolean replayed,
        String text,
        JsonObject data) {
    public PrivateEvent {
        balances = Map.copyOf(balances);
    }

    /** Its number in the stream. */
    public long seq() {
        return position.seq();
    }

    /** The order after it. */
    public Optional<Order> findOrder() {
        return Optional.ofNullable(order);
    }
}
