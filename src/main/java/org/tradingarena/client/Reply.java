package org.tradingarena.client;

import java.util.List;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Json.JsonObject;

/** Who waits for the answer to a request. Exactly one of these is called, once; neither for a question of the client's own that its connection took with it. */
interface Reply {
    /**
     * The arena has answered.
     *
     * @param events the very characters of each of the answer's {@code events}
     */
    void answered(Outstanding request, JsonObject data, List<String> events);

    /** The arena has refused, or it is not known what it did. */
    void refused(Outstanding request, ArenaError error);
}
