package org.tradingarena.client;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Json.JsonObject;

/** The client itself waits for an answer. */
record OwnReply(BiConsumer<JsonObject, List<String>> then, Consumer<ArenaError> otherwise) implements Reply {
    @Override
    public void answered(Outstanding request, JsonObject data, List<String> events) {
        then.accept(data, events);
    }

    @Override
    public void refused(Outstanding request, ArenaError error) {
        otherwise.accept(error);
    }
}
