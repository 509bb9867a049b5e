package org.tradingarena.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Goes over all directories of sessions from time to time and tells each to look for sessions that are over: a session whose connection died
 * with its node is forgotten too, even if nobody ever asks for it again. One is enough for a cluster. At most so many directories are told
 * at once, and a round that has not ended is not begun again.
 */
public final class SessionSweeper extends AbstractMatchingBehavior<SessionSweeper.Command> {
    /** What it understands. */
    public sealed interface Command {}

    private record Due() implements Command {}

    private record Next() implements Command {}

    private record Listed(List<String> collectives) implements Command {}

    private record Failed(String why) implements Command {}

    private static final java.time.Duration PAUSE = java.time.Duration.ofSeconds(1);

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final DirectorySettings settings;
    private final Supplier<CompletionStage<List<String>>> collectives;
    private final Function<String, ? extends RecipientRef<DirectoryCommand>> directories;
    private final Deque<String> left = new ArrayDeque<>();

    /**
     * The behavior.
     *
     * @param collectives the ids of those that have a directory
     * @param directories the directory of a collective's id
     */
    public static Behavior<Command> create(
            DirectorySettings settings,
            Supplier<CompletionStage<List<String>>> collectives,
            Function<String, ? extends RecipientRef<DirectoryCommand>> directories) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new SessionSweeper(context, timers, settings, collectives, directories)));
    }

    private SessionSweeper(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            DirectorySettings settings,
            Supplier<CompletionStage<List<String>>> collectives,
            Function<String, ? extends RecipientRef<DirectoryCommand>> directories) {
        super(context);
        this.context = context;
        this.timers = timers;
        this.settings = settings;
        this.collectives = collectives;
        this.directories = directories;
        timers.startTimerWithFixedDelay(new Due(), settings.sweepInterval());
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Due due -> onDue();
            case Listed listed -> onListed(listed.collectives());
            case Next next -> tellSome();
            case Failed failed -> context.getLog().warn("no sweep of sessions this time: {}", failed.why());
        }
        return this;
    }

    private void onDue() {
        if (left.isEmpty()) {
            context.pipeToSelf(collectives.get(), SessionSweeper::listed);
        }
    }

    private static Command listed(@Nullable List<String> collectives, @Nullable Throwable failure) {
        return collectives == null ? new Failed(String.valueOf(failure)) : new Listed(collectives);
    }

    private void onListed(List<String> listed) {
        if (left.isEmpty()) {
            left.addAll(listed);
            tellSome();
        }
    }

    private void tellSome() {
        for (int told = 0; told < settings.sweepAtOnce() && !left.isEmpty(); told++) {
            directories.apply(left.remove()).tell(new DirectoryCommand.Sweep());
        }
        if (!left.isEmpty()) {
            timers.startSingleTimer(new Next(), PAUSE);
        }
    }
}
