package org.tradingarena.market;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.market.MarketCounters.Counter;
import org.tradingarena.market.MarketTape.Frame;
import org.tradingarena.market.MarketTape.Heard;
import org.tradingarena.market.Subscriptions.Subscription;

/**
 * Market data on one node: hears of every book once, renders each message once, and hands the same text to every local subscriber. It
 * never waits for one. What it knows can be read on the {@link MarketBoard}.
 *
 * <p>A book's messages may get lost; the hub learns of it by the numbers, asks for a snapshot, and begins anew with its subscribers.
 */
public final class MarketHub extends AbstractMatchingBehavior<MarketHubCommand> {
    private final BiConsumer<String, BookMessage> books;
    private final MarketBoard board;
    private final MarketCounters counters;
    private final Subscriptions subscriptions;
    private final ActorRef<MarketFeed> ear;
    private final Map<String, MarketTape> tapes = new LinkedHashMap<>();

    private MarketHub(
            ActorContext<MarketHubCommand> context,
            Collection<String> symbols,
            MarketSettings settings,
            BiConsumer<String, BookMessage> books,
            MarketBoard board,
            MarketCounters counters,
            Subscriptions subscriptions) {
        super(context);
        this.books = books;
        this.board = board;
        this.counters = counters;
        this.subscriptions = subscriptions;
        this.ear = context.messageAdapter(MarketFeed.class, MarketHubCommand.FromBook::new);
        symbols.forEach(symbol -> tapes.put(symbol, new MarketTape(symbol, settings.resumeMessages())));
    }

    /**
     * The hub of a node. If it fails it starts again at once and keeps its subscribers.
     *
     * @param symbols the books to watch
     * @param books sends a message to the book of a symbol, without waiting
     * @param board where it shows what it knows
     */
    public static Behavior<MarketHubCommand> create(
            Collection<String> symbols,
            MarketSettings settings,
            BiConsumer<String, BookMessage> books,
            MarketBoard board,
            MarketCounters counters) {
        Subscriptions subscriptions = new Subscriptions();
        Behavior<MarketHubCommand> hub = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new MarketHubCommand.KeepAlive(), settings.keepAlive());
            context.getSelf().tell(new MarketHubCommand.KeepAlive());
            return new MarketHub(context, symbols, settings, books, board, counters, subscriptions);
        }));
        return Behaviors.supervise(hub).onFailure(RuntimeException.class, SupervisorStrategy.restart());
    }

    @Override
    public Behavior<MarketHubCommand> onMessage(MarketHubCommand command) {
        switch (command) {
            case MarketHubCommand.FromBook said -> onFromBook(said.feed());
            case MarketHubCommand.Subscribe subscribe -> onSubscribe(subscribe);
            case MarketHubCommand.Unsubscribe leave -> subscriptions.remove(leave.symbol(), leave.subscriber());
            case MarketHubCommand.Resync resync -> onResync(resync);
            case MarketHubCommand.Gone gone ->
                subscriptions.gone(gone.subscriber()).forEach(getContext()::unwatch);
            case MarketHubCommand.KeepAlive tick -> tapes.forEach(this::keepAlive);
        }
        return this;
    }

    @Override
    public Behavior<MarketHubCommand> onSignal(Signal signal) {
        if (signal instanceof Terminated stopped) {
            subscriptions.stopped(stopped.getRef());
        }
        return this;
    }

    private void onFromBook(MarketFeed feed) {
        MarketTape tape = tapes.get(feed.symbol());
        if (tape == null) {
            return;
        }
        count(feed);
        switch (tape.hear(feed)) {
            case Heard.Nothing nothing -> {}
            case Heard.News news -> onNews(tape, news.frames());
            case Heard.Anew anew -> onAnew(tape);
            case Heard.Hole hole -> onHole(feed.symbol(), tape);
        }
    }

    private void count(MarketFeed feed) {
        switch (feed) {
            case MarketFeed.Snapshot snapshot -> counters.count(Counter.HEARD_SNAPSHOTS, snapshot.symbol());
            case MarketFeed.Updates news ->
                counters.add(
                        Counter.HEARD_UPDATES, news.symbol(), news.updates().size());
            case MarketFeed.Head head -> {}
        }
    }

    private void onNews(MarketTape tape, List<Frame> frames) {
        board.publish(tape.view());
        Collection<Subscription> subscribers = subscriptions.of(tape.view().symbol());
        if (!subscribers.isEmpty()) {
            MarketFrames news = following(tape, frames);
            subscribers.forEach(subscription -> subscription.to().tell(news));
        }
    }

    private void onAnew(MarketTape tape) {
        board.publish(tape.view());
        for (Subscription subscription : subscriptions.of(tape.view().symbol())) {
            if (subscription.hasBegun()) {
                subscription.to().tell(anew(tape, List.of(tape.snapshot(true))));
            } else {
                begin(tape, subscription);
            }
        }
    }

    private void onHole(String symbol, MarketTape tape) {
        counters.count(Counter.MARKET_GAPS, symbol);
        keepAlive(symbol, tape);
    }

    private void onSubscribe(MarketHubCommand.Subscribe subscribe) {
        MarketTape tape = tapes.get(subscribe.symbol());
        if (tape == null) {
            getContext().getLog().warn("A subscriber of {}, which is no symbol here", subscribe.symbol());
            return;
        }
        subscriptions.add(subscribe).ifPresent(subscription -> {
            getContext().watch(subscribe.to());
            if (tape.follows()) {
                begin(tape, subscription);
            }
        });
    }

    private void onResync(MarketHubCommand.Resync resync) {
        MarketTape tape = tapes.get(resync.symbol());
        if (tape != null && tape.follows()) {
            subscriptions
                    .find(resync.symbol(), resync.subscriber())
                    .ifPresent(subscription -> subscription.to().tell(anew(tape, tape.inShort(resync.after()))));
        }
    }

    private void keepAlive(String symbol, MarketTape tape) {
        books.accept(symbol, new BookMessage.WatchMarket(ear, !tape.follows()));
    }

    /** Its first frames: what it missed if that is known, else a snapshot. */
    private static void begin(MarketTape tape, Subscription subscription) {
        List<Frame> missed = subscription.resume().flatMap(tape::since).orElse(null);
        subscription.begin();
        if (missed == null) {
            subscription.to().tell(anew(tape, List.of(tape.snapshot(false))));
        } else if (!missed.isEmpty()) {
            subscription.to().tell(following(tape, missed));
        }
    }

    private static MarketFrames following(MarketTape tape, List<Frame> frames) {
        MarketView view = tape.view();
        return new MarketFrames(view.symbol(), frames.stream().map(Frame::text).toList(), view.seq());
    }

    private static MarketFrames anew(MarketTape tape, List<String> texts) {
        return new MarketFrames(tape.view().symbol(), texts, tape.view().seq(), true);
    }
}
