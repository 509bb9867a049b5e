package org.tradingarena.client.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.ServerMessage;
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

    /**
     * The event of its message; throws {@link org.tradingarena.protocol.ProtocolException} if a part of it has not its form.
     *
     * @param text the message as it was sent
     * @param replayed whether it was missed before
     */
    public static PrivateEvent read(ServerMessage.Event event, String text, boolean replayed) {
        JsonObject data = event.data();
        return new PrivateEvent(
                event.type(),
                event.eventId(),
                new StreamPosition(event.epoch(), event.seq()),
                event.prevSeq(),
                event.timestamp(),
                data.get("order") instanceof JsonObject order ? Order.read(order) : null,
                data.get("trade") instanceof JsonObject trade ? Trade.read(trade) : null,
                balances(data),
                holding(data),
                replayed,
                text,
                data);
    }

    private static Map<String, Balance> balances(JsonObject data) {
        if (!(data.get("balances") instanceof JsonObject(Map<String, Json> members)) || members.isEmpty()) {
            return Map.of();
        }
        Map<String, Balance> balances = new HashMap<>();
        members.forEach((currency, balance) -> {
            if (balance instanceof JsonObject object) {
                balances.put(currency, Balance.read(object));
            }
        });
        return balances;
    }

    private static @Nullable Position holding(JsonObject data) {
        return data.get("position") instanceof JsonObject position
                ? Position.read(new Members(position).text("symbol"), position)
                : null;
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
