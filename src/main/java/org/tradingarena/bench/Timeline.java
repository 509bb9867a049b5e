package org.tradingarena.bench;

/** When the things of an open loop are to be done: evenly, whatever happens. In nanoseconds of {@link System#nanoTime}. */
record Timeline(long start, double perSecond) {
    private static final double SECOND = 1e9;

    /** When the one with this number, from 0, is due. */
    long due(long number) {
        return start + (long) (number * (SECOND / perSecond));
    }

    /** How many are due before a time. */
    long before(long nanos) {
        return nanos <= start ? 0 : (long) Math.ceil((nanos - start) * (perSecond / SECOND));
    }
}
