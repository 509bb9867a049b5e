package org.tradingarena.gateway.socket;

import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.CloseCode;

/** Who handles the messages of a client: one desk before the sign-in, another one after it. Times are monotonic nanoseconds. */
interface Desk {
    /** Handles a text message. */
    void onText(String text);

    /** Whether the next message has to wait for an answer to an earlier one. */
    boolean isBusy();

    /** When to look at the desk again at the latest. */
    long deadline();

    /** Looks at deadlines; answers with which code the socket has to close, or null. */
    @Nullable
    CloseCode look(long now);
}
