package org.tradingarena.client;

import java.util.List;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Request;

/** What happens to a {@link ClientCore}. Sockets and calls have numbers, so that a late word of an earlier one is known as such. */
sealed interface ClientInput {
    /** Its owner has started it. */
    record Started() implements ClientInput {}

    /** The arena has accepted a socket. */
    record Opened(long socket) implements ClientInput {}

    /** A socket could not be opened. */
    record NotOpened(long socket, String reason) implements ClientInput {}

    /** A text frame, or a binary one unpacked. */
    record Received(long socket, String text) implements ClientInput {}

    /** A socket is gone; 1006 stands for a network that failed. */
    record Lost(long socket, int code, String reason) implements ClientInput {}

    /**
     * The answer to a call over HTTP.
     *
     * @param events the very characters of each of its {@code events}
     */
    record CallAnswered(long call, JsonObject body, List<String> events) implements ClientInput {}

    /** A call came to nothing: an {@link ArenaException} is a refusal, all else a network that failed. */
    record CallFailed(long call, Throwable cause) implements ClientInput {}

    /** Its owner asks for something. */
    record Asked(Request request, Reply reply) implements ClientInput {}

    /** Time has passed. */
    record Tick() implements ClientInput {}

    /** Its owner wants a connection now. */
    record ReconnectNow() implements ClientInput {}

    /** Its owner is done with it. */
    record Closing() implements ClientInput {}
}
