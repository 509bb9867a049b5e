package org.tradingarena.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonObject;

/** What a server says to a client (protocol section 2), as {@link ServerMessageParser} reads it. */
public sealed interface ServerMessage {
    /** A response, or (id null) what no request asked for. */
    record Response(@Nullable String id, String type, JsonObject data, Instant timestamp) implements ServerMessage {}

    /** A refusal; of a code that this version does not know, the code is {@code INTERNAL} and the message begins with it. */
    record Failure(@Nullable String id, ArenaError error, Instant timestamp) implements ServerMessage {}

    /** A private event. */
    record Event(String type, String eventId, long seq, long prevSeq, String epoch, JsonObject data, Instant timestamp)
            implements ServerMessage {}

    /** A message of a symbol's chain. */
    record MarketData(
            String type,
            String symbol,
            String epoch,
            long seq,
            long prevSeq,
            boolean conflated,
            JsonObject data,
            Instant timestamp)
            implements ServerMessage {}

    /** A message without a number, such as {@code leaderboard}. */
    record Notice(String type, JsonObject data, Instant timestamp) implements ServerMessage {}

    /** Several in one frame: private events, market data and notices. */
    record Batch(List<ServerMessage> messages) implements ServerMessage {
        public Batch {
            messages = List.copyOf(messages);
        }
    }
}
