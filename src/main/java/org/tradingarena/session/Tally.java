package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one connection has added to the {@link SessionMetrics} of its node, to be taken away again when it changes or stops. */
final class Tally {
    private final SessionMetrics metrics;
    private @Nullable Instant connectedAt;
    private int buffered;

    Tally(SessionMetrics metrics) {
        this.metrics = metrics;
    }

    /** A socket is there, in place of any other. */
    void connected(Instant now) {
        if (connectedAt != null) {
            disconnected("taken_over", now);
        }
        connectedAt = now;
        metrics.connected(1);
    }

    /** The socket is gone. */
    void disconnected(String reason, Instant now) {
        if (connectedAt != null) {
            metrics.wentAway(reason, Duration.between(connectedAt, now));
            metrics.connected(-1);
            connectedAt = null;
        }
    }

    /** So many events wait in memory now. */
    void buffered(int now) {
        if (now != buffered) {
            metrics.buffered(now - buffered);
            buffered = now;
        }
    }

    /** A live event is here, on its way to the client if there is one. */
    void heard(Instant eventAt, Instant now) {
        if (connectedAt != null) {
            metrics.late(Duration.between(eventAt, now));
        }
    }

    /** A page of a resume goes out. */
    void page(SyncPage page) {
        if (page.page() == 1) {
            metrics.resumed(page.outcome().word());
            if (page.interruption() != null) {
                metrics.returned(page.interruption().duration());
            }
        }
        delivered(page.events().size());
    }

    void delivered(int events) {
        if (events > 0) {
            metrics.delivered(events);
        }
    }

    /** The connection stops. */
    void stop() {
        buffered(0);
        if (connectedAt != null) {
            metrics.connected(-1);
            connectedAt = null;
        }
    }
}
