package org.tradingarena.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A program on a terminal of its own ({@code script} of util-linux makes it): keys go in, and what comes out is shown on a {@link VirtualScreen}. */
final class PseudoTerminal {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final OutputStream keys;
    private final VirtualScreen screen;

    PseudoTerminal(Process process, int columns, int rows) {
        this.process = process;
        this.keys = process.getOutputStream();
        this.screen = new VirtualScreen(columns, rows);
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (Reader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (int character = output.read(); character >= 0; character = output.read()) {
                screen.accept((char) character);
            }
        } catch (IOException gone) {
            // so is the terminal
        }
    }

    /** Presses keys. */
    void type(String text) {
        try {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(screen.toString(), failed);
        }
    }

    /** Waits until the screen shows a text. */
    void awaitShown(String text) {
        try {
            Waiting.until(
                    "the screen shows " + text,
                    PATIENCE,
                    () -> screen.toString().contains(text));
        } catch (RuntimeException late) {
            throw new AssertionError("the screen does not show '" + text + "' but\n" + screen, late);
        }
    }

    String shown() {
        return screen.toString();
    }

    /** Whether the program has taken the whole screen, as an editor does. */
    boolean isTaken() {
        return screen.isAlternate();
    }

    boolean isCursorVisible() {
        return screen.isCursorVisible();
    }

    int exit() {
        return Shell.exitOf(process);
    }
}
