package org.tradingarena.domain;

/**
 * What can be traded, and on which grid.
 *
 * @param symbol {@code BASE/QUOTE}, for example {@code BTC/USD}
 * @param tick the price grid, in atoms of the quote currency
 * @param lot the quantity grid, in atoms of the base currency
 * @param minimumQuantity the smallest order, in atoms of the base currency; a multiple of the lot
 * @param maximumQuantity the largest order, in atoms of the base currency
 * @param maximumPrice the highest price, in atoms of the quote currency
 * @param collarPartsPerMillion how far from the best price a market order may trade
 * @param makerFeePartsPerMillion the fee of the resting side of a trade, of its notional
 * @param takerFeePartsPerMillion the fee of the incoming side of a trade, of its notional
 * @param open whether new orders are taken ({@code MARKET_CLOSED} otherwise)
 */
public record Instrument(
        String symbol,
        long tick,
        long lot,
        long minimumQuantity,
        long maximumQuantity,
        long maximumPrice,
        long collarPartsPerMillion,
        long makerFeePartsPerMillion,
        long takerFeePartsPerMillion,
        boolean open) {

    private static final long MILLION = 1_000_000;

    public Instrument {
        Symbols.require(symbol);
        require(tick > 0, symbol, "tick must be positive");
        require(lot > 0, symbol, "lot must be positive");
        require(minimumQuantity > 0 && minimumQuantity % lot == 0, symbol, "minimum quantity must be lots");
        require(maximumQuantity >= minimumQuantity, symbol, "maximum quantity is below the minimum");
        require(maximumPrice >= tick, symbol, "maximum price is below the tick");
        require(
                collarPartsPerMillion >= 0 && collarPartsPerMillion < MILLION,
                symbol,
                "collar must be 0 to below 100 %");
        require(
                isFee(makerFeePartsPerMillion) && isFee(takerFeePartsPerMillion),
                symbol,
                "fees must be 0 to below 100 %");
        Atoms.notional(tick, lot);
    }

    /** The currency that is traded. */
    public String base() {
        return Symbols.base(symbol);
    }

    /** The currency that is paid with; fees are taken in it. */
    public String quote() {
        return Symbols.quote(symbol);
    }

    /** The highest fee that a trade of this instrument can cost either side. */
    public long highestFeePartsPerMillion() {
        return Math.max(makerFeePartsPerMillion, takerFeePartsPerMillion);
    }

    /** The worst price at which a market order may trade against a best price: the collar's edge, on the tick inside it. */
    public long collared(Side side, long bestPrice) {
        long distance = Atoms.proportion(bestPrice, collarPartsPerMillion, MILLION);
        return side == Side.BUY
                ? Math.floorDiv(Math.addExact(bestPrice, distance), tick) * tick
                : Math.ceilDiv(bestPrice - distance, tick) * tick;
    }

    private static boolean isFee(long partsPerMillion) {
        return partsPerMillion >= 0 && partsPerMillion < MILLION;
    }

    private static void require(boolean holds, String symbol, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("instrument " + symbol + ": " + rule);
        }
    }
}
