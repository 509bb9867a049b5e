package org.tradingarena.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** Every close code of the arena's WebSockets (protocol section 11), and whether a client may come back by itself. */
public enum CloseCode {
    /** By the client: a logout. */
    NORMAL(1000, "logout", false),
    GOING_AWAY(1001, "server going away", true),
    INVALID_UTF8(1007, "invalid UTF-8", false),
    TOO_LARGE(1009, "message too large", false),
    INTERNAL(1011, "internal error", true),
    HEARTBEAT_TIMEOUT(4008, "heartbeat timeout", true),
    NO_PROGRESS(4010, "no progress", true),
    RATE_LIMIT_IGNORED(4029, "rate limit ignored", true),
    SIMULATED_DISCONNECT(4090, "simulated disconnect", true),
    SESSION_TAKEN_OVER(4501, "session taken over", false),
    NOT_AUTHENTICATED(4503, "not authenticated", false),
    CONNECTION_LIMIT(4504, "connection limit", false);

    private static final int FIRST_PRIVATE = 4000;
    private static final int FIRST_TERMINAL = 4500;

    private final int number;
    private final String reason;
    private final boolean mayReconnect;

    CloseCode(int number, String reason, boolean mayReconnect) {
        this.number = number;
        this.reason = reason;
        this.mayReconnect = mayReconnect;
    }

    /** The status code of the close frame. */
    public int number() {
        return number;
    }

    /** The reason text of the close frame. */
    public String reason() {
        return reason;
    }

    /** Whether a client may come back by itself, with backoff and jitter. */
    public boolean mayReconnect() {
        return mayReconnect;
    }

    /** The close code of a number; empty for one that the arena does not send itself. */
    public static Optional<CloseCode> find(int number) {
        return Stream.of(values()).filter(code -> code.number == number).findFirst();
    }

    /**
     * Whether a client that saw this number may come back by itself. Of numbers that the arena does not name: 4500 and above
     * are terminal, other private ones are not; of the standard ones those that blame the client (1002, 1003, 1008, 1010) are
     * terminal, and whatever a network or a proxy makes (1005, 1006, 1012 to 1015) is not.
     */
    public static boolean mayReconnect(int number) {
        Optional<CloseCode> known = find(number);
        if (known.isPresent()) {
            return known.get().mayReconnect;
        }
        if (number >= FIRST_PRIVATE) {
            return number < FIRST_TERMINAL;
        }
        return number != 1002 && number != 1003 && number != 1008 && number != 1010;
    }
}
