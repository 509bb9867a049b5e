package org.tradingarena.it;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tradingarena.it.FaultPlan.Direction;

/** Holds the ways through a connection for a while. Nobody is held after the connection's end. */
final class Stall {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Map<Direction, Long> heldUntil = new EnumMap<>(Direction.class);
    private boolean over;

    /** From now on nothing passes these ways for so long. */
    void hold(Set<Direction> directions, Duration howLong) {
        lock.lock();
        try {
            long until = System.nanoTime() + howLong.toNanos();
            directions.forEach(direction -> heldUntil.put(direction, until));
        } finally {
            lock.unlock();
        }
    }

    /** Returns after this long, and not before the way is free. */
    void pass(Direction direction, Duration atLeast) {
        lock.lock();
        try {
            long now = System.nanoTime();
            long earliest = now + atLeast.toNanos();
            for (long left = left(direction, earliest); left > 0 && !over; left = left(direction, earliest)) {
                awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private long left(Direction direction, long earliest) {
        long now = System.nanoTime();
        long held = heldUntil.getOrDefault(direction, now) - now;
        return Math.max(held, earliest - now);
    }

    private void awaitNanos(long nanos) {
        try {
            released.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            over = true;
        }
    }

    /** Lets everybody go, for good. */
    void release() {
        lock.lock();
        try {
            over = true;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
