package org.tradingarena.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Views;
import org.tradingarena.protocol.Wire;

/** Frames that a connection writes. */
final class Frames {
    private Frames() {}

    /** The answer to a sign-in (protocol section 3). */
    static String authenticated(
            @Nullable String id,
            SessionState state,
            String clientId,
            boolean resumed,
            DeliveryInput.Answer answer,
            String token,
            Instant tokenExpiresAt,
            Instant now) {
        return Wire.response(
                id,
                "authenticated",
                json -> json.text("session_id", state.sessionId())
                        .integer("generation", state.generation())
                        .text("client_id", clientId)
                        .flag("resumed", resumed)
                        .object("position", new StreamPosition(answer.epoch(), answer.head()).body())
                        .integer("earliest_seq", answer.earliest())
                        .texts("subscriptions", state.rooms())
                        .object("preferences", Views.preferences(state.preferences()))
                        .text("resume_token", token)
                        .time("resume_token_expires_at", tokenExpiresAt),
                now);
    }

    /** The rooms and the new baseline (protocol section 7). */
    static JsonBody rooms(SessionState state, StreamPosition position) {
        return json -> json.texts("rooms", state.rooms()).object("position", position.body());
    }

    /** Events that are ready together: one alone is its own frame. */
    static String events(List<RenderedEvent> events) {
        return events.size() == 1
                ? events.getFirst().json()
                : Wire.events(events.stream().map(RenderedEvent::json).toList());
    }

    /**
     * A page of history (protocol section 4): as many of the events as fit into the bytes, at least one.
     *
     * @param head the newest event that is known of
     */
    static JsonBody history(List<CollectiveEvent> events, Parts parts, long after, long head, int limit, int bytes) {
        List<String> shown = new ArrayList<>();
        long next = after;
        int size = 0;
        boolean cut = false;
        for (CollectiveEvent event : events) {
            RenderedEvent rendered = EventRendering.render(event, parts).orElse(null);
            int more = rendered == null ? 0 : rendered.bytes();
            if (size > 0 && size + more > bytes) {
                cut = true;
                break;
            }
            size += more;
            if (rendered != null) {
                shown.add(rendered.json());
            }
            next = event.seq();
        }
        long last = next;
        boolean more = cut || events.size() == limit || last < head;
        return json ->
                json.raws("events", shown).integer("next_after_seq", last).flag("has_more", more);
    }

    /** The names of rooms, each once, in their order. */
    static List<String> names(List<Room> rooms) {
        return rooms.stream().map(Room::wire).distinct().toList();
    }
}
