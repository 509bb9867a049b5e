package org.tradingarena.server.feed;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.tradingarena.market.feed.FeedBoard;
import org.tradingarena.market.feed.StreamState;

/** The feed and the maker as metrics: {@code arena_feed_…}. Of a cluster, only the node that has the feed counts; elsewhere all is 0. */
final class FeedMeters {
    private FeedMeters() {}

    static void register(MeterRegistry registry, FeedBoard board) {
        gauge(registry, board, "arena.feed.connected", "1 while the feed is connected", FeedMeters::connected);
        gauge(
                registry,
                board,
                "arena.feed.circuit.open",
                "1 while the circuit breaker is open",
                FeedMeters::circuitOpen);
        gauge(registry, board, "arena.feed.failures", "Losses and failed attempts in a row", FeedMeters::failures);
        gauge(
                registry,
                board,
                "arena.feed.last.event.age.seconds",
                "How long ago the feed said something; -1 before the first event",
                FeedMeters::age);
        gauge(registry, board, "arena.feed.quotes.live", "Working orders of the market maker", FeedBoard::liveQuotes);
        counter(registry, board, "arena.feed.events", "Events of the feed", FeedBoard::events);
        counter(registry, board, "arena.feed.reconnections", "How often the feed came back", FeedBoard::reconnections);
        counter(
                registry,
                board,
                "arena.feed.withdrawals",
                "How often the maker withdrew its quotes of a symbol because the price was stale",
                FeedBoard::withdrawals);
    }

    private static double connected(FeedBoard board) {
        StreamState state = board.stream();
        return state != null && state.isConnected() ? 1 : 0;
    }

    private static double circuitOpen(FeedBoard board) {
        StreamState state = board.stream();
        return state != null && state.isCircuitOpen() ? 1 : 0;
    }

    private static double failures(FeedBoard board) {
        StreamState state = board.stream();
        return state == null ? 0 : state.failures();
    }

    private static double age(FeedBoard board) {
        Duration age = board.sinceLastEvent();
        return age == null ? -1 : age.toMillis() / 1000.0;
    }

    private static void gauge(
            MeterRegistry registry, FeedBoard board, String name, String what, ToDoubleFunction<FeedBoard> value) {
        Gauge.builder(name, board, value).description(what).register(registry);
    }

    private static void counter(
            MeterRegistry registry, FeedBoard board, String name, String what, ToDoubleFunction<FeedBoard> value) {
        FunctionCounter.builder(name, board, value).description(what).register(registry);
    }
}
