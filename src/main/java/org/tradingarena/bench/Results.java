package org.tradingarena.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.tradingarena.bench.report.Figure;
import org.tradingarena.bench.report.Latency;
import org.tradingarena.bench.report.Percentiles;

/** What a scenario has measured so far. Belongs to one thread. */
final class Results {
    private final List<Figure> figures = new ArrayList<>();
    private final List<Percentiles> latencies = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String verified = "nothing";

    void figure(String key, String name, double value, String unit) {
        figures.add(new Figure(key, name, value, unit));
    }

    /** Only what was measured is a figure. */
    void figure(String key, String name, OptionalDouble value, String unit) {
        value.ifPresent(there -> figure(key, name, there, unit));
    }

    void count(String key, String name, long value) {
        figures.add(Figure.count(key, name, value));
    }

    Percentiles latency(Latency latency) {
        Percentiles percentiles = latency.percentiles();
        latencies.add(percentiles);
        return percentiles;
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    void verified(String what) {
        verified = what;
    }

    List<Figure> figures() {
        return figures;
    }

    List<Percentiles> latencies() {
        return latencies;
    }

    List<String> warnings() {
        return warnings;
    }

    String verified() {
        return verified;
    }
}
