package org.tradingarena.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.BookInstruction.Amend;
import org.tradingarena.domain.BookInstruction.Cancel;
import org.tradingarena.domain.BookInstruction.Place;
import org.tradingarena.domain.OrderKey;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/** Random instructions of a few collectives, spread so widely that a side of the book often has more than 50 levels. */
final class RandomTrading {
    private static final int COLLECTIVES = 5;
    private static final long MIDDLE = 10_000;
    private static final double SPREAD = 110;

    private final Random random;
    private final List<OrderKey> placed = new ArrayList<>();

    RandomTrading(long seed) {
        this.random = new Random(seed);
    }

    BookInstruction next() {
        int kind = placed.isEmpty() ? 0 : random.nextInt(10);
        return switch (kind) {
            case 8 -> new Cancel(some(), Reason.CLIENT_CANCELLED);
            case 9 -> new Amend(some(), price(), quantity());
            default -> place();
        };
    }

    private Place place() {
        OrderKey key = new OrderKey("c" + random.nextInt(COLLECTIVES), "o" + placed.size());
        placed.add(key);
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        boolean market = random.nextInt(12) == 0;
        return new Place(
                key,
                side,
                market ? OrderType.MARKET : OrderType.LIMIT,
                quantity(),
                sidePrice(side),
                2_000,
                random.nextInt(8) == 0 ? TimeInForce.IOC : TimeInForce.GTC,
                false);
    }

    private OrderKey some() {
        return placed.get(random.nextInt(placed.size()));
    }

    private long sidePrice(Side side) {
        long away = Math.round(Math.abs(random.nextGaussian()) * SPREAD) - 8;
        return ticks(side == Side.BUY ? MIDDLE - away : MIDDLE + away);
    }

    private long price() {
        return ticks(MIDDLE + Math.round(random.nextGaussian() * SPREAD));
    }

    private long quantity() {
        return TestMarket.INSTRUMENT.lot() * (1 + random.nextInt(5_000));
    }

    private static long ticks(long count) {
        return TestMarket.INSTRUMENT.tick() * count;
    }
}
