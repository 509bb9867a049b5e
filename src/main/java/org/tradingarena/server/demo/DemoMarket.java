package org.tradingarena.server.demo;

import java.time.Duration;
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
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.market.feed.SimulatedPrice;

/**
 * Three bot collectives: a maker that quotes around a simulated price, a crowd that takes at random, and a follower that buys what rises
 * and sells what falls. They trade as anybody does, through the collectives' commands; what they send may be lost, and the next tick
 * sends something new.
 */
public final class DemoMarket extends AbstractMatchingBehavior<DemoMarket.Command> {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int QUOTES_A_SIDE = 3;
    private static final int REQUOTE_EVERY = 8;
    private static final long SEED = 20260101;
    private static final String MAKER = "demo-maker";
    private static final String CROWD = "demo-crowd";
    private static final String FOLLOWER = "demo-follower";
    private static final Map<String, Double> HOMES = Map.of("BTC/USD", 64_000.0, "ETH/USD", 3_200.0, "SOL/USD", 150.0);
    private static final double OTHER_HOME = 100;
    private static final double STEP = 0.0006;
    private static final double PULL = 0.002;

    /** What the demo understands. */
    public sealed interface Command {}

    private record Tick() implements Command {}

    private record Answered(CollectiveReply reply) implements Command {}

    private final Function<String, RecipientRef<CollectiveCommand>> collectives;
    private final ActorRef<CollectiveReply> replies;
    private final Map<Instrument, SimulatedPrice> prices = new LinkedHashMap<>();
    private final Map<Instrument, Long> before = new LinkedHashMap<>();
    private final Random random = new Random(SEED);
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private long ticks;
    private long orders;

    /** The behavior. */
    public static Behavior<Command> create(
            Instruments instruments, Function<String, RecipientRef<CollectiveCommand>> collectives) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), TICK);
            return new DemoMarket(context, instruments, collectives);
        }));
    }

    private DemoMarket(
            ActorContext<Command> context,
            Instruments instruments,
            Function<String, RecipientRef<CollectiveCommand>> collectives) {
        super(context);
        this.collectives = collectives;
        this.replies = context.messageAdapter(CollectiveReply.class, Answered::new);
        long seed = SEED;
        for (Instrument instrument : instruments.all()) {
            double home = HOMES.getOrDefault(instrument.symbol(), OTHER_HOME);
            prices.put(instrument, new SimulatedPrice(seed++, home, STEP, PULL));
        }
        List.of(MAKER, CROWD, FOLLOWER).forEach(bot -> open(bot, instruments));
        submit(MAKER, new CollectiveIntent.CancelAllOrders(null, null, Reason.CLIENT_CANCELLED));
    }

    private void open(String bot, Instruments instruments) {
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
            case Tick tick -> onTick();
            case Answered answered -> {} // bots learn from the market, not from answers
        }
        return this;
    }

    private void onTick() {
        ticks++;
        prices.forEach((instrument, path) -> {
            long price = path.next(instrument.tick());
            if (ticks % REQUOTE_EVERY == 1) {
                quote(instrument, price);
            }
            take(instrument);
            follow(instrument, price);
        });
    }

    private void quote(Instrument instrument, long price) {
        submit(MAKER, new CollectiveIntent.CancelAllOrders(instrument.symbol(), null, Reason.CLIENT_CANCELLED));
        long gap = Math.max(1, price / 5_000 / instrument.tick()) * instrument.tick();
        for (int level = 1; level <= QUOTES_A_SIDE; level++) {
            long size = size(instrument, price, 2_000.0 * level);
            limit(MAKER, instrument, Side.BUY, size, price - level * gap, TimeInForce.GTC);
            limit(MAKER, instrument, Side.SELL, size, price + level * gap, TimeInForce.GTC);
        }
    }

    private void take(Instrument instrument) {
        if (random.nextInt(3) == 0) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            double home = HOMES.getOrDefault(instrument.symbol(), OTHER_HOME);
            long size = size(instrument, Math.round(home * Atoms.ONE), 200 + random.nextInt(1_500));
            place(CROWD, instrument, side, OrderType.MARKET, size, 0, TimeInForce.IOC);
        }
    }

    private void follow(Instrument instrument, long price) {
        Long last = before.put(instrument, price);
        if (last != null && Math.abs(price - last) > last / 2_000) {
            Side side = price > last ? Side.BUY : Side.SELL;
            limit(FOLLOWER, instrument, side, size(instrument, price, 500), price, TimeInForce.IOC);
        }
    }

    /** A quantity that is worth about so much. */
    private static long size(Instrument instrument, long price, double worth) {
        long quantity = Math.round(worth / price * Atoms.ONE * Atoms.ONE);
        return Math.max(instrument.minimumQuantity(), quantity / instrument.lot() * instrument.lot());
    }

    private void limit(String bot, Instrument instrument, Side side, long quantity, long price, TimeInForce inForce) {
        place(bot, instrument, side, OrderType.LIMIT, quantity, Math.max(instrument.tick(), price), inForce);
    }

    private void place(
            String bot,
            Instrument instrument,
            Side side,
            OrderType type,
            long quantity,
            long price,
            TimeInForce inForce) {
        String id = "demo-" + run + "-" + ++orders;
        submit(
                bot,
                new CollectiveIntent.PlaceOrder(
                        "demo", id, instrument.symbol(), side, type, quantity, price, inForce, false, orders, 0));
    }

    private void submit(String bot, CollectiveIntent intent) {
        collectives.apply(bot).tell(new CollectiveCommand.Submit(0, intent, replies));
    }
}
