package org.tradingarena.domain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The arena's one unit: prices, quantities and money are whole numbers of atoms, and an atom is 10<sup>-8</sup>.
 *
 * <p>All arithmetic is exact; whatever does not fit a {@code long} or would have to be rounded throws
 * {@link ArithmeticException}. Where a rule rounds (fees, average prices), the method says how.
 */
public final class Atoms {
    /** Decimal places of an atom. */
    public static final int SCALE = 8;

    /** The number 1 in atoms. */
    public static final long ONE = 100_000_000L;

    private static final long PARTS_PER_MILLION = 1_000_000L;

    private Atoms() {}

    /** The atoms of a decimal, exactly; throws {@link ArithmeticException} if it is finer than an atom or too large. */
    public static long of(BigDecimal decimal) {
        return decimal.movePointRight(SCALE).longValueExact();
    }

    /** The atoms of a decimal text such as {@code "0.0001"}, exactly. */
    public static long of(String decimal) {
        return of(new BigDecimal(decimal));
    }

    /** The decimal of atoms, without superfluous zeros and never in exponent form. */
    public static BigDecimal decimal(long atoms) {
        BigDecimal stripped = BigDecimal.valueOf(atoms, SCALE).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The wire text of atoms: plain decimal, no exponent, no superfluous zeros (protocol section 1). */
    public static String text(long atoms) {
        return decimal(atoms).toPlainString();
    }

    /** Price times quantity in money; exact, because {@link Instrument} admits only ticks and lots whose product is whole atoms. */
    public static long notional(long price, long quantity) {
        long high = Math.multiplyHigh(price, quantity);
        long low = price * quantity;
        if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
            if (low % ONE != 0) {
                throw new ArithmeticException("a notional finer than an atom");
            }
            return low / ONE;
        }
        BigInteger[] quotient = BigInteger.valueOf(price)
                .multiply(BigInteger.valueOf(quantity))
                .divideAndRemainder(BigInteger.valueOf(ONE));
        if (quotient[1].signum() != 0) {
            throw new ArithmeticException("a notional finer than an atom");
        }
        return quotient[0].longValueExact();
    }

    /** The fee on a notional, rounded down, so that the fees of parts never exceed the fee of the whole. */
    public static long fee(long notional, long partsPerMillion) {
        return scaled(notional, partsPerMillion, PARTS_PER_MILLION, RoundingMode.FLOOR);
    }

    /** {@code value * part / whole}, half-even, in exact intermediate arithmetic. */
    public static long proportion(long value, long part, long whole) {
        return scaled(value, part, whole, RoundingMode.HALF_EVEN);
    }

    /** The price at which a quantity has a notional, rounded half-even to an atom; for averages. */
    public static long averagePrice(long notional, long quantity) {
        return proportion(notional, ONE, quantity);
    }

    private static long scaled(long value, long numerator, long denominator, RoundingMode rounding) {
        return new BigDecimal(BigInteger.valueOf(value).multiply(BigInteger.valueOf(numerator)))
                .divide(BigDecimal.valueOf(denominator), 0, rounding)
                .longValueExact();
    }
}
