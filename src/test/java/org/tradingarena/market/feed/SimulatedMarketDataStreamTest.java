package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedMarketDataStreamTest {
    private static SimulatedMarketDataStream.Settings settings(long seed) {
        return new SimulatedMarketDataStream.Settings(
                seed, Duration.ofMillis(500), 0.001, 0.01, 0.0002, Map.of("BTC/USD", 64_000.0), 150);
    }

    private static List<MarketEvent> events(long seed, int number, String... symbols) throws Exception {
        VirtualTime time = new VirtualTime();
        SimulatedMarketDataStream stream =
                new SimulatedMarketDataStream(settings(seed), FeedInstruments.ALL, time, time);
        stream.connect();
        stream.subscribe(List.of(symbols));
        List<MarketEvent> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            events.add(stream.nextEvent());
        }
        return events;
    }

    private static List<MarketEvent.Book> books(List<MarketEvent> events, String symbol) {
        return events.stream()
                .filter(MarketEvent.Book.class::isInstance)
                .map(MarketEvent.Book.class::cast)
                .filter(book -> book.symbol().equals(symbol))
                .toList();
    }

    @Test
    void the_same_seed_gives_the_same_events_and_another_seed_others() throws Exception {
        assertThat(events(1, 300, "BTC/USD", "SOL/USD")).isEqualTo(events(1, 300, "BTC/USD", "SOL/USD"));
        assertThat(events(1, 300, "BTC/USD")).isNotEqualTo(events(2, 300, "BTC/USD"));
    }

    @Test
    void a_symbols_prices_do_not_depend_on_the_others() throws Exception {
        List<MarketEvent.Book> alone = books(events(1, 100, "BTC/USD"), "BTC/USD");
        List<MarketEvent.Book> among = books(events(1, 300, "SOL/USD", "BTC/USD"), "BTC/USD");
        assertThat(among.subList(0, 40)).isEqualTo(alone.subList(0, 40));
    }

    @Test
    void books_are_sound_and_stay_about_home() throws Exception {
        List<MarketEvent.Book> books = books(events(3, 3_000, "BTC/USD", "SOL/USD"), "BTC/USD");
        assertThat(books).hasSizeGreaterThan(500).allSatisfy(book -> {
            BigDecimal bid = book.bids().getFirst().price();
            BigDecimal ask = book.asks().getFirst().price();
            assertThat(bid).isLessThan(ask).isBetween(new BigDecimal(50_000), new BigDecimal(80_000));
            assertThat(book.bids()).extracting(MarketEvent.Level::price).isSortedAccordingTo((a, b) -> b.compareTo(a));
            assertThat(book.asks()).extracting(MarketEvent.Level::price).isSorted();
            assertThat(book.bids())
                    .allSatisfy(level -> assertThat(level.quantity()).isPositive());
        });
        assertThat(books.stream()
                        .map(book -> book.bids().getFirst().price())
                        .distinct()
                        .count())
                .as("it moves")
                .isGreaterThan(400);
    }

    @Test
    void there_are_books_trades_and_tickers() throws Exception {
        assertThat(events(1, 200, "SOL/USD"))
                .hasAtLeastOneElementOfType(MarketEvent.Book.class)
                .hasAtLeastOneElementOfType(MarketEvent.Trade.class)
                .hasAtLeastOneElementOfType(MarketEvent.Ticker.class);
    }

    @Test
    void a_step_takes_its_interval_and_a_late_reader_gets_no_storm() throws Exception {
        VirtualTime time = new VirtualTime();
        SimulatedMarketDataStream stream = new SimulatedMarketDataStream(settings(1), FeedInstruments.ALL, time, time);
        stream.connect();
        stream.subscribe(List.of("BTC/USD"));
        nextBook(stream);
        nextBook(stream);
        assertThat(time.waits()).containsExactly(500L);
        time.pass(Duration.ofHours(1));
        nextBook(stream);
        nextBook(stream);
        assertThat(time.waits()).containsExactly(500L, 500L);
    }

    private static void nextBook(MarketDataStream stream) throws InterruptedException {
        while (!(stream.nextEvent() instanceof MarketEvent.Book)) {
            // the rest of the step
        }
    }

    @Test
    void an_unknown_symbol_is_refused() throws Exception {
        VirtualTime time = new VirtualTime();
        SimulatedMarketDataStream stream = new SimulatedMarketDataStream(settings(1), FeedInstruments.ALL, time, time);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> stream.subscribe(List.of("BTC/USD")));
        stream.connect();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> stream.subscribe(List.of("DOGE/USD")))
                .withMessage("the simulated exchange does not have DOGE/USD");
    }

    @Test
    void a_closed_one_is_disconnected_until_it_is_connected_again() throws Exception {
        VirtualTime time = new VirtualTime();
        SimulatedMarketDataStream stream = new SimulatedMarketDataStream(settings(1), FeedInstruments.ALL, time, time);
        stream.connect();
        stream.subscribe(List.of("BTC/USD"));
        nextBook(stream);
        stream.close();
        assertThat(stream.nextEvent()).isInstanceOf(MarketEvent.Disconnected.class);
        assertThat(stream.nextEvent()).isInstanceOf(MarketEvent.Disconnected.class);
        stream.connect();
        stream.subscribe(List.of("BTC/USD"));
        nextBook(stream);
    }

    @Test
    void what_is_wrong_with_a_setting_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SimulatedMarketDataStream.Settings(1, Duration.ZERO, 0.1, 0.1, 0.1, Map.of(), 100))
                .withMessage("interval: must be 1 ms or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulatedMarketDataStream.Settings(
                        1, Duration.ofSeconds(1), 0.1, 0.1, 0.1, Map.of("BTC/USD", -1.0), 100))
                .withMessage("prices.BTC/USD: must be a price");
    }
}
