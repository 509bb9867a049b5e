package org.tradingarena.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.JsonBody;

/**
 * One {@code reconnection_sync} (protocol section 4).
 *
 * @param fromSeq the last seq known before this page
 * @param toSeq the last seq known after it
 * @param missed events with a part for the client, known so far; exact on the last page of a replay
 * @param page from 1
 * @param interruption told on page 1; null for a session that never had a socket
 * @param summary told on the last page; null where a state takes the place of the events
 */
public record SyncPage(
        ResumeOutcome outcome,
        long fromSeq,
        long toSeq,
        long missed,
        Source source,
        List<RenderedEvent> events,
        int page,
        boolean complete,
        @Nullable Interruption interruption,
        Digest.@Nullable Summary summary) {

    /** Where the events of a page come from. */
    public enum Source {
        /** What the session or the collective held in memory. */
        BUFFER,
        JOURNAL,
        NONE;

        private String word() {
            return switch (this) {
                case BUFFER -> "buffer";
                case JOURNAL -> "journal";
                case NONE -> "none";
            };
        }
    }

    /** The members of its {@code data}. */
    JsonBody body() {
        return json -> {
            json.text("outcome", outcome.word());
            if (outcome instanceof ResumeOutcome.Reset reset) {
                json.code("reason", reset.cause());
            }
            json.integer("from_seq", fromSeq)
                    .integer("to_seq", toSeq)
                    .integer("missed", missed)
                    .text("source", source.word())
                    .raws("events", events.stream().map(RenderedEvent::json).toList())
                    .integer("page", page)
                    .flag("complete", complete);
            if (page == 1) {
                json.object("interruption", interruption == null ? null : interruption.body());
            }
            if (complete) {
                json.object("summary", summary == null ? null : summary.body());
            }
        };
    }
}
