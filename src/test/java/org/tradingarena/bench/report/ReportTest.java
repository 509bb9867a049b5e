package org.tradingarena.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.check.Findings;

class ReportTest {
    private final Findings findings = new Findings();

    private Report report() {
        Latency latency = new Latency("order accepted");
        for (int i = 1; i <= 1000; i++) {
            latency.record(TimeUnit.MICROSECONDS.toNanos(i));
        }
        return new Report(
                "orders",
                "10 clients",
                Map.of("clients", "10"),
                Map.of("server", "http://127.0.0.1:8080", "machine", "2 processors"),
                List.of(new Figure("rate", "orders", 12345.6, "/s"), new Figure("cpu", "server CPU", 0.5, "cores")),
                List.of(latency.percentiles(), new Latency("never happened").percentiles()),
                findings,
                "all of it",
                List.of("the machine was busy"));
    }

    @Test
    void a_table_has_aligned_columns_units_and_the_verdict() {
        findings.checked(5);
        assertThat(Table.lines(report()))
                .containsExactly(
                        "arena bench orders  http://127.0.0.1:8080",
                        "  10 clients",
                        "  2 processors",
                        "",
                        "  orders      12,346  /s",
                        "  server CPU    0.50  cores",
                        "",
                        "  latency         samples     p50     p99   p99.9      max",
                        "  order accepted    1,000  500 µs  990 µs  999 µs  1.00 ms",
                        "  never happened        0       -       -       -        -",
                        "",
                        "  warning: the machine was busy",
                        "  verified: all of it",
                        "  CLEAN: nothing lost, repeated, out of order, changed or unanswered");
    }

    @Test
    void a_lossy_run_says_what_and_how_often_with_examples() {
        findings.checked(5);
        findings.found(Fault.LOST, 1234, () -> "client never got 5");
        List<String> lines = Table.lines(report());
        assertThat(lines.subList(lines.indexOf("  verified: all of it"), lines.size()))
                .containsExactly(
                        "  verified: all of it",
                        "  LOSSY",
                        "    1,234 times: an event never came",
                        "      client never got 5");
    }

    @Test
    void a_run_in_which_nothing_came_is_not_clean() {
        assertThat(Table.lines(report()).getLast()).startsWith("  NOTHING CHECKED");
    }

    @Test
    void the_json_has_all_figures_percentiles_and_findings() throws Exception {
        findings.checked(5);
        findings.found(Fault.OUT_OF_ORDER, () -> "client got 4 after 5");
        JsonNode json = new ObjectMapper().readTree(JsonReport.text(report()));
        assertThat(json.path("scenario").asText()).isEqualTo("orders");
        assertThat(json.path("settings").path("clients").asText()).isEqualTo("10");
        assertThat(json.path("figures").path("rate").asDouble()).isEqualTo(12345.6);
        JsonNode latency = json.path("latency_nanoseconds").path("order accepted");
        assertThat(latency.path("samples").asInt()).isEqualTo(1000);
        assertThat(latency.path("p50").asLong()).isBetween(499_000L, 501_000L);
        assertThat(latency.path("p99.9").asLong()).isBetween(998_000L, 1_000_000L);
        JsonNode verification = json.path("verification");
        assertThat(verification.path("verdict").asText()).isEqualTo("LOSSY");
        assertThat(verification.path("checked").asInt()).isEqualTo(5);
        assertThat(verification
                        .path("faults")
                        .path("out_of_order")
                        .path("count")
                        .asInt())
                .isOne();
        assertThat(verification
                        .path("faults")
                        .path("out_of_order")
                        .path("examples")
                        .path(0)
                        .asText())
                .isEqualTo("client got 4 after 5");
        assertThat(verification.path("faults").has("lost")).isFalse();
        assertThat(json.path("warnings").path(0).asText()).isEqualTo("the machine was busy");
    }

    @Test
    void durations_have_the_unit_that_fits() {
        assertThat(Numbers.duration(870)).isEqualTo("0.87 µs");
        assertThat(Numbers.duration(12_340)).isEqualTo("12.3 µs");
        assertThat(Numbers.duration(999_600)).isEqualTo("1.00 ms");
        assertThat(Numbers.duration(47_900_000)).isEqualTo("47.9 ms");
        assertThat(Numbers.duration(999_900_000)).isEqualTo("1.00 s");
        assertThat(Numbers.duration(61_000_000_000L)).isEqualTo("61.0 s");
    }

    @Test
    void numbers_have_the_digits_that_they_need() {
        assertThat(Numbers.plain(0)).isEqualTo("0");
        assertThat(Numbers.plain(0.0369)).isEqualTo("0.0369");
        assertThat(Numbers.plain(3.14159)).isEqualTo("3.14");
        assertThat(Numbers.plain(31.4159)).isEqualTo("31.4");
        assertThat(Numbers.plain(314.159)).isEqualTo("314");
        assertThat(Numbers.plain(1_234_567.8)).isEqualTo("1,234,568");
    }

    @Test
    void durations_out_of_range_are_kept_at_its_ends() {
        Latency latency = new Latency("odd");
        latency.record(-5);
        latency.record(Long.MAX_VALUE);
        Percentiles percentiles = latency.percentiles();
        assertThat(percentiles.samples()).isEqualTo(2);
        assertThat(percentiles.min()).isZero();
        assertThat(percentiles.max()).isGreaterThanOrEqualTo(TimeUnit.HOURS.toNanos(1));
    }
}
