package org.tradingarena.cli.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.tradingarena.cli.console.ExitCode;

/**
 * The signals that ask this process to end. They are handled here and not by the JVM's shutdown, because the JVM would run what the
 * library of PostgreSQL has registered for it, and stop the database before the nodes.
 */
final class StopSignals implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch askedAgain = new CountDownLatch(1);
    private final Map<String, Object> previous = new LinkedHashMap<>();
    private volatile int exitCode = ExitCode.FINE;

    private StopSignals() {}

    /** Handles them until it is closed. */
    static StopSignals handle() {
        StopSignals signals = new StopSignals();
        signals.on("INT", ExitCode.INTERRUPTED);
        signals.on("TERM", ExitCode.FINE);
        signals.on("HUP", ExitCode.FINE);
        return signals;
    }

    private void on(String signal, int code) {
        Object handler = Signals.register(signal, () -> signalled(code));
        if (handler != null) {
            previous.put(signal, handler);
        }
    }

    private synchronized void signalled(int code) {
        if (asked.getCount() == 0) {
            askedAgain.countDown();
        } else {
            exitCode = code;
            asked.countDown();
            over.countDown();
        }
    }

    /** Returns after the first one, or after {@link #end}. */
    void await() throws InterruptedException {
        over.await();
    }

    /** Whether one came. */
    boolean areAsked() {
        return asked.getCount() == 0;
    }

    /** Whether somebody is in a hurry: a second one came. */
    boolean areAskedAgain() {
        return askedAgain.getCount() == 0;
    }

    /** Without any: there is nothing left to wait for. */
    void end() {
        over.countDown();
    }

    /** 130 after Ctrl-C; otherwise it was asked to end, and did. */
    int exitCode() {
        return exitCode;
    }

    @Override
    public void close() {
        previous.forEach(Signals::unregister);
    }
}
