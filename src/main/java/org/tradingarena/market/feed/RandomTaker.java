package org.tradingarena.market.feed;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/**
 * A bot that now and then takes from the book, on either side: the crowd. The same random numbers give the same orders.
 *
 * @param oneIn how seldom: at one look of so many
 * @param least what an order is worth at least, in atoms
 * @param most what it is worth at most
 */
public record RandomTaker(RandomGenerator random, int oneIn, long least, long most) {
    /** The crowd that a newcomer expects: small orders, at every third look. */
    public static RandomTaker crowd(RandomGenerator random) {
        return new RandomTaker(random, 3, 200 * Atoms.ONE, 1_700 * Atoms.ONE);
    }

    /** What it does at a look. */
    public Optional<BotOrder> look(Instrument instrument, long price) {
        if (random.nextInt(oneIn) != 0) {
            return Optional.empty();
        }
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long quantity = Sizes.worth(instrument, price, random.nextLong(least, most + 1));
        return Optional.of(new BotOrder(side, OrderType.MARKET, quantity, 0, TimeInForce.IOC));
    }
}
