package org.tradingarena.market.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The one of the cluster who has a feed pulled, on a virtual thread, and a market maker quote by it. A reader that fails is started anew
 * after {@link #READER_PAUSE}, a maker that fails after a second and then longer; neither disturbs anybody else.
 */
public final class FeedGuardian extends AbstractMatchingBehavior<FeedGuardian.Command> {
    /** How long a reader that failed stays away. */
    static final Duration READER_PAUSE = Duration.ofSeconds(5);

    /** What it understands. */
    public sealed interface Command {}

    /** Try to connect at once, whatever the strategy waits for. */
    public record ReconnectNow() implements Command {}

    /** The cluster moves the guardian to another node, or ends. */
    public record Stop() implements Command {}

    private record StartReader() implements Command {}

    private record ReaderEnded(FeedReader reader, @Nullable Throwable failure) implements Command {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final FeedSource source;
    private final List<String> symbols;
    private final FeedBoard board;
    private @Nullable FeedReader reader;

    /**
     * The behavior.
     *
     * @param symbols what to subscribe, in the feed's names
     * @param maker who quotes by the feed, if anybody does
     */
    public static Behavior<Command> create(
            FeedSource source, List<String> symbols, FeedBoard board, Optional<Behavior<MarketMaker.Command>> maker) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            context.setLoggerName(FeedGuardian.class);
            return new FeedGuardian(context, timers, source, List.copyOf(symbols), board, maker);
        }));
    }

    private FeedGuardian(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            FeedSource source,
            List<String> symbols,
            FeedBoard board,
            Optional<Behavior<MarketMaker.Command>> maker) {
        super(context);
        this.context = context;
        this.timers = timers;
        this.source = source;
        this.symbols = symbols;
        this.board = board;
        maker.ifPresent(behavior -> context.spawn(
                Behaviors.supervise(behavior)
                        .onFailure(SupervisorStrategy.restartWithBackoff(
                                Duration.ofSeconds(1), Duration.ofMinutes(1), 0.1)),
                "market-maker"));
        startReader();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case StartReader start -> startReader();
            case ReaderEnded ended -> onReaderEnded(ended);
            case ReconnectNow now -> {
                if (reader != null) {
                    reader.stream().reconnectNow();
                }
            }
            case Stop stop -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    private void startReader() {
        ActorRef<Command> self = context.getSelf();
        FeedReader next =
                new FeedReader(source, symbols, board, (which, failure) -> self.tell(new ReaderEnded(which, failure)));
        reader = next;
        Thread.ofVirtual().name("market-feed").start(next);
    }

    private void onReaderEnded(ReaderEnded ended) {
        if (ended.reader() == reader) {
            reader = null;
            context.getLog().error("the feed's reader failed and begins anew in {}", READER_PAUSE, ended.failure());
            timers.startSingleTimer(new StartReader(), READER_PAUSE);
        }
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop || signal instanceof PreRestart) {
            closeReader();
        }
        return this;
    }

    private void closeReader() {
        FeedReader open = reader;
        reader = null;
        if (open != null) {
            open.stream().close();
        }
    }
}
