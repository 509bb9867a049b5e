package org.tradingarena.market.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Position;
import org.tradingarena.domain.Side;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.market.TopOfBook;
import org.tradingarena.protocol.StateView;

/**
 * A collective that quotes around the feed's prices. It remembers no order: with every tick it asks its collective what is the case, and
 * {@link Quoting} says what to do about it, so a message that is lost, a refusal or a restart cost a tick. When a price is stale its quotes are
 * withdrawn at once, and at every tick until they are gone; when it is fresh they return.
 */
public final class MarketMaker extends AbstractMatchingBehavior<MarketMaker.Command> {
    /** The client that the maker's orders belong to; orders of others in the same collective are left alone. */
    public static final String CLIENT = "market-maker";

    /** After so long without an answer it asks again. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * What it quotes and how.
     *
     * @param interval between two looks at the prices
     * @param staleAfter how old a price may become
     * @param markets what it quotes
     */
    public record Settings(Duration interval, Duration staleAfter, QuotingSettings quoting, List<Market> markets) {
        public Settings {
            markets = List.copyOf(markets);
        }
    }

    /**
     * An instrument of the arena.
     *
     * @param feedSymbol what the feed calls it
     */
    public record Market(Instrument instrument, String feedSymbol) {}

    /** What it understands. */
    public sealed interface Command {}

    /** Time to look. */
    record Tick() implements Command {}

    /** The collective's state, as of the question. */
    public record Told(long ticket, StateView state) implements Command {}

    /** There is no such collective (yet). */
    public record NotOpen() implements Command {}

    /** The collective cannot be opened on the maker's terms; if it is open on others, the maker trades with what it has. */
    public record NotOpened(String why) implements Command {}

    /** An order was not taken. */
    public record Refused(String why) implements Command {}

    /** All is well; the next state tells the rest. */
    public record Done() implements Command {}

    private final ActorContext<Command> context;
    private final Settings settings;
    private final FeedBoard feed;
    private final MarketBoard arena;
    private final TradingDesk desk;
    private final Clock clock;
    private final String run;
    private final Set<String> quoted = new HashSet<>();
    private long tickets;
    private long orders;
    private @Nullable Instant asked;
    private String refusal = "";

    /**
     * The behavior. Whatever orders an earlier run has left are cancelled first.
     *
     * @param arena the arena's own books, so as not to run into what others offer
     */
    public static Behavior<Command> create(
            Settings settings, FeedBoard feed, MarketBoard arena, TradingDesk.Opener desks, Clock clock) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            context.setLoggerName(MarketMaker.class);
            timers.startTimerWithFixedDelay(new Tick(), settings.interval());
            return new MarketMaker(context, settings, feed, arena, desks.open(context), clock);
        }));
    }

    private MarketMaker(
            ActorContext<Command> context,
            Settings settings,
            FeedBoard feed,
            MarketBoard arena,
            TradingDesk desk,
            Clock clock) {
        super(context);
        this.context = context;
        this.settings = settings;
        this.feed = feed;
        this.arena = arena;
        this.desk = desk;
        this.clock = clock;
        this.run = Long.toString(clock.millis(), Character.MAX_RADIX);
        desk.open();
        withdrawAll();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Tick tick -> onTick();
            case Told told -> onTold(told);
            case NotOpen notOpen -> onNotOpen();
            case NotOpened notOpened -> context.getLog().warn("the market maker's collective: {}", notOpened.why());
            case Refused refused -> onRefused(refused.why());
            case Done done -> {}
        }
        return this;
    }

    private void onTick() {
        settings.markets().forEach(this::lookAt);
        Instant now = clock.instant();
        if (asked == null || !now.isBefore(asked.plus(PATIENCE))) {
            asked = now;
            desk.ask(++tickets);
        }
    }

    private void lookAt(Market market) {
        String symbol = market.instrument().symbol();
        boolean fresh = price(market).isPresent();
        if (fresh && quoted.add(symbol)) {
            context.getLog().info("quoting {}", symbol);
        } else if (!fresh && quoted.remove(symbol)) {
            context.getLog().warn("no fresh price of {}: its quotes are withdrawn", symbol);
            desk.cancelAll(symbol);
            feed.onWithdrawn();
        }
    }

    private OptionalLong price(Market market) {
        return feed.price(market.feedSymbol(), settings.staleAfter());
    }

    private void onTold(Told told) {
        if (told.ticket() != tickets) {
            return; // an answer to a question that was given up
        }
        asked = null;
        StateView state = told.state();
        Map<String, Long> available = new HashMap<>();
        for (Map.Entry<String, Balance> balance : state.balances().entrySet()) {
            available.put(balance.getKey(), balance.getValue().available());
        }
        int live = 0;
        for (Market market : settings.markets()) {
            List<OwnOrder> own = own(state, market.instrument().symbol());
            live += own.size();
            act(market, situation(market, state, own, available), available);
        }
        feed.onQuotes(live);
    }

    private static List<OwnOrder> own(StateView state, String symbol) {
        return state.openOrders().stream()
                .filter(order ->
                        order.symbol().equals(symbol) && order.clientId().equals(CLIENT))
                .map(OwnOrder::of)
                .toList();
    }

    private Quoting.Situation situation(
            Market market, StateView state, List<OwnOrder> own, Map<String, Long> available) {
        Instrument instrument = market.instrument();
        TopOfBook top = arena.view(instrument.symbol())
                .map(view -> view.top())
                .orElseGet(() -> new TopOfBook(List.of(), List.of()));
        Position position = state.positions().getOrDefault(instrument.symbol(), Position.flat(instrument.symbol()));
        return new Quoting.Situation(
                quoted.contains(instrument.symbol()) ? price(market) : OptionalLong.empty(),
                position.quantity(),
                own,
                available.getOrDefault(instrument.base(), 0L),
                available.getOrDefault(instrument.quote(), 0L),
                Quoting.bestOfOthers(top.bids(), own, Side.BUY),
                Quoting.bestOfOthers(top.asks(), own, Side.SELL));
    }

    private void act(Market market, Quoting.Situation situation, Map<String, Long> available) {
        Instrument instrument = market.instrument();
        Quoting.Requote requote = Quoting.decide(settings.quoting(), instrument, situation);
        if (situation.price().isEmpty() && !requote.cancels().isEmpty()) {
            desk.cancelAll(instrument.symbol());
            return;
        }
        requote.cancels().forEach(desk::cancel);
        for (Quoting.Quote quote : requote.places()) {
            String currency = quote.side() == Side.BUY ? instrument.quote() : instrument.base();
            available.merge(currency, -Quoting.cost(instrument, quote), Long::sum);
            desk.place(CLIENT + "-" + run + "-" + ++orders, instrument.symbol(), quote);
        }
    }

    private void onNotOpen() {
        asked = null;
        desk.open();
    }

    private void onRefused(String why) {
        if (!why.equals(refusal)) {
            refusal = why;
            context.getLog().warn("an order of the market maker is refused: {}", why);
        }
    }

    private void withdrawAll() {
        settings.markets().forEach(market -> desk.cancelAll(market.instrument().symbol()));
    }
}
