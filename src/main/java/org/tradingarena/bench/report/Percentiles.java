package org.tradingarena.bench.report;

/**
 * What durations of one kind came to, in nanoseconds; all 0 where there was none.
 *
 * @param name of what was timed
 * @param samples how many there were
 */
public record Percentiles(
        String name,
        long samples,
        long min,
        long mean,
        long p50,
        long p90,
        long p99,
        long p999,
        long p9999,
        long max) {}
