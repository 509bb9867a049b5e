package org.tradingarena.gateway.socket;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.protocol.Preferences;

/**
 * How many frames of events and market data a socket writes, as its client prefers (protocol section 8): a bucket that fills evenly, one
 * frame a token. Private frames wait for their token here, as many as there is credit for; what has no credit waits in the session, and
 * goes out together. Market data that finds no token is dropped, to come again in short; where both wait, they take turns.
 */
final class Pace {
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /** Of a rate, the part that may go out at once to clients that want nothing to wait for company. */
    private static final int BURST_PART = 10;

    /** A frame in its place; answers cost no token. */
    private record Waiting(Frame frame, boolean costs) {}

    private final Traffic traffic;
    private final int mostCredit;
    private final LongSupplier nanoTime;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int rate = 1;
    private int burst = 1;
    private double tokens;
    private long filledAt;
    private int granted;
    private boolean marketsTurn;
    private boolean kept;
    private long keptUntil;

    /**
     * A pace that is not known yet.
     *
     * @param mostCredit frames that the session may ever write unasked
     */
    Pace(Traffic traffic, int mostCredit, LongSupplier nanoTime) {
        this.traffic = traffic;
        this.mostCredit = mostCredit;
        this.nanoTime = nanoTime;
    }

    /** The client has signed in; the session has this much credit. */
    void begin(Preferences preferences, int credit) {
        granted = credit;
        filledAt = nanoTime.getAsLong();
        use(preferences);
        tokens = burst;
    }

    /** The client prefers another pace. */
    void use(Preferences preferences) {
        fill();
        rate = preferences.maxEventsPerSecond();
        burst = preferences.delivery() == Preferences.Delivery.BATCHED ? 1 : Math.max(1, rate / BURST_PART);
        tokens = Math.min(tokens, burst);
    }

    /** A frame of private events, which came on credit. */
    void deliver(Frame frame) {
        granted = Math.max(0, granted - 1);
        waiting.add(new Waiting(frame, true));
        flush();
    }

    /** A frame that costs nothing and must not overtake the private frames before it. */
    void follow(Frame frame) {
        waiting.add(new Waiting(frame, false));
        flush();
    }

    /** Writes what has waited for its token. */
    void flush() {
        for (Waiting next = waiting.peek(); next != null && (!next.costs() || take()); next = waiting.peek()) {
            marketsTurn |= next.costs();
            waiting.remove();
            traffic.write(next.frame());
        }
    }

    /** Whether a frame of market data may go out now; it then has its token. */
    boolean takesMarket() {
        boolean takes = waiting.isEmpty() && !traffic.isFull() && take();
        if (takes) {
            kept = false;
            marketsTurn = false;
        }
        return takes;
    }

    /** Whether it makes sense to ask for market data that was dropped; a token is kept for it if it is its turn. */
    boolean invitesMarket() {
        if (!waiting.isEmpty() || traffic.isFull() || !hasToken()) {
            return false;
        }
        if (marketsTurn) {
            marketsTurn = false;
            kept = true;
            keptUntil = nanoTime.getAsLong() + interval();
        }
        return true;
    }

    /** How many more frames the session may write; it has that credit then. */
    int credit() {
        int most = Math.min(mostCredit, burst);
        if (granted > most / 2 || !waiting.isEmpty() || traffic.isFull() || !hasToken() || isKept()) {
            return 0;
        }
        int more = Math.max(0, Math.min(most, (int) tokens) - granted);
        granted += more;
        return more;
    }

    /**
     * When something will be possible that is not now.
     *
     * @param marketWaits whether market data was dropped
     */
    long deadline(boolean marketWaits) {
        if (traffic.isFull() || (waiting.isEmpty() && granted > 0 && !marketWaits)) {
            return Long.MAX_VALUE;
        }
        if (hasToken()) {
            return isKept() ? keptUntil : Long.MAX_VALUE;
        }
        return nanoTime.getAsLong() + (long) Math.ceil((1 - tokens) * SECOND / rate);
    }

    private boolean isKept() {
        kept = kept && nanoTime.getAsLong() < keptUntil;
        return kept;
    }

    private long interval() {
        return (long) (SECOND / rate);
    }

    private boolean take() {
        boolean takes = hasToken();
        if (takes) {
            tokens -= 1;
        }
        return takes;
    }

    private boolean hasToken() {
        fill();
        return tokens >= 1;
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(burst, tokens + (now - filledAt) / SECOND * rate);
        filledAt = now;
    }
}
