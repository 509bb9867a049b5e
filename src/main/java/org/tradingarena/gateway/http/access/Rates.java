package org.tradingarena.gateway.http.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.tradingarena.gateway.socket.RateLimit;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;

/** How often each of many may call: a bucket each, the same as a socket has. The longest unseen is forgotten when there are too many. */
public final class Rates<K> {
    private final RateLimit.Limits limits;
    private final LongSupplier nanoTime;
    private final Map<K, RateLimit> buckets;

    /** These limits for each of at most so many. */
    public Rates(RateLimit.Limits limits, int most, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, RateLimit> eldest) {
                return size() > most;
            }
        };
    }

    /** Counts a call; throws {@link ProtocolException}, {@code RATE_LIMITED} with the time to wait, if it is one too many. */
    public synchronized void take(K who) {
        long now = nanoTime.getAsLong();
        long wait = buckets.computeIfAbsent(who, unseen -> new RateLimit(limits, now))
                .take(now);
        if (wait > 0) {
            throw new ProtocolException(ArenaError.retryAfter(ErrorCode.RATE_LIMITED, "Too many calls", wait));
        }
    }
}
