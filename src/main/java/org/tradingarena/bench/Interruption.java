package org.tradingarena.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: the run ends early, and what there is is printed before the process goes. It waits for that {@value #PATIENCE_SECONDS} s. */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "bench-interruption");
    private volatile boolean requested;

    private Interruption() {}

    static Interruption begin() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupt() {
        requested = true;
        try {
            if (!printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("arena bench: stopped without a report");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    boolean requested() {
        return requested;
    }

    @Override
    public void close() {
        printed.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException goingDown) {
                // Then the hook sees that all is printed.
            }
        }
    }
}
