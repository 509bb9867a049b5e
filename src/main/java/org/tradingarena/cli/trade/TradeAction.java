package org.tradingarena.cli.trade;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.Durations;
import org.tradingarena.cli.console.Progress;
import org.tradingarena.cli.remote.ClientAction;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.protocol.Role;
import picocli.CommandLine.Option;

/**
 * A command that trades: over one connection, again over the next where an answer was lost. All that it asks for may be asked for twice and
 * happens once. Commands that run at the same time under one client id take the session from each other; each asks again until it has its
 * answer.
 */
abstract class TradeAction extends ClientAction {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final int LONGEST_PAUSE_MILLIS = 500;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Give up if there is no answer for so long. Default: 30s.")
    private @Nullable Duration timeout;

    /** Refuses what makes no sense, before anything is asked. */
    void check() {}

    /** Asks, prints the answer, and returns the exit code. May be run again, on another connection. */
    abstract int trade(Console out, ArenaClient client, Desk desk) throws InterruptedException;

    /** What to say in addition when it gives up. */
    String afterwards() {
        return "";
    }

    @Override
    protected final int run(Console out) throws InterruptedException {
        check();
        long deadline = System.nanoTime() + (timeout == null ? USUAL : timeout).toNanos();
        Desk.Deadlines deadlines = new Desk.Deadlines(deadline, timeout == null);
        while (true) {
            try {
                return once(out, deadlines);
            } catch (Desk.TakenOverException other) {
                if (System.nanoTime() >= deadline) {
                    throw other.failure();
                }
                Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
            }
        }
    }

    private int once(Console out, Desk.Deadlines deadlines) throws InterruptedException {
        try (Progress progress = out.progress()) {
            Desk desk = new Desk(server(), collective(), client(), progress, deadlines);
            try (ArenaClient client =
                    connection(client(), Role.TRADER).listener(desk).start()) {
                return trade(out, client, desk);
            } catch (CommandFailure failure) {
                throw failure.code().equals("GAVE_UP") && !afterwards().isEmpty()
                        ? CommandFailure.gaveUp(failure.getMessage() + "; " + afterwards())
                        : failure;
            }
        }
    }
}
