package org.tradingarena.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A client's thread whose time passes when a test says so. */
final class VirtualTime implements ClientThread {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
    private Instant now = START;
    private long numbers;
    private boolean stopped;

    private record Task(Instant at, long number, Runnable work) {}

    Instant now() {
        return now;
    }

    /** The time since the start. */
    Duration passed() {
        return Duration.between(START, now);
    }

    @Override
    public boolean run(Runnable task) {
        if (!stopped) {
            tasks.add(new Task(now, ++numbers, task));
        }
        return !stopped;
    }

    @Override
    public Scheduled runAfter(Duration delay, Runnable task) {
        Task scheduled = new Task(now.plus(delay), ++numbers, task);
        tasks.add(scheduled);
        return () -> tasks.remove(scheduled);
    }

    @Override
    public boolean isHere() {
        return true; // a test waits for nobody
    }

    @Override
    public void stop() {
        stopped = true;
    }

    /** Does what is to be done now. */
    void settle() {
        pass(Duration.ZERO);
    }

    /** Time passes, and what is due meanwhile is done when it is due. */
    void pass(Duration time) {
        Instant until = now.plus(time);
        for (Task next = tasks.peek(); next != null && !next.at().isAfter(until); next = tasks.peek()) {
            tasks.remove();
            now = next.at().isAfter(now) ? next.at() : now;
            next.work().run();
        }
        now = until;
    }
}
