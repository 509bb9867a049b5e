package org.tradingarena.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.StreamPosition;

/** How a client signs in (protocol section 3): with the token of its last connection where it has one, which is cheap, else with its key. */
final class Admission {
    private static final long NEVER = -1;

    private final ClientSettings settings;
    private final ClientKey key;
    private @Nullable String token;

    Admission(ClientSettings settings, ClientKey key) {
        this.settings = settings;
        this.key = key;
    }

    /** The {@code auth} for a socket on which the arena has introduced itself. */
    Request.Auth auth(
            SocketLine line,
            Rooms rooms,
            @Nullable StreamPosition position,
            Map<String, Resume.MarketPosition> market) {
        String known = token;
        Credentials credentials = known != null
                ? new Credentials.ResumeToken(known)
                : key.sign(line.connectionId(), line.nonce(), settings.collectiveId(), settings.clientId());
        return new Request.Auth(
                settings.clientId(),
                settings.type(),
                settings.role(),
                credentials,
                resume(position, market),
                rooms.all(),
                settings.gzip());
    }

    private Resume resume(@Nullable StreamPosition position, Map<String, Resume.MarketPosition> market) {
        if (position != null) {
            boolean prefersState = settings.preferStateAbove() != NEVER;
            return new Resume.Position(
                    position.epoch(),
                    position.seq(),
                    prefersState,
                    prefersState ? settings.preferStateAbove() : Resume.DEFAULT_MAXIMUM_EVENTS,
                    market);
        }
        return market.isEmpty() ? new Resume.Absent() : new Resume.MarketOnly(market);
    }

    boolean hasToken() {
        return token != null;
    }

    /** The arena has given a new token, or (null) the old one is worth nothing. */
    void token(@Nullable String fresh) {
        token = fresh;
    }
}
