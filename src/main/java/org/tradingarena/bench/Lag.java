package org.tradingarena.bench;

import java.util.Locale;
import org.tradingarena.bench.report.Latency;
import org.tradingarena.bench.report.Percentiles;

/** How far the load generator was behind its own schedule, and whether that makes its figures worth less. */
final class Lag {
    /** From so much of the measured latency on, the lag is a good part of it. */
    private static final double DISTORTING_SHARE = 0.25;

    private final Latency latency = new Latency("load generator's lag");

    Latency latency() {
        return latency;
    }

    /** Reports it, with a warning if it is a good part of what was measured. */
    void report(Results results, Percentiles measured) {
        Percentiles lag = results.latency(latency);
        if (lag.samples() > 0 && measured.samples() > 0) {
            warn(results, "p50", lag.p50(), measured.p50());
            warn(results, "p99", lag.p99(), measured.p99());
        }
    }

    private static void warn(Results results, String which, long lag, long measured) {
        if (lag > DISTORTING_SHARE * measured) {
            results.warn(String.format(
                    Locale.ROOT,
                    "the load generator was behind its schedule by %.1f ms (%s), which is part of the %s of %.1f ms",
                    lag / 1e6,
                    which,
                    which,
                    measured / 1e6));
        }
    }
}
