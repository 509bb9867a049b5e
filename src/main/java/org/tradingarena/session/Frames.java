package org.tradingarena.session;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.InitialState;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.JsonPatch;
import org.tradingarena.protocol.Marks;
import org.tradingarena.protocol.PortfolioView;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StateDocument;
import org.tradingarena.protocol.StateView;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.Views;
import org.tradingarena.protocol.Wire;

/** Frames that a connection writes, stamped with the time of their writing. */
final class Frames {
    private static final long RETRY_MILLIS = 1000;

    private final Marks marks;
    private final Clock clock;

    Frames(Marks marks, Clock clock) {
        this.marks = marks;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    String respond(@Nullable String id, String type, JsonBody body) {
        return Wire.response(id, type, body, now());
    }

    String refuse(@Nullable String id, ArenaError error) {
        return Wire.error(id, error, now());
    }

    /** Nothing happened: try again. */
    String overloaded(@Nullable String id) {
        return refuse(
                id,
                ArenaError.retryAfter(
                        ErrorCode.OVERLOADED, "too much to do right now; nothing happened", RETRY_MILLIS));
    }

    /** The answer to a sign-in (protocol section 3). */
    String authenticated(
            @Nullable String id,
            SessionState state,
            String clientId,
            boolean resumed,
            DeliveryInput.Answer answer,
            String token,
            Instant tokenExpiresAt) {
        return respond(
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
                        .time("resume_token_expires_at", tokenExpiresAt));
    }

    String page(SyncPage page) {
        return Wire.unsolicited("reconnection_sync", page.body(), now());
    }

    /**
     * The state (protocol section 5).
     *
     * @param base the state that the client holds, to be told only the difference; null if it holds none that is known
     */
    String initialState(
            @Nullable String id,
            DeliveryOutput.GiveState give,
            @Nullable StateView base,
            Set<Include> include,
            List<Room> rooms,
            InitialState.Socket socket) {
        InitialState state = new InitialState(give.state(), give.stateHash(), marks, include, rooms, socket);
        return respond(id, "initial_state", base == null ? state.full() : state.diff(patch(base, give.state())));
    }

    private static String patch(StateView from, StateView to) {
        return JsonPatch.between(StateDocument.wire(from), StateDocument.wire(to))
                .text();
    }

    String portfolio(@Nullable String id, StateView state) {
        return respond(id, "portfolio", PortfolioView.of(state, marks));
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
    static JsonBody history(List<CollectiveEvent> events, Parts parts, long after, long head, int bytes) {
        List<String> shown = new ArrayList<>();
        long next = after;
        long newest = head;
        int size = 0;
        for (CollectiveEvent event : events) {
            RenderedEvent rendered = EventRendering.render(event, parts).orElse(null);
            int more = rendered == null ? 0 : rendered.bytes();
            if (size > 0 && size + more > bytes) {
                newest = Math.max(newest, event.seq());
                break;
            }
            size += more;
            if (rendered != null) {
                shown.add(rendered.json());
            }
            next = event.seq();
        }
        long last = next;
        boolean hasMore = last < newest;
        return json ->
                json.raws("events", shown).integer("next_after_seq", last).flag("has_more", hasMore);
    }

    /** The names of rooms, each once, in their order. */
    static List<String> names(List<Room> rooms) {
        return rooms.stream().map(Room::wire).distinct().toList();
    }
}
