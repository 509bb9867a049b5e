package org.tradingarena.gateway.socket;

import org.jspecify.annotations.Nullable;
import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.RequestParser;

/** What a socket says to messages that no desk sees. */
final class ClientErrors {
    static final ArenaError BINARY =
            ArenaError.of(ErrorCode.INVALID_MESSAGE, "Messages are text frames, this one was binary");
    static final ArenaError TOO_MANY_SOCKETS = ArenaError.of(ErrorCode.CONNECTION_LIMIT, "Too many sockets");

    /** A longer message is not read for its id once it is over the rate limit. */
    private static final int READ_FOR_ID = 4096;

    private ClientErrors() {}

    static ArenaError tooLarge(int limit) {
        return ArenaError.of(ErrorCode.MESSAGE_TOO_LARGE, "A message has at most " + limit + " bytes");
    }

    static ArenaError rateLimited(long retryAfterMillis) {
        return ArenaError.retryAfter(ErrorCode.RATE_LIMITED, "Too many messages", retryAfterMillis);
    }

    /** The id of a request that is refused unread. */
    static @Nullable String idOf(Inbound message) {
        if (message instanceof Inbound.Text(String text) && text.length() <= READ_FOR_ID) {
            try {
                return RequestParser.parse(text).id();
            } catch (ProtocolException malformed) {
                return malformed.id();
            }
        }
        return null;
    }
}
