package org.tradingarena.session;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Views;

/**
 * One session as an operator sees it (protocol section 10).
 *
 * @param since when the socket came or, without one, since when there is none
 * @param missed events after the position
 * @param buffered how many of them are in memory
 * @param position what the client was sent last, as far as the server remembers; null if it does not
 * @param lastHeartbeatAt null if there was none since the connection's actor started
 * @param heartbeats since then
 */
public record SessionDescription(
        String clientId,
        String collectiveId,
        boolean connected,
        Instant since,
        long generation,
        long missed,
        long buffered,
        @Nullable StreamPosition position,
        @Nullable Instant lastHeartbeatAt,
        long heartbeats,
        long reconnects,
        Preferences preferences,
        List<String> subscriptions) {

    /** Its members. */
    public JsonBody body() {
        return json -> json.text("client_id", clientId)
                .text("collective_id", collectiveId)
                .flag("connected", connected)
                .time("since", since)
                .integer("generation", generation)
                .integer("missed", missed)
                .integer("buffered", buffered)
                .object("position", position == null ? null : position.body())
                .time("last_heartbeat_at", lastHeartbeatAt)
                .integer("heartbeats", heartbeats)
                .integer("reconnects", reconnects)
                .object("preferences", Views.preferences(preferences))
                .texts("subscriptions", subscriptions);
    }
}
