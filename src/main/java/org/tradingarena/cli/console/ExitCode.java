package org.tradingarena.cli.console;

/** What a command's exit code says. They never change their meaning; {@code arena journal} has its own. */
public final class ExitCode {
    /** It is done. */
    public static final int FINE = 0;

    /** The arena refused it or failed; the stable code stands on standard error. */
    public static final int REFUSED = 1;

    /** The command was misused, or a file that it names cannot be used. */
    public static final int USAGE = 2;

    /** The arena cannot be reached, or did not answer in time. */
    public static final int UNREACHABLE = 3;

    /** Ctrl-C: 128 and the signal's number, as shells have it. */
    public static final int INTERRUPTED = 130;

    /** The same for people, as the help ends with it. */
    public static final String HELP =
            "Exit codes: 0 done, 1 refused or failed, 2 misused, 3 not reachable or gave up, 130 interrupted.";

    private ExitCode() {}
}
