package org.tradingarena.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tradingarena.market.MarketCounters;

/** The market's counters as metrics: {@code arena_market_…_total}, by symbol. */
final class Counters implements MarketCounters {
    private record Name(Counter counter, String symbol) {}

    private final MeterRegistry registry;
    private final Map<Name, io.micrometer.core.instrument.Counter> counters = new ConcurrentHashMap<>();

    Counters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void add(Counter counter, String symbol, long amount) {
        counters.computeIfAbsent(new Name(counter, symbol), this::register).increment((double) amount);
    }

    private io.micrometer.core.instrument.Counter register(Name name) {
        String metric =
                "arena.market." + name.counter().name().toLowerCase(Locale.ROOT).replace('_', '.');
        return io.micrometer.core.instrument.Counter.builder(metric)
                .tag("symbol", name.symbol())
                .register(registry);
    }
}
