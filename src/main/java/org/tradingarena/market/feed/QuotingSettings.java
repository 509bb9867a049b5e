package org.tradingarena.market.feed;

/**
 * How a market maker quotes. Fractions of the price are in parts per million, sums of money in {@link org.tradingarena.domain.Atoms} of the
 * currency that is paid with.
 *
 * @param spread between the best bid and the best ask; 1 or more
 * @param levels prices on each side, 1 to {@value #MOST_LEVELS}
 * @param levelStep between two levels of a side
 * @param size what each level is worth
 * @param inventoryLimit what the position may be worth, long or short; quotes that could lead beyond it are not made
 * @param skew by how much the prices move away from a position at its limit, so that it is traded back
 * @param requote a quote stays while it is no further than this from where it should be
 */
public record QuotingSettings(
        long spread, int levels, long levelStep, long size, long inventoryLimit, long skew, long requote) {
    /** Levels of a side. */
    public static final int MOST_LEVELS = 20;

    private static final long MILLION = 1_000_000;

    public QuotingSettings {
        require(spread >= 1 && spread < MILLION, "spread", "must be 0.000001 to below 1");
        require(levels >= 1 && levels <= MOST_LEVELS, "levels", "must be 1 to " + MOST_LEVELS);
        require(isFraction(levelStep), "level-step", "must be 0 to below 1");
        require(spread / 2 + levels * levelStep < MILLION, "level-step", "the outermost level must be above price 0");
        require(size > 0, "size", "must be above 0");
        require(inventoryLimit >= size, "inventory-limit", "must not be below size");
        require(isFraction(skew), "skew", "must be 0 to below 1");
        require(isFraction(requote), "requote-threshold", "must be 0 to below 1");
    }

    private static boolean isFraction(long partsPerMillion) {
        return partsPerMillion >= 0 && partsPerMillion < MILLION;
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + rule);
        }
    }
}
