package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tradingarena.market.feed.MarketEvents.book;
import static org.tradingarena.market.feed.MarketEvents.lost;
import static org.tradingarena.market.feed.MarketEvents.ticker;
import static org.tradingarena.market.feed.MarketEvents.trade;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded is played again, at its pace. */
class RecordingTest {
    private static final List<String> SYMBOLS = List.of("BTC/USD", "ETH/USD");
    private static final String HEADER =
            "{\"type\":\"recording\",\"version\":1,\"exchange\":\"kraken\",\"symbols\":[\"BTC/USD\",\"ETH/USD\"]}\n";
    private static final String TRADE =
            "{\"offset_ms\":%d,\"type\":\"trade\",\"symbol\":\"BTC/USD\",\"price\":%s,\"quantity\":1,"
                    + "\"taker_side\":\"buy\",\"at\":\"2026-01-01T00:00:00.000Z\"}\n";

    @TempDir
    private Path directory;

    private final VirtualTime time = new VirtualTime();
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("recording.ndjson");
    }

    private RecordedMarketDataStream played(double speed, boolean loop, String... symbols) throws IOException {
        RecordedMarketDataStream stream =
                new RecordedMarketDataStream(new RecordedMarketDataStream.Settings(file, speed, loop), time, time);
        stream.connect();
        stream.subscribe(symbols.length == 0 ? SYMBOLS : List.of(symbols));
        return stream;
    }

    private static List<MarketEvent> take(MarketDataStream stream, int number) throws InterruptedException {
        List<MarketEvent> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            events.add(stream.nextEvent());
        }
        return events;
    }

    /** Records these events, each a second after the one before. */
    private void record(MarketEvent... events) throws Exception {
        ScriptedStream inner = new ScriptedStream();
        for (MarketEvent event : events) {
            inner.then(() -> {
                time.pass(Duration.ofSeconds(1));
                return event;
            });
        }
        RecordingMarketDataStream recording = new RecordingMarketDataStream(inner, directory, 1 << 20, time);
        recording.connect();
        recording.subscribe(SYMBOLS);
        assertThat(take(recording, events.length)).containsExactly(events);
        try (Stream<Path> files = Files.list(directory)) {
            file = files.findFirst().orElseThrow();
        }
    }

    @Test
    void every_kind_of_event_comes_back_as_it_was_and_when_it_was() throws Exception {
        MarketEvent[] events = {
            book("BTC/USD", "100.10", "101"),
            trade("ETH/USD", "0.00000001"),
            ticker("BTC/USD", "100", "101"),
            lost("a \"reason\"\nof two lines")
        };
        record(events);
        assertThat(file).hasFileName("scripted-20260101T000001Z.ndjson");
        RecordedMarketDataStream stream = played(1, false);
        time.waits().clear();
        assertThat(take(stream, 4))
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(List.of(events));
        assertThat(time.waits()).containsExactly(1_000L, 1_000L, 1_000L);
    }

    @Test
    void a_multiple_of_the_speed_shortens_the_waits() throws Exception {
        Files.writeString(file, HEADER + TRADE.formatted(0, 1) + TRADE.formatted(1000, 2) + TRADE.formatted(3000, 3));
        take(played(10, false), 3);
        assertThat(time.waits()).containsExactly(100L, 200L);
    }

    @Test
    void the_end_is_a_lost_connection_and_a_new_connection_plays_it_again() throws Exception {
        Files.writeString(file, HEADER + TRADE.formatted(5, 1));
        RecordedMarketDataStream stream = played(1, false);
        take(stream, 1);
        assertThat(stream.nextEvent()).isEqualTo(lost("the recording is over"));
        assertThat(stream.nextEvent()).isEqualTo(lost("the recording is over"));
        stream.connect();
        stream.subscribe(SYMBOLS);
        assertThat(stream.nextEvent()).isInstanceOf(MarketEvent.Trade.class);
    }

    @Test
    void in_a_loop_it_goes_on_at_its_pace() throws Exception {
        Files.writeString(file, HEADER + TRADE.formatted(0, 1) + TRADE.formatted(700, 2));
        RecordedMarketDataStream stream = played(1, true);
        assertThat(take(stream, 5))
                .extracting(event -> ((MarketEvent.Trade) event).price().intValue())
                .containsExactly(1, 2, 1, 2, 1);
        assertThat(time.waits()).containsExactly(700L, 700L);
    }

    @Test
    void only_what_is_subscribed_is_played_and_what_it_does_not_have_is_refused() throws Exception {
        record(book("BTC/USD", "1", "2"), book("ETH/USD", "3", "4"), book("BTC/USD", "5", "6"));
        assertThat(take(played(1, false, "ETH/USD"), 2).getFirst()).isEqualTo(book("ETH/USD", "3", "4"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> played(1, false, "SOL/USD"))
                .withMessage(file + " has no events of SOL/USD");
    }

    @Test
    void a_line_that_was_never_finished_does_not_count() throws Exception {
        Files.writeString(file, HEADER + TRADE.formatted(0, 1) + "{\"offset_ms\":5,\"ty");
        RecordedMarketDataStream stream = played(1, false);
        take(stream, 1);
        assertThat(stream.nextEvent()).isEqualTo(lost("the recording is over"));
        RecordedMarketDataStream.check(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"offset_ms\":1,\"type\":\"trade\"| Invalid JSON: malformed",
                "[]| a line must be an object",
                "{\"type\":\"trade\"}| offset_ms must be milliseconds",
                "{\"offset_ms\":1,\"type\":\"quote\"}| type must be book, trade, ticker or disconnected",
                "{\"offset_ms\":1,\"type\":\"disconnected\"}| reason must be a string",
                "{\"offset_ms\":1,\"type\":\"trade\",\"symbol\":\"btc\"}| symbol: a symbol has the form BASE/QUOTE",
                "{\"offset_ms\":1,\"type\":\"trade\",\"symbol\":\"BTC/USD\",\"price\":0}| price must be a decimal above 0",
                "{\"offset_ms\":1,\"type\":\"trade\",\"symbol\":\"BTC/USD\",\"price\":1e9}| price must be a decimal above 0",
                "{\"offset_ms\":1,\"type\":\"trade\",\"symbol\":\"BTC/USD\",\"price\":1,\"quantity\":1,\"taker_side\":\"BUY\"}| taker_side must be buy or sell",
                "{\"offset_ms\":1,\"type\":\"book\",\"symbol\":\"BTC/USD\",\"bids\":[[1]],\"asks\":[]}| bids must be pairs",
                "{\"offset_ms\":1,\"type\":\"book\",\"symbol\":\"BTC/USD\",\"bids\":[],\"asks\":[],\"at\":\"now\"}| at must be a time",
            })
    void a_malformed_line_is_named_with_its_number_and_its_field(String line, String message) throws Exception {
        Files.writeString(file, HEADER + TRADE.formatted(0, 1) + line + "\n");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RecordedMarketDataStream.check(file))
                .withMessageStartingWith(file + ", line 3: " + message);
        RecordedMarketDataStream stream = played(1, false);
        take(stream, 1);
        assertThat(stream.nextEvent().toString()).contains(file + ", line 3: " + message);
    }

    @Test
    void times_that_go_back_and_lines_that_are_too_long_are_malformed() throws Exception {
        Files.writeString(file, HEADER + TRADE.formatted(5, 1) + TRADE.formatted(4, 1));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RecordedMarketDataStream.check(file))
                .withMessage(file + ", line 3: offset_ms goes back");
        Files.writeString(file, HEADER + " ".repeat(RecordingFormat.LONGEST_LINE + 1) + "\n");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RecordedMarketDataStream.check(file))
                .withMessage(file + ", line 2: longer than 1048576 characters");
    }

    @Test
    void what_is_no_recording_is_refused() throws Exception {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RecordedMarketDataStream.check(file))
                .withMessageStartingWith(file + " cannot be read");
        Files.writeString(file, "");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RecordedMarketDataStream.check(file))
                .withMessage(file + " is empty");
        Files.writeString(file, "{\"type\":\"settings\"}\n");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RecordedMarketDataStream.check(file))
                .withMessageStartingWith(file + ", line 1: type must be recording");
        Files.writeString(file, HEADER.replace(":1,", ":2,"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RecordedMarketDataStream.check(file))
                .withMessage(file + ", line 1: version must be 1");
        Files.writeString(file, HEADER);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RecordedMarketDataStream.check(file))
                .withMessage(file + " has no events");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> RecordedMarketDataStream.check(file));
    }

    @Test
    void a_recording_ends_at_its_size_and_the_events_go_on() throws Exception {
        ScriptedStream inner = new ScriptedStream();
        for (int i = 0; i < 10; i++) {
            inner.says(trade("BTC/USD", "1"));
        }
        RecordingMarketDataStream recording = new RecordingMarketDataStream(inner, directory, 600, time);
        recording.connect();
        recording.subscribe(SYMBOLS);
        assertThat(take(recording, 10)).hasSize(10);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(Files.size(files.findFirst().orElseThrow())).isBetween(600L, 800L);
        }
    }

    @Test
    void a_recording_that_cannot_be_written_does_not_hold_up_the_events() throws Exception {
        ScriptedStream inner = new ScriptedStream().says(trade("BTC/USD", "1"), trade("BTC/USD", "2"));
        RecordingMarketDataStream recording =
                new RecordingMarketDataStream(inner, directory.resolve("nowhere"), 600, time);
        recording.connect();
        assertThat(take(recording, 2)).hasSize(2);
        recording.close();
        assertThat(inner.closed).isTrue();
    }
}
