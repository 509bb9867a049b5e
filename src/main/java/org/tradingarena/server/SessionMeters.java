package org.tradingarena.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.tradingarena.session.ReplayAdmission;
import org.tradingarena.session.SessionMetrics;

/** The numbers of this node's sessions as metrics: {@code arena_session_…}. */
final class SessionMeters implements SessionMetrics {
    private final MeterRegistry registry;
    private final LongAdder sessions;
    private final LongAdder connected;
    private final LongAdder buffered;
    private final Counter delivered;
    private final Counter refused;
    private final Timer away;
    private final Timer latency;
    private final Map<String, Counter> resumes = new ConcurrentHashMap<>();
    private final Map<String, Timer> connections = new ConcurrentHashMap<>();

    SessionMeters(MeterRegistry registry, ReplayAdmission replays) {
        this.registry = registry;
        sessions = gauge("arena.session.open", "Sessions, with a socket or without");
        connected = gauge("arena.session.connected", "Sessions with a socket");
        buffered = gauge("arena.session.buffered.events", "Events in memory for clients that have not got them");
        delivered = counter("arena.session.events.delivered", "Events handed to sockets, live and replayed");
        refused = counter("arena.session.refused", "Sessions refused because their collective has as many as it may");
        away = Timer.builder("arena.session.absence")
                .description("How long clients were away that came back with a position")
                .register(registry);
        latency = Timer.builder("arena.session.delivery.latency")
                .description("From the time of an event until the session of a connected client has it")
                .register(registry);
        Gauge.builder("arena.session.replays.waiting", replays, ReplayAdmission::waiting)
                .description("Journal reads for clients that wait for their turn")
                .register(registry);
    }

    private LongAdder gauge(String name, String description) {
        LongAdder number = new LongAdder();
        Gauge.builder(name, number, LongAdder::sum).description(description).register(registry);
        return number;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    @Override
    public void sessions(int more) {
        sessions.add(more);
    }

    @Override
    public void connected(int more) {
        connected.add(more);
    }

    @Override
    public void buffered(int more) {
        buffered.add(more);
    }

    @Override
    public void delivered(int events) {
        delivered.increment(events);
    }

    @Override
    public void late(Duration time) {
        latency.record(time);
    }

    @Override
    public void resumed(String outcome) {
        resumes.computeIfAbsent(
                        outcome,
                        word -> Counter.builder("arena.session.resumes")
                                .description("Resumes by outcome")
                                .tag("outcome", word)
                                .register(registry))
                .increment();
    }

    @Override
    public void returned(Duration time) {
        away.record(time);
    }

    @Override
    public void wentAway(String reason, Duration after) {
        connections
                .computeIfAbsent(
                        reason,
                        word -> Timer.builder("arena.session.connections")
                                .description("How long sockets were signed in, by the reason of their end")
                                .tag("reason", word)
                                .register(registry))
                .record(after);
    }

    @Override
    public void refused() {
        refused.increment();
    }
}
