package org.tradingarena.session;

import java.time.Duration;

/** Where sessions count what an operator should see; the server connects it to its metrics. Must be thread-safe and fast. */
public interface SessionMetrics {
    /** Counts nothing. */
    SessionMetrics NONE = new SessionMetrics() {
        @Override
        public void sessions(int more) {}

        @Override
        public void connected(int more) {}

        @Override
        public void buffered(int more) {}

        @Override
        public void delivered(int events) {}

        @Override
        public void late(Duration time) {}

        @Override
        public void resumed(String outcome) {}

        @Override
        public void returned(Duration away) {}

        @Override
        public void wentAway(String reason, Duration after) {}

        @Override
        public void refused() {}
    };

    /** There are so many sessions more, or less. */
    void sessions(int more);

    /** So many sessions more have a socket, or less. */
    void connected(int more);

    /** So many events more are held in memory for clients that have not got them, or less. */
    void buffered(int more);

    /** Events that were handed to a socket, live or replayed. */
    void delivered(int events);

    /** The newest of the events that are told together reached the session of a connected client so long after its time. */
    void late(Duration time);

    /** A resume was answered; the outcome is the protocol's word. */
    void resumed(String outcome);

    /** A client is back. */
    void returned(Duration away);

    /** A socket is gone, after so long; the reason is the protocol's word. */
    void wentAway(String reason, Duration after);

    /** A session could not begin: its collective has as many as it may. */
    void refused();
}
