package org.tradingarena.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a run is doing, on one line of a terminal that is written over; nothing where standard error is no terminal. */
final class Progress {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final @Nullable PrintWriter terminal;
    private long lastNanos = System.nanoTime() - EVERY;

    Progress(PrintWriter err, boolean wanted) {
        this.terminal = wanted && isTerminal() ? err : null;
    }

    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException noProc) {
            return false; // a system that does not tell: rather no progress than one in a file
        }
    }

    /** Shows a line instead of the one before, five times a second at most. */
    synchronized void show(String line) {
        if (terminal != null && System.nanoTime() - lastNanos >= EVERY) {
            lastNanos = System.nanoTime();
            terminal.print(CLEAR_LINE + line);
            terminal.flush();
        }
    }

    /** Leaves the line empty. */
    synchronized void clear() {
        if (terminal != null) {
            terminal.print(CLEAR_LINE);
            terminal.flush();
        }
    }
}
