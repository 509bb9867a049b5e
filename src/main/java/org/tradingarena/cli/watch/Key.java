package org.tradingarena.cli.watch;

import java.io.IOException;
import org.jline.utils.NonBlockingReader;

/** What a key asks for. */
enum Key {
    QUIT,
    INTERRUPT,
    RECONNECT,
    NEXT,
    PREVIOUS,
    /** A key without a meaning. */
    OTHER,
    /** No key was pressed in time. */
    NONE;

    private static final int CTRL_C = 3;
    private static final int ESCAPE = 27;
    /** The rest of an arrow's sequence comes at once; a lone Escape has none. */
    private static final long SEQUENCE_MILLIS = 30;

    /** The next key; {@link #NONE} if there is none for so long, {@link #QUIT} if the terminal is gone. */
    static Key read(NonBlockingReader keys, long millis) throws IOException {
        int key = keys.read(millis);
        return switch (key) {
            case NonBlockingReader.READ_EXPIRED -> NONE;
            case NonBlockingReader.EOF, 'q', 'Q' -> QUIT;
            case CTRL_C -> INTERRUPT;
            case 'r', 'R' -> RECONNECT;
            case '\t', 'n' -> NEXT;
            case 'p' -> PREVIOUS;
            case ESCAPE -> sequence(keys);
            default -> OTHER;
        };
    }

    /** {@code ESC [ C} or, where the terminal is in its application mode, {@code ESC O C}. */
    private static Key sequence(NonBlockingReader keys) throws IOException {
        int second = keys.read(SEQUENCE_MILLIS);
        if (second != '[' && second != 'O') {
            return OTHER;
        }
        return switch (keys.read(SEQUENCE_MILLIS)) {
            case 'B', 'C' -> NEXT;
            case 'A', 'D', 'Z' -> PREVIOUS;
            default -> OTHER;
        };
    }
}
