package org.tradingarena.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.check.Findings;
import org.tradingarena.bench.check.Verdict;

/** A report as people read it: what was measured, then how long things took, then whether anything was wrong. */
public final class Table {
    private static final List<String> HEADINGS = List.of("latency", "samples", "p50", "p99", "p99.9", "max");
    private static final String MARGIN = "  ";

    private Table() {}

    /** The lines of a report. */
    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "arena bench " + report.scenario() + "  " + report.environment().getOrDefault("server", ""));
        lines.add(MARGIN + report.title());
        lines.add(MARGIN + report.environment().getOrDefault("machine", ""));
        lines.add("");
        lines.addAll(figures(report.figures()));
        if (!report.latencies().isEmpty()) {
            lines.add("");
            lines.addAll(latencies(report.latencies()));
        }
        lines.add("");
        report.warnings().forEach(warning -> lines.add(MARGIN + "warning: " + warning));
        lines.addAll(verdict(report));
        return lines;
    }

    private static List<String> figures(List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>();
        for (Figure figure : figures) {
            rows.add(List.of(figure.name(), Numbers.plain(figure.value()), figure.unit()));
        }
        return aligned(rows, 1, 1);
    }

    private static List<String> latencies(List<Percentiles> latencies) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (Percentiles row : latencies) {
            rows.add(List.of(
                    row.name(),
                    Numbers.plain((double) row.samples()),
                    shown(row, row.p50()),
                    shown(row, row.p99()),
                    shown(row, row.p999()),
                    shown(row, row.max())));
        }
        return aligned(rows, 1, HEADINGS.size() - 1);
    }

    /** What was not measured is not shown as 0. */
    private static String shown(Percentiles row, long nanos) {
        return row.samples() == 0 ? "-" : Numbers.duration(nanos);
    }

    private static List<String> verdict(Report report) {
        Findings findings = report.findings();
        List<String> lines = new ArrayList<>();
        lines.add(MARGIN + "verified: " + report.verified());
        if (findings.verdict() == Verdict.CLEAN) {
            lines.add(MARGIN + "CLEAN: nothing lost, repeated, out of order, changed or unanswered");
            return lines;
        }
        if (findings.verdict() == Verdict.NOTHING_CHECKED) {
            lines.add(MARGIN + "NOTHING CHECKED: nothing came that could have been wrong");
            return lines;
        }
        lines.add(MARGIN + "LOSSY");
        for (Fault fault : Fault.values()) {
            if (findings.count(fault) > 0) {
                lines.add(String.format(
                        Locale.ROOT, "%s  %,d times: %s", MARGIN, findings.count(fault), fault.meaning()));
                findings.examples(fault).forEach(example -> lines.add(MARGIN + "    " + example));
            }
        }
        return lines;
    }

    /** Columns as wide as their widest cell; those from {@code firstRight} to {@code lastRight} end at the same place. */
    private static List<String> aligned(List<List<String>> rows, int firstRight, int lastRight) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream()
                .map(row -> line(row, widths, firstRight, lastRight))
                .toList();
    }

    private static String line(List<String> row, int[] widths, int firstRight, int lastRight) {
        StringBuilder line = new StringBuilder(MARGIN);
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String blanks = " ".repeat(widths[i] - cell.length());
            line.append(i >= firstRight && i <= lastRight ? blanks + cell : cell + blanks)
                    .append(MARGIN);
        }
        return line.toString().stripTrailing();
    }
}
