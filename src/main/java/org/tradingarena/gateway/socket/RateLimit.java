package org.tradingarena.gateway.socket;

import java.time.Duration;

/**
 * How many messages a socket may send: a bucket that fills evenly, and a longer look at those who do not care (protocol section 3).
 * Times are readings of a monotonic clock, in nanoseconds.
 */
public final class RateLimit {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /**
     * The limits.
     *
     * @param perSecond messages a second in the long run
     * @param burst messages at once
     * @param floodFactor so many times {@code perSecond} …
     * @param floodSeconds … over so many seconds is a flood
     */
    public record Limits(int perSecond, int burst, int floodFactor, int floodSeconds) {
        public Limits {
            if (perSecond < 1 || burst < 1 || floodFactor < 1 || floodSeconds < 1) {
                throw new IllegalArgumentException("limits of a rate must be positive");
            }
        }

        private long flood() {
            return (long) perSecond * floodFactor * floodSeconds;
        }
    }

    private final Limits limits;
    private final int[] seconds;
    private double tokens;
    private long filledAt;
    private long second;

    /** A full bucket. */
    public RateLimit(Limits limits, long now) {
        this.limits = limits;
        this.seconds = new int[limits.floodSeconds()];
        this.tokens = limits.burst();
        this.filledAt = now;
        this.second = Math.floorDiv(now, SECOND);
    }

    /** Counts a message; 0 if it is within the limit, else the milliseconds until the next one may come. */
    public long take(long now) {
        count(now);
        tokens = Math.min(limits.burst(), tokens + (double) (now - filledAt) / SECOND * limits.perSecond());
        filledAt = now;
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - tokens) * 1000 / limits.perSecond()));
    }

    /** Whether the messages of the last seconds are a flood. */
    boolean isFlood() {
        long messages = 0;
        for (int count : seconds) {
            messages += count;
        }
        return messages >= limits.flood();
    }

    private void count(long now) {
        long current = Math.floorDiv(now, SECOND);
        for (long next = Math.max(second, current - seconds.length) + 1; next <= current; next++) {
            seconds[Math.floorMod(next, seconds.length)] = 0;
        }
        second = Math.max(second, current);
        seconds[Math.floorMod(second, seconds.length)]++;
    }
}
