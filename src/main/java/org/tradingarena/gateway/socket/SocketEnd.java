package org.tradingarena.gateway.socket;

import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.protocol.CloseCode;

/**
 * How a socket ended, as its session remembers it.
 *
 * @param reason a word for {@code interruption.reason} (protocol section 4)
 * @param logout whether the client said good-bye with 1000 (protocol section 9)
 */
record SocketEnd(String reason, boolean logout) {
    /** Nobody said good-bye. */
    static final SocketEnd LOST = new SocketEnd("connection_lost", false);

    /** The server closed. */
    static SocketEnd by(CloseCode code) {
        return new SocketEnd(
                switch (code) {
                    case NORMAL -> "logout";
                    case GOING_AWAY -> "server_shutdown";
                    case INVALID_UTF8 -> "invalid_utf8";
                    case TOO_LARGE -> "message_too_large";
                    case INTERNAL -> "internal_error";
                    case HEARTBEAT_TIMEOUT -> "heartbeat_timeout";
                    case NO_PROGRESS -> "no_progress";
                    case RATE_LIMIT_IGNORED -> "rate_limit_ignored";
                    case SIMULATED_DISCONNECT -> "simulated_disconnect";
                    case SESSION_TAKEN_OVER -> "session_taken_over";
                    case NOT_AUTHENTICATED -> "not_authenticated";
                    case CONNECTION_LIMIT -> "connection_limit";
                },
                false);
    }

    /** The connection ended on the wire. */
    static SocketEnd of(Inbound.Ended ended) {
        if (ended.byPeer()) {
            boolean logout = ended.code() == CloseCode.NORMAL.number();
            String reason = logout ? "logout" : ended.code() == Inbound.LOST ? "connection_lost" : "client_closed";
            return new SocketEnd(reason, logout);
        }
        return CloseCode.find(ended.code()).map(SocketEnd::by).orElse(new SocketEnd("protocol_error", false));
    }
}
