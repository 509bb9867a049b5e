package org.tradingarena.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String SCRAPED = """
            # TYPE process_cpu_time_ns_total counter
            process_cpu_time_ns_total 1.222E10
            process_cpu_usage 0.5
            jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 100.0
            jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 23.0
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0
            """;

    @Test
    void a_metric_is_found_by_its_whole_name_and_summed_over_its_labels() {
        assertThat(Metrics.value(SCRAPED, "process_cpu_time_ns_total", "")).hasValue(1.222e10);
        assertThat(Metrics.value(SCRAPED, "jvm_memory_used_bytes", "area=\"heap\""))
                .hasValue(123);
        assertThat(Metrics.value(SCRAPED, "jvm_memory_used_bytes", "")).hasValue(130);
        assertThat(Metrics.value(SCRAPED, "process_cpu", "")).isEmpty();
        assertThat(Metrics.value("", "process_cpu_usage", "")).isEmpty();
    }

    @Test
    void a_process_that_is_not_there_has_no_figures() {
        ServerProcess nobody = new ServerProcess(Integer.MAX_VALUE);
        assertThat(nobody.cpuNanos()).isEmpty();
        assertThat(nobody.residentBytes()).isEmpty();
        assertThat(nobody.liveHeapBytes()).isEmpty();
    }

    @Test
    void this_process_has_some_and_is_no_arena() throws Exception {
        ServerProcess own = new ServerProcess(ProcessHandle.current().pid());
        assertThat(own.residentBytes().orElse(0)).isGreaterThan(1 << 20);
        try (java.net.ServerSocket listening =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThat(ServerProcess.find(listening.getLocalPort())).isEqualTo(OptionalLong.empty());
        }
    }
}
