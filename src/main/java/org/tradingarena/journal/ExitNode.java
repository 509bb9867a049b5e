package org.tradingarena.journal;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when the journal fails: an arena that cannot remember must not go on. It says why in one sentence on standard
 * error, shuts down in order, so that clients are told, and is gone after ten seconds whatever hangs.
 */
public final class ExitNode implements JournalFailureHandler {
    /** {@code EX_IOERR} of {@code sysexits.h}: an error occurred while doing I/O on some file. */
    public static final int EXIT_CODE = 74;

    private static final Logger log = LoggerFactory.getLogger(ExitNode.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public void journalFailed(String sentence, Throwable cause) {
        log.error(sentence);
        log.debug("what led to the end", cause);
        System.err.println(sentence);
        daemon("arena-journal-exit", () -> System.exit(EXIT_CODE));
        daemon("arena-journal-halt", ExitNode::haltSoon);
    }

    private static void haltSoon() {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
