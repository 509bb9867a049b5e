package org.tradingarena.bench.probe;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the server costs: CPU from its {@code /metrics}, else from its process; memory from its process, else from its metrics. What neither
 * tells is left out, never guessed.
 */
public final class ServerProbe {
    private static final double NANOS = 1e9;

    private final Metrics metrics;
    private final Optional<ServerProcess> process;

    /** A probe of a server, whose process may be known. */
    public ServerProbe(URI server, Optional<ServerProcess> process) {
        this.metrics = new Metrics(server);
        this.process = process;
    }

    /** CPU seconds that the server has used since its start. */
    public OptionalDouble cpuSeconds() {
        OptionalDouble nanos = Metrics.value(metrics.scrape(), "process_cpu_time_ns_total", "");
        if (nanos.isPresent()) {
            return OptionalDouble.of(nanos.getAsDouble() / NANOS);
        }
        OptionalLong used = process.map(ServerProcess::cpuNanos).orElse(OptionalLong.empty());
        return used.isPresent() ? OptionalDouble.of(used.getAsLong() / NANOS) : OptionalDouble.empty();
    }

    /** When the server's process began, in seconds since 1970: another one means that it was restarted. */
    public OptionalDouble startedAt() {
        return Metrics.value(metrics.scrape(), "process_start_time_seconds", "");
    }

    /** The server's memory now. */
    public Memory memory() {
        if (process.isPresent()) {
            OptionalLong live = process.get().liveHeapBytes();
            return new Memory(live, process.get().residentBytes());
        }
        return Memory.UNKNOWN;
    }

    /**
     * Memory in bytes.
     *
     * @param liveHeap of the objects that live, after a full collection
     * @param resident what the process holds of the machine
     */
    public record Memory(OptionalLong liveHeap, OptionalLong resident) {
        static final Memory UNKNOWN = new Memory(OptionalLong.empty(), OptionalLong.empty());
    }
}
