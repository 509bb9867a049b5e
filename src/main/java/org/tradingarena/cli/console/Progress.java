package org.tradingarena.cli.console;

import java.io.PrintWriter;

/** One line on the terminal that says what is waited for; it leaves no trace. Where no terminal is, it says nothing. */
public final class Progress implements AutoCloseable {
    private final PrintWriter err;
    private final boolean shown;
    private int width;

    Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    /** Replaces the line. */
    public synchronized void show(String line) {
        if (shown) {
            err.print('\r' + line + " ".repeat(Math.max(0, width - line.length())));
            err.flush();
            width = line.length();
        }
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (width > 0) {
            err.print('\r' + " ".repeat(width) + '\r');
            err.flush();
            width = 0;
        }
    }
}
