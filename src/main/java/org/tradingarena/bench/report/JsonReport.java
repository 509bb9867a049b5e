package org.tradingarena.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.tradingarena.bench.check.Fault;

/** A report as programs read it; durations in nanoseconds. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /** The text of a report. */
    public static String text(Report report) {
        ObjectNode root =
                JSON.createObjectNode().put("scenario", report.scenario()).put("title", report.title());
        ObjectNode settings = root.putObject("settings");
        report.settings().forEach(settings::put);
        ObjectNode environment = root.putObject("environment");
        report.environment().forEach(environment::put);
        ObjectNode figures = root.putObject("figures");
        report.figures().forEach(figure -> figures.put(figure.key(), figure.value()));
        ObjectNode latencies = root.putObject("latency_nanoseconds");
        report.latencies().forEach(row -> put(latencies.putObject(row.name()), row));
        report.warnings().forEach(root.putArray("warnings")::add);
        verification(root.putObject("verification"), report);
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void put(ObjectNode json, Percentiles row) {
        json.put("samples", row.samples())
                .put("min", row.min())
                .put("mean", row.mean())
                .put("p50", row.p50())
                .put("p90", row.p90())
                .put("p99", row.p99())
                .put("p99.9", row.p999())
                .put("p99.99", row.p9999())
                .put("max", row.max());
    }

    private static void verification(ObjectNode json, Report report) {
        json.put("verdict", report.findings().verdict().name())
                .put("checked", report.findings().checked())
                .put("what", report.verified());
        ObjectNode faults = json.putObject("faults");
        for (Fault fault : Fault.values()) {
            if (report.findings().count(fault) > 0) {
                ObjectNode found = faults.putObject(fault.name().toLowerCase(Locale.ROOT));
                found.put("count", report.findings().count(fault)).put("meaning", fault.meaning());
                report.findings().examples(fault).forEach(found.putArray("examples")::add);
            }
        }
    }
}
