package org.tradingarena.market;

import java.time.Clock;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.tradingarena.clearing.Report;

/**
 * What the books of a node need from it.
 *
 * @param reports sends a report to a collective, at most once and without waiting
 * @param epochs names new books
 */
public record BookSurroundings(
        MarketSettings settings,
        BiConsumer<String, Report> reports,
        MarketCounters counters,
        Clock clock,
        Supplier<String> epochs) {

    /** With the system's clock and random epochs. */
    public static BookSurroundings of(
            MarketSettings settings, BiConsumer<String, Report> reports, MarketCounters counters) {
        return new BookSurroundings(
                settings,
                reports,
                counters,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString());
    }
}
