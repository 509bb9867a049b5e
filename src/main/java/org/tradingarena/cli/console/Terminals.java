package org.tradingarena.cli.console;

import org.jspecify.annotations.Nullable;

/** Which of the standard streams are terminals. {@code bin/arena} tells it, because a JVM cannot say it of each stream alone. */
public final class Terminals {
    /** The numbers of the streams that are terminals, such as {@code 012}; unset, and so none, where {@code bin/arena} was not used. */
    private static final @Nullable String TOLD = System.getProperty("arena.terminals");

    private Terminals() {}

    /** Whether somebody reads the answer as it comes. */
    public static boolean isOutput() {
        return is('1');
    }

    /** Whether somebody reads errors as they come. */
    public static boolean isError() {
        return is('2');
    }

    /** Whether keys can be read and a screen be drawn. */
    public static boolean isInteractive() {
        return is('0') && is('1');
    }

    /** Whether this terminal wants colours (no-color.org). */
    static boolean wantsColours() {
        String none = System.getenv("NO_COLOR");
        return (none == null || none.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    private static boolean is(char stream) {
        return TOLD != null && TOLD.indexOf(stream) >= 0;
    }
}
