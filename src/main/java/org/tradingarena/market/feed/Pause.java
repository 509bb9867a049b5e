package org.tradingarena.market.feed;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How the thread of a stream lets time pass, and how another thread wakes it. A test's own lets time pass at once. */
public interface Pause {
    /** Returns after this long, or as soon as somebody wakes it. */
    void await(Duration most) throws InterruptedException;

    /** Returns when somebody wakes it, and not before. */
    void awaitWake() throws InterruptedException;

    /** Ends the wait under way; if there is none, the next one at once. From any thread. */
    void wake();

    /** Forgets a wake that no wait has used. */
    void forget();

    /** Of real time. */
    static Pause ofThread() {
        Semaphore wakes = new Semaphore(0);
        return new Pause() {
            @Override
            public void await(Duration most) throws InterruptedException {
                if (wakes.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
                    forget();
                }
            }

            @Override
            public void awaitWake() throws InterruptedException {
                wakes.acquire();
                forget();
            }

            @Override
            public void wake() {
                wakes.release();
            }

            @Override
            public void forget() {
                wakes.drainPermits();
            }
        };
    }
}
