package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.session.SessionEvent.CancelAllAfterSet;
import org.tradingarena.session.SessionEvent.CancelOnDisconnectSet;
import org.tradingarena.session.SessionEvent.CancelledAllAfter;
import org.tradingarena.session.SessionEvent.CancelledOnDisconnect;
import org.tradingarena.session.SessionEvent.Disconnected;
import org.tradingarena.session.SessionEvent.Expired;
import org.tradingarena.session.SessionEvent.KeyRevoked;
import org.tradingarena.session.SessionEvent.PreferencesChanged;
import org.tradingarena.session.SessionEvent.RoomsChanged;
import org.tradingarena.session.SessionEvent.SignedIn;

/**
 * What the server remembers of one client of a collective; immutable.
 *
 * @param sessionId null if there is no session
 * @param generation how many sockets have signed in; it survives the session
 * @param clientType of the newest socket
 * @param chosen the client's own preferences; null as long as those of its type hold
 * @param tokens those that may still be told from unknown ones, newest last
 * @param connected whether the newest generation's socket is not known to be gone
 * @param gone when and why it went; null while it has not, or if there never was one
 * @param reconnects sockets of this session but the first
 * @param graceMillis of cancel-on-disconnect; below 0 it is off
 * @param protectionDue whether cancel-on-disconnect has yet to act on the socket that is gone
 * @param cancelAllAfterMillis the dead man's switch; 0 is off
 * @param cancelAllAfterSet when it was started
 * @param position what the client had or was sent last, as far as it is known; it says nothing about what the client has processed
 */
public record SessionState(
        @Nullable String sessionId,
        long generation,
        List<String> rooms,
        ClientType clientType,
        @Nullable Preferences chosen,
        List<Token> tokens,
        boolean connected,
        @Nullable Disconnected gone,
        long reconnects,
        long graceMillis,
        boolean protectionDue,
        long cancelAllAfterMillis,
        Instant cancelAllAfterSet,
        @Nullable StreamPosition position) {

    /** Tokens that are kept: more than a client needs that loses every other answer. */
    static final int TOKENS = 8;

    private static final long OFF = -1;

    /** Before the first socket. */
    public static final SessionState NONE = none(0, List.of());

    public SessionState {
        rooms = List.copyOf(rooms);
        tokens = List.copyOf(tokens);
    }

    private static SessionState none(long generation, List<Token> tokens) {
        return new SessionState(
                null,
                generation,
                List.of(),
                ClientType.BOT,
                null,
                tokens,
                false,
                null,
                0,
                OFF,
                false,
                0,
                Instant.EPOCH,
                null);
    }

    /** Whether the session exists and is not too old at this time. */
    boolean isKnown(Instant now, Duration retention) {
        return sessionId != null && !isOver(now, retention);
    }

    /** How the client wants its events. */
    public Preferences preferences() {
        return chosen == null ? Preferences.defaults(clientType) : chosen;
    }

    /** Whether it has been without a socket for longer than it is kept, and owes the client nothing more. */
    boolean isOver(Instant now, Duration retention) {
        return sessionId != null
                && !connected
                && !protectionDue
                && cancelAllAfterMillis == 0
                && gone != null
                && now.isAfter(gone.at().plus(retention));
    }

    Optional<Token> token(String hash) {
        return tokens.stream().filter(token -> token.hash().equals(hash)).findFirst();
    }

    /** The rooms, read from their wire names. */
    List<Room> openRooms() {
        return rooms.stream().map(Room::parse).flatMap(Optional::stream).toList();
    }

    /** The state after an event. */
    SessionState apply(SessionEvent event) {
        return switch (event) {
            case SignedIn signedIn -> signedIn(signedIn);
            case RoomsChanged changed -> copy().rooms(changed.rooms()).done();
            case PreferencesChanged changed ->
                copy().preferences(changed.preferences()).done();
            case Disconnected away -> away.generation() == generation ? disconnected(away) : this;
            case CancelOnDisconnectSet set ->
                copy().grace(set.enabled() ? set.graceMillis() : OFF).done();
            case CancelledOnDisconnect cancelled -> copy().protectionDue(false).done();
            case CancelAllAfterSet set ->
                copy().cancelAllAfter(set.timeoutMillis(), set.at()).done();
            case CancelledAllAfter cancelled ->
                copy().cancelAllAfter(0, cancelled.at()).done();
            case KeyRevoked revoked ->
                copy().tokens(tokens.stream()
                                .filter(token -> !token.key().equals(revoked.key()))
                                .toList())
                        .done();
            case Expired expired -> none(Math.max(generation, expired.generation()), expired.tokens());
        };
    }

    private SessionState signedIn(SignedIn event) {
        boolean again = event.sessionId().equals(sessionId);
        SessionState before = again ? this : none(generation, tokens);
        return new SessionState(
                event.sessionId(),
                event.generation(),
                event.rooms(),
                event.clientType(),
                before.chosen,
                before.tokensAfter(event),
                true,
                null,
                again ? reconnects + 1 : 0,
                before.graceMillis,
                false,
                before.cancelAllAfterMillis,
                before.cancelAllAfterSet,
                event.position() == null ? before.position : event.position());
    }

    /** A token that is used for the first time ends the one that it came for. */
    private List<Token> tokensAfter(SignedIn event) {
        List<Token> kept = new ArrayList<>();
        String predecessor =
                token(String.valueOf(event.usedToken())).map(Token::from).orElse(null);
        for (Token token : tokens) {
            if (token.hash().equals(event.usedToken())) {
                kept.add(token.used(event.at()));
            } else if (!token.hash().equals(predecessor)) {
                kept.add(token);
            }
        }
        kept.add(event.token());
        return kept.size() > TOKENS ? kept.subList(kept.size() - TOKENS, kept.size()) : kept;
    }

    private SessionState disconnected(Disconnected event) {
        return copy().gone(event, graceMillis >= 0 && !event.logout()).done();
    }

    private SessionCopy copy() {
        return new SessionCopy(this);
    }
}
