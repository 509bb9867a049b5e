package org.tradingarena.market.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A clock that stands still, and a pause that moves it: what is waited for passes at once, and is written down. It runs a test's steps
 * instead of a wait that would have no end.
 */
final class VirtualTime extends Clock implements Pause {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Long> waits = new ArrayList<>();
    private Instant now = START;
    private boolean woken;
    private Runnable whileWaiting = () -> {};

    /** Runs at each wait, before it is known whether somebody woke it. */
    void whileWaiting(Runnable step) {
        whileWaiting = step;
    }

    @Override
    public void await(Duration most) {
        waits.add(most.toMillis());
        whileWaiting.run();
        if (!woken) {
            now = now.plus(most);
        }
        woken = false;
    }

    @Override
    public void awaitWake() {
        waits.add(-1L);
        whileWaiting.run();
        if (!woken) {
            throw new AssertionError("nobody wakes it");
        }
        woken = false;
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public void forget() {
        woken = false;
    }

    /** What was waited, in milliseconds; -1 is a wait for somebody. */
    List<Long> waits() {
        return waits;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
