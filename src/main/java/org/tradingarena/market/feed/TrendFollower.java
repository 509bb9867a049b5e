package org.tradingarena.market.feed;

import java.util.Optional;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/**
 * A bot that buys what rises and sells what falls.
 *
 * @param threshold by how much a price must have moved between two looks, in parts per million
 * @param worth what an order is worth, in atoms
 */
public record TrendFollower(long threshold, long worth) {
    private static final long MILLION = 1_000_000;

    /** One that most moves of a market interest. */
    public static TrendFollower eager() {
        return new TrendFollower(200, 500 * Atoms.ONE);
    }

    /**
     * What it does when it looks again.
     *
     * @param reach by how much worse than the price it may trade: its order rests nowhere, so it must reach the other side
     */
    public Optional<BotOrder> look(Instrument instrument, long before, long price, long reach) {
        if (Math.abs(price - before) <= Atoms.proportion(before, threshold, MILLION)) {
            return Optional.empty();
        }
        Side side = price > before ? Side.BUY : Side.SELL;
        long tick = instrument.tick();
        long limit = side == Side.BUY
                ? Math.ceilDiv(price + reach, tick) * tick
                : Math.max(tick, Math.floorDiv(price - reach, tick) * tick);
        return Optional.of(
                new BotOrder(side, OrderType.LIMIT, Sizes.worth(instrument, price, worth), limit, TimeInForce.IOC));
    }
}
