package org.tradingarena.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tradingarena.protocol.Json.JsonObject;

/** What carries a client's bytes. Its sockets tell what happens on any thread. */
interface Transport {
    /** One socket, from its opening on. None of its methods waits, and all may be called in any state. */
    interface Socket {
        /** Sends a text frame, after all before it. */
        void send(String text);

        /** A message that came is done with: one more may come. */
        void more();

        /** Closes it, after all that was sent; completes once that is on its way, or the socket is gone. */
        CompletableFuture<Void> close(int code);

        /** Lets go of it at once; nothing more is told of it. */
        void abort();
    }

    /** Who hears of a socket: that it opened and what came until it was lost, or that it did not open. */
    interface Events {
        void opened();

        void notOpened(String reason);

        void received(String text);

        void lost(int code, String reason);
    }

    /**
     * The answer to a call.
     *
     * @param events the very characters of each of its {@code events}
     */
    record Answer(JsonObject body, List<String> events) {}

    /** Opens a socket. At most a few messages come before {@link Socket#more}. */
    Socket open(Events events);

    /** Calls over HTTP: an {@link ArenaException} is a refusal, all else a network that failed. Cancelling it gives it up. */
    CompletableFuture<Answer> call(HttpCall call);
}
