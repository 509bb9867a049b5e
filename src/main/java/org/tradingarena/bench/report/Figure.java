package org.tradingarena.bench.report;

/**
 * One number that was measured.
 *
 * @param key for programs, such as {@code server_cpu_seconds_per_million}
 * @param name for people
 * @param unit for people; what programs have to know of it stands in the key
 */
public record Figure(String key, String name, double value, String unit) {
    /** A count. */
    public static Figure count(String key, String name, long value) {
        return new Figure(key, name, value, "");
    }
}
