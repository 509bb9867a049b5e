package org.tradingarena.gateway.socket;

import java.time.Duration;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** The one timer of a socket: it rings at the earliest deadline, and is set anew only where that has become earlier. */
final class Alarm {
    private final TimerScheduler<SocketMessage> timers;
    private long setFor = Long.MAX_VALUE;

    Alarm(TimerScheduler<SocketMessage> timers) {
        this.timers = timers;
    }

    /** Sees to it that {@link SocketMessage.DeadlineDue} comes at this time at the latest. */
    void set(long due, long now) {
        if (due < setFor) {
            setFor = due;
            timers.startSingleTimer(new SocketMessage.DeadlineDue(), Duration.ofNanos(Math.max(0, due - now)));
        }
    }

    /** It has rung. */
    void rung() {
        setFor = Long.MAX_VALUE;
    }
}
