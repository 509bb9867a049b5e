package org.tradingarena.protocol;

import java.time.Instant;

/** Renders private events (protocol section 2). A pure function: the same arguments give the same bytes for ever. */
public final class EventWriter {
    private EventWriter() {}

    /**
     * One event as one client sees it.
     *
     * @param eventId the same in every delivery
     * @param prevSeq the greatest lower seq that has a part for this client, 0 if none
     */
    public static String event(
            String type, String eventId, long seq, long prevSeq, String epoch, Instant at, JsonBody data) {
        return JsonWriter.render(json -> json.text("type", type)
                .text("event_id", eventId)
                .integer("seq", seq)
                .integer("prev_seq", prevSeq)
                .text("epoch", epoch)
                .object("data", data)
                .time("timestamp", at));
    }
}
