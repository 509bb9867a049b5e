package org.tradingarena.bench;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tradingarena.bench.report.Latency;

/** Keeps clients alive: each sends a heartbeat in every period, evenly spread over it. */
final class Heartbeats {
    private static final long TICK_MILLIS = 20;

    private final List<Member> members;
    private final Latency took;
    private final Timeline timeline;
    private long next;
    private volatile boolean stopped;

    /**
     * Heartbeats of these clients, from now on.
     *
     * @param took from when a heartbeat was due to its answer
     */
    Heartbeats(Collection<Member> members, long periodMillis, Latency took, long nowNanos) {
        this.members = List.copyOf(members);
        this.took = took;
        this.timeline = new Timeline(nowNanos, Math.max(1, members.size()) * 1000.0 / periodMillis);
    }

    /** Sends them until the timer ends. */
    void start(ScheduledExecutorService timer) {
        var unused = timer.scheduleAtFixedRate(() -> send(System.nanoTime()), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sends no more. */
    void stop() {
        stopped = true;
    }

    /** Sends all that are due. */
    void send(long nowNanos) {
        for (; !stopped && !members.isEmpty() && next < timeline.before(nowNanos); next++) {
            long due = timeline.due(next);
            Member member = members.get((int) (next % members.size()));
            if (member.isSignedIn()) {
                member.beat((answer, nanos) -> took.record(nanos - due));
            }
        }
    }
}
