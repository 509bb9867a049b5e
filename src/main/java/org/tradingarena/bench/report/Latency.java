package org.tradingarena.bench.report;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Durations of one kind, with three significant digits (HdrHistogram). Recording takes no lock and may be done by any thread. Whoever records
 * measures from the moment at which a thing was <em>to be</em> done: then a server that stalls shows in every sample that the stall delayed,
 * and nothing has to be corrected afterwards (coordinated omission).
 */
public final class Latency {
    private static final int DIGITS = 3;
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

    private final String name;
    private final Recorder recorder = new Recorder(LONGEST, DIGITS);

    /** No duration yet. */
    public Latency(String name) {
        this.name = name;
    }

    /** One more, in nanoseconds; what is negative counts as 0, what is over an hour as an hour. */
    public void record(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    /** All that were recorded until now; once. */
    public Percentiles percentiles() {
        Histogram histogram = recorder.getIntervalHistogram();
        return new Percentiles(
                name,
                histogram.getTotalCount(),
                histogram.getTotalCount() == 0 ? 0 : histogram.getMinValue(),
                Math.round(histogram.getMean()),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getValueAtPercentile(99.99),
                histogram.getMaxValue());
    }
}
