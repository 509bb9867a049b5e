package org.tradingarena.clearing;

/**
 * The receiving side of the channel: each number is taken once, in order.
 *
 * @param last the greatest number taken; 0 at the start
 */
public record Inbox(long last) {
    /** A channel on which nothing has been received. */
    public static final Inbox EMPTY = new Inbox(0);

    /** What an arriving number is to this side. */
    public enum Arrival {
        /** The next one: take it. */
        NEXT,
        /** Taken before: answer again, do nothing. */
        REPEATED,
        /** One before it is still missing: leave it, it will be sent again. */
        EARLY
    }

    /** Judges an arriving number. */
    public Arrival judge(long number) {
        if (number <= last) {
            return Arrival.REPEATED;
        }
        return number == last + 1 ? Arrival.NEXT : Arrival.EARLY;
    }

    /** With this number taken; it must be the next one. */
    public Inbox taken(long number) {
        if (judge(number) != Arrival.NEXT) {
            throw new IllegalStateException("channel number " + number + " does not follow " + last);
        }
        return new Inbox(number);
    }
}
