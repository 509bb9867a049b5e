package org.tradingarena.market.feed;

import java.util.Random;
import org.tradingarena.domain.Atoms;

/**
 * A price that wanders as prices do: a random walk in relative steps that is drawn back to where it began. The same seed gives the same
 * path.
 */
public final class SimulatedPrice {
    private final Random random;
    private final double home;
    private final double volatility;
    private final double pull;
    private double price;

    /**
     * A path of its own for each seed.
     *
     * @param home where it begins and is drawn back to
     * @param volatility the standard deviation of one step, relative to the price
     * @param pull how much of the way home one step takes, 0 to 1
     */
    public SimulatedPrice(long seed, double home, double volatility, double pull) {
        this.random = new Random(seed);
        this.home = home;
        this.volatility = volatility;
        this.pull = pull;
        this.price = home;
    }

    /** The price one step later, in atoms, on the grid of a tick; at least one tick. */
    public long next(long tick) {
        double step = volatility * random.nextGaussian() + pull * Math.log(home / price);
        price *= Math.exp(step);
        return Math.max(tick, Math.round(price * Atoms.ONE / tick) * tick);
    }
}
