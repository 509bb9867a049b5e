package org.tradingarena.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * The time in which is measured: after the warm-up, before the end. What was due in it counts, whenever it was answered. Server and load
 * generator are asked for their CPU time at both of its ends.
 */
final class Window {
    private static final double SECOND = 1e9;
    private static final double MILLION = 1e6;

    private final Stage stage;
    private final long from;
    private final long to;
    private Sample first;
    private Sample last;

    private record Sample(
            long nanos, Traffic.Counts traffic, OptionalDouble serverCpu, OptionalDouble startedAt, double ownCpu) {}

    /** A window that opens after the warm-up. */
    Window(Stage stage, long startNanos, Duration warmUp, Duration duration) {
        this.stage = stage;
        this.from = startNanos + warmUp.toNanos();
        this.to = from + duration.toNanos();
        this.first = sample();
        this.last = first;
    }

    /** Whether something that was due then counts. */
    boolean includes(long dueNanos) {
        return dueNanos - from >= 0 && dueNanos - to < 0;
    }

    long opens() {
        return from;
    }

    long closes() {
        return to;
    }

    /** Waits for its beginning, then for its end, and looks at the server at both. */
    void pass(String doing) throws InterruptedException {
        stage.pass(from, () -> doing + ": warming up, " + seconds(from - System.nanoTime()) + " s to go");
        begin();
        stage.pass(to, () -> doing + ": measuring, " + seconds(to - System.nanoTime()) + " s to go");
        end();
    }

    /** Begins now. */
    void begin() {
        first = sample();
    }

    /** Ends now. */
    void end() {
        last = sample();
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private Sample sample() {
        return new Sample(
                System.nanoTime(),
                stage.traffic().counts(),
                stage.probe().cpuSeconds(),
                stage.probe().startedAt(),
                ownCpuSeconds());
    }

    private static double ownCpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / SECOND
                : 0;
    }

    /** How long it really was: shorter where the run was stopped. */
    double seconds() {
        return (last.nanos() - first.nanos()) / SECOND;
    }

    Traffic.Counts traffic() {
        return last.traffic().since(first.traffic());
    }

    /** CPU seconds of the server for a million of something that happened in it; empty if unknown, or nothing happened. */
    OptionalDouble serverCpuPerMillion(long count) {
        OptionalDouble used = serverCpu();
        return used.isEmpty() || count == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(used.getAsDouble() / count * MILLION);
    }

    private OptionalDouble serverCpu() {
        return first.serverCpu().isPresent() && last.serverCpu().isPresent() && !isRestarted()
                ? OptionalDouble.of(
                        last.serverCpu().getAsDouble() - first.serverCpu().getAsDouble())
                : OptionalDouble.empty();
    }

    private boolean isRestarted() {
        return !first.startedAt().equals(last.startedAt());
    }

    /** What both processes used, and what passed between them. */
    void report(Results results) {
        Traffic.Counts traffic = traffic();
        double seconds = seconds();
        results.figure("measured_seconds", "measured", seconds, "s");
        results.figure("messages_per_second", "messages in both directions", traffic.messages() / seconds, "/s");
        results.figure("bytes_received_per_second", "received", traffic.bytes() / seconds / 1024, "KiB/s");
        if (traffic.frames() > 0) {
            results.figure(
                    "messages_per_frame",
                    "messages in a received frame",
                    (double) traffic.received() / traffic.frames(),
                    "");
        }
        results.figure(
                "server_cpu_seconds_per_million_messages",
                "server CPU",
                serverCpuPerMillion(traffic.messages()),
                "s per million messages");
        OptionalDouble used = serverCpu();
        results.figure(
                "server_cpu_cores",
                "server CPU in use",
                used.isPresent() ? OptionalDouble.of(used.getAsDouble() / seconds) : OptionalDouble.empty(),
                "cores");
        results.figure(
                "generator_cpu_cores",
                "load generator's CPU in use",
                (last.ownCpu() - first.ownCpu()) / seconds,
                "cores");
        if (isRestarted()) {
            results.warn("the server was restarted while it was measured: its CPU time is left out");
        }
    }
}
