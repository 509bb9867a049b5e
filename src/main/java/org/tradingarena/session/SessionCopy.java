package org.tradingarena.session;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.session.SessionEvent.Disconnected;

/** A {@link SessionState} in which something is about to be different. */
final class SessionCopy {
    private final SessionState from;
    private List<String> rooms;
    private @Nullable Preferences chosen;
    private List<Token> tokens;
    private boolean connected;
    private @Nullable Disconnected gone;
    private long graceMillis;
    private boolean protectionDue;
    private long cancelAllAfterMillis;
    private Instant cancelAllAfterSet;
    private @Nullable StreamPosition position;

    SessionCopy(SessionState from) {
        this.from = from;
        this.rooms = from.rooms();
        this.chosen = from.chosen();
        this.tokens = from.tokens();
        this.connected = from.connected();
        this.gone = from.gone();
        this.graceMillis = from.graceMillis();
        this.protectionDue = from.protectionDue();
        this.cancelAllAfterMillis = from.cancelAllAfterMillis();
        this.cancelAllAfterSet = from.cancelAllAfterSet();
        this.position = from.position();
    }

    SessionCopy rooms(List<String> changed) {
        rooms = changed;
        return this;
    }

    SessionCopy preferences(Preferences changed) {
        chosen = changed;
        return this;
    }

    SessionCopy tokens(List<Token> changed) {
        tokens = changed;
        return this;
    }

    SessionCopy gone(Disconnected event, boolean due) {
        connected = false;
        gone = event;
        protectionDue = due;
        position = event.position() == null ? position : event.position();
        return this;
    }

    SessionCopy grace(long millis) {
        graceMillis = millis;
        return this;
    }

    SessionCopy protectionDue(boolean due) {
        protectionDue = due;
        return this;
    }

    SessionCopy cancelAllAfter(long millis, Instant set) {
        cancelAllAfterMillis = millis;
        cancelAllAfterSet = set;
        return this;
    }

    SessionState done() {
        return new SessionState(
                from.sessionId(),
                from.generation(),
                rooms,
                from.clientType(),
                chosen,
                tokens,
                connected,
                gone,
                from.reconnects(),
                graceMillis,
                protectionDue,
                cancelAllAfterMillis,
                cancelAllAfterSet,
                position);
    }
}
