package org.tradingarena.market.feed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;

/** Quantities for a sum of money. All amounts are in {@link Atoms}. */
public final class Sizes {
    /** Leaves room to add and subtract. */
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 4);

    private Sizes() {}

    /** The quantity that is worth about so much at a price: whole lots, within what the instrument allows. */
    public static long worth(Instrument instrument, long price, long worth) {
        long lots = lots(instrument, price, worth);
        return Math.clamp(lots, instrument.minimumQuantity(), largest(instrument));
    }

    /** The quantity that is worth no more than so much at a price: whole lots, 0 if that is less than one. */
    static long lots(Instrument instrument, long price, long worth) {
        BigDecimal quantity = BigDecimal.valueOf(worth)
                .multiply(BigDecimal.valueOf(Atoms.ONE))
                .divide(BigDecimal.valueOf(price), 0, RoundingMode.FLOOR)
                .min(MOST);
        return quantity.longValueExact() / instrument.lot() * instrument.lot();
    }

    private static long largest(Instrument instrument) {
        return instrument.maximumQuantity() / instrument.lot() * instrument.lot();
    }
}
