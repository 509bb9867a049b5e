package org.tradingarena.server.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.market.TopOfBook;
import org.tradingarena.market.feed.BotOrder;
import org.tradingarena.market.feed.RandomTaker;
import org.tradingarena.market.feed.TrendFollower;

/**
 * Two bot collectives beside the market maker: a crowd that takes at random, and a follower that buys what rises and sells what falls. They
 * trade as anybody does, on the arena's own prices and through the collectives' commands; what they send may be lost, and the next tick
 * sends something new.
 */
public final class DemoMarket extends AbstractMatchingBehavior<DemoMarket.Command> {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final long SEED = 20260101;
    private static final String CROWD = "demo-crowd";
    private static final String FOLLOWER = "demo-follower";

    /** What the demo understands. */
    public sealed interface Command {}

    /** The cluster moves the demo to another node, or ends. */
    public record Stop() implements Command {}

    private record Tick() implements Command {}

    private record Answered(CollectiveReply reply) implements Command {}

    private final Instruments instruments;
    private final MarketBoard board;
    private final Function<String, RecipientRef<CollectiveCommand>> collectives;
    private final ActorRef<CollectiveReply> replies;
    private final Map<Instrument, Long> before = new HashMap<>();
    private final RandomTaker crowd = RandomTaker.crowd(new Random(SEED));
    private final TrendFollower follower = TrendFollower.eager();
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private long orders;

    /** The behavior. */
    public static Behavior<Command> create(
            Instruments instruments, MarketBoard board, Function<String, RecipientRef<CollectiveCommand>> collectives) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), TICK);
            return new DemoMarket(context, instruments, board, collectives);
        }));
    }

    private DemoMarket(
            ActorContext<Command> context,
            Instruments instruments,
            MarketBoard board,
            Function<String, RecipientRef<CollectiveCommand>> collectives) {
        super(context);
        this.instruments = instruments;
        this.board = board;
        this.collectives = collectives;
        this.replies = context.messageAdapter(CollectiveReply.class, Answered::new);
        List.of(CROWD, FOLLOWER).forEach(this::open);
    }

    private void open(String bot) {
        Map<String, Long> deposits = new LinkedHashMap<>();
        for (Instrument instrument : instruments.all()) {
            deposits.put(instrument.quote(), Math.multiplyExact(1_000_000, Atoms.ONE));
            deposits.put(instrument.base(), Math.multiplyExact(1_000, Atoms.ONE));
        }
        submit(bot, new CollectiveIntent.Open(bot, UUID.randomUUID().toString(), List.of(), deposits));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Tick tick -> instruments.all().forEach(this::look);
            case Answered answered -> {} // bots learn from the market, not from answers
            case Stop stop -> {
                return Behaviors.stopped();
            }
        }
        return this;
    }

    /** A market without two sides is not one to take from. */
    private void look(Instrument instrument) {
        board.view(instrument.symbol())
                .map(view -> view.top())
                .filter(top -> top.bid() > 0 && top.ask() > 0)
                .ifPresent(top -> look(instrument, top));
    }

    private void look(Instrument instrument, TopOfBook top) {
        long price = top.bid() + (top.ask() - top.bid()) / 2;
        crowd.look(instrument, price).ifPresent(order -> place(CROWD, instrument, order));
        Long last = before.put(instrument, price);
        if (last != null) {
            follower.look(instrument, last, price, top.ask() - top.bid())
                    .ifPresent(order -> place(FOLLOWER, instrument, order));
        }
    }

    private void place(String bot, Instrument instrument, BotOrder order) {
        String id = "demo-" + run + "-" + ++orders;
        submit(
                bot,
                new CollectiveIntent.PlaceOrder(
                        "demo",
                        id,
                        instrument.symbol(),
                        order.side(),
                        order.type(),
                        order.quantity(),
                        order.price(),
                        order.timeInForce(),
                        false,
                        orders,
                        0));
    }

    private void submit(String bot, CollectiveIntent intent) {
        collectives.apply(bot).tell(new CollectiveCommand.Submit(0, intent, replies));
    }
}
