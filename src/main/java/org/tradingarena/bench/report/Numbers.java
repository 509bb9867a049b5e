package org.tradingarena.bench.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private static final double MICRO = 1_000;
    private static final double MILLI = 1_000_000;
    private static final double SECOND = 1_000_000_000;

    private Numbers() {}

    /** Three significant digits and a unit that fits: {@code 870 µs}, {@code 1.20 ms}, {@code 3.41 s}. */
    static String duration(long nanos) {
        // What rounds up to a thousand of one unit is one of the next.
        if (nanos < 999.5 * MICRO) {
            return significant(nanos / MICRO) + " µs";
        }
        return nanos < 999.5 * MILLI ? significant(nanos / MILLI) + " ms" : significant(nanos / SECOND) + " s";
    }

    /** Thousands are set apart, and small numbers have as many decimals as they need. */
    static String plain(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return significant(value);
    }

    private static String significant(double value) {
        double size = Math.abs(value);
        int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
        if (size > 0 && size < 0.095) {
            decimals = 4;
        }
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
