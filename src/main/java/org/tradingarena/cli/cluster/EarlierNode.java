package org.tradingarena.cli.cluster;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.server.DataDirectory;

/** A node of an earlier start whose demo was killed: it notices that and ends. */
final class EarlierNode {
    private static final int PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 200;

    private EarlierNode() {}

    /** Returns when no process holds a node's data; says what it waits for, and fails after {@value #PATIENCE_SECONDS} s. */
    static void awaitEnd(int number, Path data, News news) throws InterruptedException {
        if (!DataDirectory.isHeld(data)) {
            return;
        }
        news.note("node " + number + " of an earlier start is still ending: waiting for it");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (DataDirectory.isHeld(data)) {
            if (System.nanoTime() > end) {
                throw CommandFailure.refused(
                        "CANNOT_START",
                        "node " + number + " of an earlier start still runs on " + data + "; stop it by hand");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
