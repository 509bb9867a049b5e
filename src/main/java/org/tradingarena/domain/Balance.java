package org.tradingarena.domain;

/**
 * How much a collective has of one currency, and how much of that its working orders hold. In {@link Atoms}. Throws
 * {@link IllegalStateException} unless {@code 0 <= reserved <= total}.
 */
public record Balance(long total, long reserved) {
    /** Of a currency that the collective has never had. */
    public static final Balance ZERO = new Balance(0, 0);

    public Balance {
        if (reserved < 0 || reserved > total) {
            throw new IllegalStateException("a balance of " + total + " cannot have " + reserved + " reserved");
        }
    }

    /** What new orders and withdrawals can use. */
    public long available() {
        return total - reserved;
    }

    /** This balance with another total and another reservation, each changed by so much. */
    Balance plus(long totalChange, long reservedChange) {
        return new Balance(Math.addExact(total, totalChange), Math.addExact(reserved, reservedChange));
    }
}
