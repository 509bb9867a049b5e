package org.tradingarena.gateway.http.feed;

import java.util.ArrayList;
import java.util.List;
import org.tradingarena.session.ResumeOutcome;

/** What a reader is told. */
public sealed interface FeedReply {
    /**
     * Events, in order, without a gap after the reader's position.
     *
     * @param events the frames of the socket
     * @param next everything up to this seq is told or has no part for the reader
     * @param head the newest event
     */
    record Page(String epoch, List<Shown> events, long next, long head) implements FeedReply {
        /** Whether there is more now. */
        public boolean hasMore() {
            return next < head;
        }

        /** As many of these as fit, at least one that is shown if there is one. */
        static Page cut(String epoch, Iterable<FeedEvent> events, FeedRequest request, long after, long head) {
            List<Shown> shown = new ArrayList<>();
            long next = after;
            int bytes = 0;
            for (FeedEvent event : events) {
                bytes += event.bytes();
                boolean isFull = shown.size() == request.limit() || (!shown.isEmpty() && bytes > request.bytes());
                if (isFull && event.shown().isPresent()) {
                    break;
                }
                event.shown().ifPresent(one -> shown.add(new Shown(one.seq(), one.json())));
                next = event.seq();
            }
            return new Page(epoch, List.copyOf(shown), next, Math.max(next, head));
        }
    }

    /** One event's frame. */
    record Shown(long seq, String json) {}

    /** The reader's position is none of this stream: it has to begin from a state (protocol section 4). */
    record Moved(ResumeOutcome.Cause cause, String epoch, long head) implements FeedReply {}

    /** The reader's key is not, or no longer, one of the collective's. */
    record Refused() implements FeedReply {}

    /** The collective or the journal cannot be asked right now; nothing is known. */
    record Unavailable() implements FeedReply {}
}
