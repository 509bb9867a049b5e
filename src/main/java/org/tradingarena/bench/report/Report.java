package org.tradingarena.bench.report;

import java.util.List;
import java.util.Map;
import org.tradingarena.bench.check.Findings;

/**
 * What a run came to.
 *
 * @param title the run in one line
 * @param settings what was asked for, by the names of the options
 * @param environment who measured: versions, machine, time
 * @param verified what was looked at, in one line
 * @param warnings what makes the figures worth less than they look
 */
public record Report(
        String scenario,
        String title,
        Map<String, String> settings,
        Map<String, String> environment,
        List<Figure> figures,
        List<Percentiles> latencies,
        Findings findings,
        String verified,
        List<String> warnings) {
    public Report {
        figures = List.copyOf(figures);
        latencies = List.copyOf(latencies);
        warnings = List.copyOf(warnings);
    }
}
