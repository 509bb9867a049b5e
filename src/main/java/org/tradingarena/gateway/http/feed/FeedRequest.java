package org.tradingarena.gateway.http.feed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to read of a collective's events.
 *
 * @param key the public key (base64url) of the one who reads: the collective says whether it is still good
 * @param epoch the incarnation that {@code after} belongs to; null if the reader does not say
 * @param after the greatest seq that the reader knows; {@link #HEAD} for whatever is the newest
 * @param limit at most so many events
 * @param bytes at most so many bytes of events, but at least one event
 * @param patience how long to wait for the first event if there is none
 */
public record FeedRequest(String key, @Nullable String epoch, long after, int limit, int bytes, Duration patience) {
    /** From the newest event on. */
    public static final long HEAD = -1;
}
