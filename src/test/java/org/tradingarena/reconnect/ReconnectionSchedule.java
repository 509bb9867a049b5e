package org.tradingarena.reconnect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** One connection under a virtual clock: it is lost at time zero, and every attempt after that fails at once unless a test says otherwise. */
final class ReconnectionSchedule {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final DoubleSupplier chance;
    private Instant now = START;
    private Reconnection reconnection;

    ReconnectionSchedule(ReconnectionSettings settings, DoubleSupplier chance) {
        this.chance = chance;
        this.reconnection = Reconnection.begin(settings);
    }

    static ReconnectionSchedule of(ReconnectionSettings settings) {
        return new ReconnectionSchedule(settings, () -> 0);
    }

    ReconnectionSchedule fails() {
        reconnection = reconnection.failed(now);
        return this;
    }

    ReconnectionSchedule succeeds() {
        reconnection = reconnection.succeeded();
        return this;
    }

    ReconnectionSchedule passes(Duration time) {
        now = now.plus(time);
        return this;
    }

    NextAttempt next() {
        return reconnection.next(now, chance.getAsDouble());
    }

    /** Waits as it is told; returns the wait in milliseconds. */
    long awaitTurn() {
        if (next() instanceof NextAttempt.After after) {
            now = now.plus(after.delay());
            return after.delay().toMillis();
        }
        throw new AssertionError("nobody asks by hand here");
    }

    /** The waits in milliseconds before each of so many attempts, all of which fail. */
    List<Long> waits(int attempts) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            waits.add(awaitTurn());
            fails();
        }
        return waits;
    }

    Reconnection.Breaker breaker() {
        return reconnection.breaker(now);
    }

    int failures() {
        return reconnection.failures();
    }

    Duration elapsed() {
        return Duration.between(START, now);
    }
}
