package org.tradingarena.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics that a test can look at. */
final class CountingMetrics implements SessionMetrics {
    final AtomicInteger sessions = new AtomicInteger();
    final AtomicInteger connected = new AtomicInteger();
    final AtomicInteger buffered = new AtomicInteger();
    final AtomicInteger delivered = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final List<String> resumes = new CopyOnWriteArrayList<>();
    final List<Duration> latencies = new CopyOnWriteArrayList<>();
    final List<Duration> absences = new CopyOnWriteArrayList<>();
    final List<String> ends = new CopyOnWriteArrayList<>();

    @Override
    public void sessions(int more) {
        sessions.addAndGet(more);
    }

    @Override
    public void connected(int more) {
        connected.addAndGet(more);
    }

    @Override
    public void buffered(int more) {
        buffered.addAndGet(more);
    }

    @Override
    public void delivered(int events) {
        delivered.addAndGet(events);
    }

    @Override
    public void late(Duration time) {
        latencies.add(time);
    }

    @Override
    public void resumed(String outcome) {
        resumes.add(outcome);
    }

    @Override
    public void returned(Duration away) {
        absences.add(away);
    }

    @Override
    public void wentAway(String reason, Duration after) {
        ends.add(reason);
    }

    @Override
    public void refused() {
        refused.incrementAndGet();
    }
}
