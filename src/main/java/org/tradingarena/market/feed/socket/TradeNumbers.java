package org.tradingarena.market.feed.socket;

/**
 * The numbers of one market's trades, which count up by one: a number that is left out is a trade that was lost. What came before the
 * first number known cannot be missed.
 */
public final class TradeNumbers {
    private static final long NONE = -1;

    private final String symbol;
    private long last = NONE;
    private long announced = NONE;

    /** None yet. */
    public TradeNumbers(String symbol) {
        this.symbol = symbol;
    }

    /** A trade that happened before the subscription; the next one follows the newest of these. */
    public void begin(long number) {
        last = Math.max(last, number);
    }

    /** The newest number that is known. */
    public long last() {
        return last;
    }

    /**
     * Whether this is the next trade; false if it is one that came already.
     *
     * @throws LossException if there is a trade between
     */
    public boolean isNext(long number) throws LossException {
        if (last != NONE && number > last + 1) {
            throw new LossException(Loss.Kind.GAP, symbol + ": trade " + number + " follows " + last);
        }
        boolean next = number > last;
        begin(number);
        return next;
    }

    /**
     * The exchange says that trades have got this far. Their messages may still be under way, so that they are only missing when the next
     * announcement comes before them.
     *
     * @throws LossException if the trades of the announcement before are missing
     */
    public void announce(long number) throws LossException {
        if (last == NONE) {
            begin(number);
        } else if (announced > last) {
            throw new LossException(
                    Loss.Kind.GAP,
                    symbol + ": trade " + announced + " was announced, and the last that came is " + last);
        }
        announced = Math.max(announced, number);
    }
}
