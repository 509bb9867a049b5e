package org.tradingarena.client;

import java.time.Duration;

/** The one thread of a client. */
interface ClientThread {
    /** A task that is to run later. */
    interface Scheduled {
        void cancel();
    }

    /** Runs a task, after all that were given before; false if it has been stopped. */
    boolean run(Runnable task);

    /** Runs a task after a while. */
    Scheduled runAfter(Duration delay, Runnable task);

    /** Whether the caller is on this thread. */
    boolean isHere();

    /** Runs what was given, and takes nothing more. */
    void stop();
}
