package org.tradingarena.server.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.feed.MarketMaker;
import org.tradingarena.market.feed.QuotingSettings;
import org.tradingarena.market.feed.coinbase.CoinbaseStream;
import org.tradingarena.market.feed.kraken.KrakenStream;
import org.tradingarena.reconnect.ReconnectionSettings;
import org.tradingarena.reconnect.ReconnectionStrategy;

class FeedSettingsTest {
    private static final Instrument BTC = instrument("BTC/USD");
    private static final Instrument ETH = instrument("ETH/BTC");
    private static final Instruments INSTRUMENTS = new Instruments(List.of(BTC, ETH));

    @TempDir
    private Path directory;

    private static Instrument instrument(String symbol) {
        return new Instrument(
                symbol,
                Atoms.of("0.01"),
                Atoms.of("0.01"),
                Atoms.of("0.01"),
                Atoms.of("1000"),
                Atoms.of("1000000"),
                50_000,
                0,
                0,
                true);
    }

    private static Config config(String hocon) {
        return ConfigFactory.parseString("arena.feed { " + hocon + " }")
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    private static FeedSettings settings(String hocon) {
        return FeedSettings.from(config(hocon), INSTRUMENTS, false);
    }

    private static FeedSettings.Maker maker(String hocon) {
        return settings("source = simulated, market-maker { enabled = true, " + hocon + " }")
                .maker()
                .orElseThrow();
    }

    @Test
    void by_default_there_is_no_feed_and_no_maker() {
        FeedSettings settings = settings("");
        assertThat(settings.source()).isEqualTo(new FeedSettings.Source.None());
        assertThat(settings.maker()).isEmpty();
        assertThat(settings.recording()).isEmpty();
    }

    @Test
    void reconnection_has_the_defaults_of_market_data_and_its_names() {
        assertThat(settings("").reconnection()).isEqualTo(ReconnectionSettings.forMarketData());
        ReconnectionSettings other = settings(
                        "reconnection { strategy = manual, initial_delay_ms = 5, max_delay_ms = 7, max_consecutive_failures = 3 }")
                .reconnection();
        assertThat(other.strategy()).isEqualTo(ReconnectionStrategy.MANUAL);
        assertThat(other.initialDelay()).hasMillis(5);
        assertThat(other.maxDelay()).hasMillis(7);
        assertThat(other.maxConsecutiveFailures()).isEqualTo(3);
    }

    @Test
    void the_exchanges_are_where_they_say_that_they_are() {
        assertThat(settings("source = kraken").source())
                .isInstanceOfSatisfying(
                        FeedSettings.Source.Kraken.class,
                        kraken -> assertThat(kraken.address()).isEqualTo(KrakenStream.ADDRESS));
        assertThat(settings("source = coinbase").source())
                .isInstanceOfSatisfying(
                        FeedSettings.Source.Coinbase.class,
                        coinbase -> assertThat(coinbase.address()).isEqualTo(CoinbaseStream.ADDRESS));
        assertThat(settings("source = kraken, kraken.url = \"ws://127.0.0.1:9/x\"")
                        .source())
                .isInstanceOfSatisfying(
                        FeedSettings.Source.Kraken.class,
                        kraken -> assertThat(kraken.address()).isEqualTo(URI.create("ws://127.0.0.1:9/x")));
    }

    @Test
    void without_a_list_the_feed_has_all_instruments_under_their_names() {
        assertThat(settings("").feedSymbols()).containsExactly("BTC/USD", "ETH/BTC");
        FeedSettings named = settings("symbols { \"BTC/USD\" = \"BTC/USDT\" }");
        assertThat(named.feedSymbols()).containsExactly("BTC/USDT");
        assertThat(named.markets()).containsExactly(new MarketMaker.Market(BTC, "BTC/USDT"));
    }

    @Test
    void the_maker_has_its_defaults() {
        FeedSettings.Maker maker = maker("");
        assertThat(maker.collective()).isEqualTo("market-maker");
        assertThat(maker.deposits())
                .isEqualTo(Map.of("USD", Atoms.of("1000000"), "BTC", Atoms.of("1000000"), "ETH", Atoms.of("1000")));
        assertThat(maker.settings().interval()).hasMillis(500);
        assertThat(maker.settings().staleAfter()).hasSeconds(5);
        assertThat(maker.settings().quoting())
                .isEqualTo(new QuotingSettings(400, 3, 200, Atoms.of("4000"), Atoms.of("50000"), 500, 100));
    }

    @Test
    void the_maker_is_opened_with_what_is_named() {
        assertThat(maker("deposits { USD = 5, ETH = \"0.5\" }").deposits())
                .isEqualTo(Map.of("USD", Atoms.of("5"), "ETH", Atoms.of("0.5")));
    }

    @Test
    void a_demo_without_a_feed_has_the_simulated_one_and_a_maker_and_one_with_a_feed_keeps_it() {
        FeedSettings demo = FeedSettings.from(config(""), INSTRUMENTS, true);
        assertThat(demo.source()).isInstanceOf(FeedSettings.Source.Simulated.class);
        FeedSettings.Maker maker = demo.maker().orElseThrow();
        assertThat(maker.collective()).isEqualTo("demo-maker");
        assertThat(maker.settings().interval()).isEqualTo(Duration.ofSeconds(2));

        FeedSettings own = FeedSettings.from(config("source = kraken"), INSTRUMENTS, true);
        assertThat(own.source()).isInstanceOf(FeedSettings.Source.Kraken.class);
        assertThat(own.maker()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source = bitstamp | source: must be none, simulated, recorded, kraken or coinbase, not \"bitstamp\"",
                "symbols { \"DOGE/USD\" = \"DOGE/USD\" } | symbols: DOGE/USD is no instrument of this arena",
                "symbols { \"BTC/USD\" = \"xbtusd\" } | symbols: a symbol has the form BASE/QUOTE, not 'xbtusd'",
                "reconnection.strategy = never | reconnection.strategy: never is none of immediate, exponential_backoff, linear_backoff, manual",
                "reconnection.initial_delay_ms = soon | reconnection.initial_delay_ms: soon is no number",
                "reconnection.delay = 5 | reconnection.delay: there is no such reconnection setting",
                "source = kraken, kraken.url = \"http://x/\" | kraken.url: must be a ws:// or wss:// address, not \"http://x/\"",
                "source = coinbase, coinbase.url = \"a b\" | coinbase.url: \"a b\" is no address",
                "source = kraken, exchange.depth = 11 | exchange.depth: must be 10, 25, 100, 500 or 1000",
                "source = recorded | recorded.file: must be set",
                "source = recorded, recorded { file = x, speed = 0 } | recorded.speed: must be above 0, at most 1000000",
                "source = simulated, simulated.interval = 0s | simulated.interval: must be 1 ms or more",
                "source = simulated, simulated.prices { \"BTC/USD\" = much } | simulated.prices.BTC/USD: \"much\" is no number",
                "recording.directory = \"/no/such/directory\" | recording.directory: /no/such/directory is not a directory that can be written to",
                "market-maker.enabled = true | market-maker.enabled: a maker needs a feed, and source is none",
            })
    void what_is_wrong_is_named(String hocon, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(hocon)).withMessage("arena.feed." + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "collective = \"Market Maker\" | collective: \"Market Maker\" is no id of a collective",
                "interval = 0s | interval: must be 1 ms or more",
                "stale-after = 0s | stale-after: must be 1 ms or more",
                "spread = 0 | spread: must be 0.000001 to below 1",
                "spread = \"0.0000001\" | spread: must have at most 6 decimal places",
                "spread = wide | spread: \"wide\" is no number",
                "levels = 0 | levels: must be 1 to 20",
                "size = -1 | size: must be 0 or more, with at most 8 decimal places",
                "size = 0 | size: must be above 0",
                "inventory-limit = 5 | inventory-limit: must not be below size",
                "deposits { DOGE = 5 } | deposits: no instrument has the currency DOGE",
                "deposits { USD = 1e30 } | deposits.USD: must be 0 or more, with at most 8 decimal places",
            })
    void what_is_wrong_with_the_maker_is_named(String hocon, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> maker(hocon))
                .withMessage("arena.feed.market-maker." + message);
    }

    private void check(String hocon) {
        MarketFeeds.from(config(hocon), INSTRUMENTS, false, Clock.systemUTC());
    }

    @Test
    void a_recording_that_cannot_be_played_is_refused_at_the_start() throws Exception {
        Path file = directory.resolve("recording.ndjson");
        String hocon = "source = recorded, recorded.file = \"" + file + "\"";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(hocon))
                .withMessage("arena.feed.recorded.file: " + file + " cannot be read: NoSuchFileException");
        Files.writeString(file, "{}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(hocon))
                .withMessageStartingWith("arena.feed.recorded.file: " + file + ", line 1: type must be a string");
    }

    @Test
    void a_simulated_feed_has_only_the_arenas_instruments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check("source = simulated, symbols { \"BTC/USD\" = \"BTC/EUR\" }"))
                .withMessage("arena.feed.symbols: the simulated feed has this arena's instruments, not BTC/EUR");
    }
}
