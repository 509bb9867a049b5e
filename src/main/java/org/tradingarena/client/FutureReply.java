package org.tradingarena.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.ProtocolException;

/** A future that waits for an answer, which the reader makes a value of. */
record FutureReply<T>(CompletableFuture<T> future, Function<JsonObject, T> reader, Outbox out) implements Reply {
    @Override
    public void answered(Outstanding request, JsonObject data, List<String> events) {
        try {
            out.add(new ClientAction.Succeed<>(future, reader.apply(data)));
        } catch (ProtocolException odd) {
            out.add(new ClientAction.Fail(future, new ArenaException(odd.error())));
        }
    }

    @Override
    public void refused(Outstanding request, ArenaError error) {
        out.add(new ClientAction.Fail(future, new ArenaException(error)));
    }
}
