package org.tradingarena.protocol;

import java.math.BigInteger;

/**
 * The curve of Ed25519, {@code -x² + y² = 1 + d x² y²} modulo p, seen through y alone: which y are those of points, and of
 * points whose order divides 8 (RFC 8032 section 5.1).
 */
final class Edwards25519 {
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger P = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger HALF = P.subtract(ONE).shiftRight(1);

    private Edwards25519() {}

    static boolean isCanonical(BigInteger y) {
        return y.signum() >= 0 && y.compareTo(P) < 0;
    }

    /** Whether some x goes with this y: whether {@code x²} is a square (Euler's criterion). */
    static boolean isOnCurve(BigInteger y) {
        BigInteger xx = xSquared(y);
        return xx.signum() == 0 || xx.modPow(HALF, P).equals(ONE);
    }

    /** Whether eight times the point is the neutral element, the only one with y = 1. */
    static boolean isOfSmallOrder(BigInteger y) {
        return doubled(doubled(doubled(y))).equals(ONE);
    }

    /** The y of twice the point: {@code (y² + x²) / (2 - y² + x²)}. */
    private static BigInteger doubled(BigInteger y) {
        BigInteger yy = y.multiply(y).mod(P);
        BigInteger xx = xSquared(y);
        return yy.add(xx).multiply(TWO.subtract(yy).add(xx).modInverse(P)).mod(P);
    }

    private static BigInteger xSquared(BigInteger y) {
        BigInteger yy = y.multiply(y).mod(P);
        return yy.subtract(ONE).multiply(D.multiply(yy).add(ONE).modInverse(P)).mod(P);
    }
}
