package org.tradingarena.standings;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.MarketWriter;

/**
 * The leaderboard on one node: hears of it once, renders it once, and hands the same text to every local subscriber. What it heard last
 * can be read from any thread.
 */
public final class LeaderboardHub extends AbstractMatchingBehavior<LeaderboardHub.Command> {
    /** How many standings a message tells at most. */
    private static final int SHOWN = 100;

    /** How often the watch is renewed, in case the singleton has moved. */
    private static final Duration RENEWAL = Duration.ofSeconds(2);

    /** What the hub understands. */
    public sealed interface Command {}

    /** Tell this subscriber the leaderboard, now and whenever it changes, as complete frames. */
    public record Subscribe(String subscriber, Consumer<String> frames) implements Command {}

    /** Tell this subscriber no more. */
    public record Unsubscribe(String subscriber) implements Command {}

    private record Heard(Leaderboard leaderboard) implements Command {}

    private record Renew() implements Command {}

    /** What was heard last; to be read from any thread. */
    public static final class Board {
        private volatile Leaderboard newest = Leaderboard.EMPTY;

        /** The newest leaderboard as the wire tells it. */
        public JsonBody body() {
            return newest.body(SHOWN);
        }
    }

    private final ActorRef<StandingsCommand> standings;
    private final ActorRef<Leaderboard> heard;
    private final Board board;
    private final Clock clock;
    private final Map<String, Consumer<String>> subscribers = new LinkedHashMap<>();
    private String frame;

    /** The behavior; it writes what it hears to {@code board}. */
    public static Behavior<Command> create(ActorRef<StandingsCommand> standings, Board board, Clock clock) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Renew(), Duration.ZERO, RENEWAL);
            return new LeaderboardHub(context, standings, board, clock);
        }));
    }

    private LeaderboardHub(
            ActorContext<Command> context, ActorRef<StandingsCommand> standings, Board board, Clock clock) {
        super(context);
        this.standings = standings;
        this.heard = context.messageAdapter(Leaderboard.class, Heard::new);
        this.board = board;
        this.clock = clock;
        this.frame = frame();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Subscribe subscribe -> onSubscribe(subscribe);
            case Unsubscribe unsubscribe -> subscribers.remove(unsubscribe.subscriber());
            case Heard news -> onHeard(news.leaderboard());
            case Renew renew -> standings.tell(new StandingsCommand.Watch(heard));
        }
        return this;
    }

    private void onSubscribe(Subscribe subscribe) {
        subscribers.put(subscribe.subscriber(), subscribe.frames());
        subscribe.frames().accept(frame);
    }

    private void onHeard(Leaderboard leaderboard) {
        board.newest = leaderboard;
        frame = frame();
        subscribers.values().forEach(subscriber -> subscriber.accept(frame));
    }

    private String frame() {
        return MarketWriter.unnumbered("leaderboard", board.body(), clock.instant());
    }
}
