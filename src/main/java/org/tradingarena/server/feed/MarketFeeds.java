package org.tradingarena.server.feed;

import com.typesafe.config.Config;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.RecipientRef;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.market.feed.FeedBoard;
import org.tradingarena.market.feed.FeedGuardian;
import org.tradingarena.market.feed.MarketMaker;

/** The feed and the market maker that the configuration asks for. */
public final class MarketFeeds {
    private final FeedSettings settings;
    private final Feeds feeds;
    private final Clock clock;
    private final FeedBoard board;

    private MarketFeeds(FeedSettings settings, Feeds feeds, Clock clock) {
        this.settings = settings;
        this.feeds = feeds;
        this.clock = clock;
        this.board = new FeedBoard(clock);
    }

    /**
     * Reads {@code arena.feed}; throws {@link IllegalArgumentException}, naming the setting, if it cannot be done.
     *
     * @param demo whether there has to be a market in any case
     */
    public static MarketFeeds from(Config config, Instruments instruments, boolean demo, Clock clock) {
        FeedSettings settings = FeedSettings.from(config, instruments, demo);
        Feeds feeds = new Feeds(
                settings, instruments, clock, () -> ThreadLocalRandom.current().nextDouble());
        feeds.check();
        return new MarketFeeds(settings, feeds, clock);
    }

    /**
     * The guardian of the feed, to be started once in the cluster; empty if no feed is asked for.
     *
     * @param arena the arena's own books
     */
    public Optional<Behavior<FeedGuardian.Command>> guardian(
            MarketBoard arena,
            Function<String, ? extends RecipientRef<CollectiveCommand>> collectives,
            MeterRegistry registry) {
        if (settings.source() instanceof FeedSettings.Source.None) {
            return Optional.empty();
        }
        FeedMeters.register(registry, board);
        return Optional.of(FeedGuardian.create(
                feeds.source(),
                settings.feedSymbols(),
                board,
                settings.maker().map(maker -> maker(maker, arena, collectives))));
    }

    /** Before this node stops: the maker, if it is here, takes its quotes back. */
    public void retire() {
        board.retire();
    }

    private Behavior<MarketMaker.Command> maker(
            FeedSettings.Maker maker,
            MarketBoard arena,
            Function<String, ? extends RecipientRef<CollectiveCommand>> collectives) {
        return MarketMaker.create(
                maker.settings(),
                board,
                arena,
                context -> new CollectiveDesk(
                        maker.collective(), maker.deposits(), collectives.apply(maker.collective()), context),
                clock);
    }
}
