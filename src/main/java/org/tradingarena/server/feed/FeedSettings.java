package org.tradingarena.server.feed;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.Symbols;
import org.tradingarena.market.feed.MarketMaker;
import org.tradingarena.market.feed.QuotingSettings;
import org.tradingarena.market.feed.RecordedMarketDataStream;
import org.tradingarena.market.feed.SimulatedMarketDataStream;
import org.tradingarena.market.feed.socket.StreamSettings;
import org.tradingarena.protocol.Ids;
import org.tradingarena.reconnect.ReconnectionSettings;

/**
 * The settings of {@code arena.feed}; {@code reference.conf} says what each is for. What is wrong is an {@link IllegalArgumentException} that
 * names the setting.
 *
 * @param markets the arena's instruments that the feed has prices for
 * @param recording where its events are written down, if anywhere
 * @param maker who quotes by it, if anybody does
 */
record FeedSettings(
        Source source,
        List<MarketMaker.Market> markets,
        ReconnectionSettings reconnection,
        Optional<Recording> recording,
        Optional<Maker> maker) {
    private static final int PARTS_PER_MILLION_DIGITS = 6;
    private static final String PATH = "arena.feed.";

    /** Where prices come from. */
    sealed interface Source {
        /** From nowhere. */
        record None() implements Source {}

        /** They are made up. */
        record Simulated(SimulatedMarketDataStream.Settings settings) implements Source {}

        /** They were recorded. */
        record Recorded(RecordedMarketDataStream.Settings settings) implements Source {}

        /** From Kraken. */
        record Kraken(URI address, StreamSettings settings) implements Source {}

        /** From Coinbase Exchange. */
        record Coinbase(URI address, StreamSettings settings) implements Source {}
    }

    /** A directory for recordings, and how large each may become. */
    record Recording(Path directory, long mostBytes) {}

    /** The market maker's collective, what it is opened with, and how it quotes. */
    record Maker(String collective, Map<String, Long> deposits, MarketMaker.Settings settings) {}

    /**
     * The settings of the whole configuration.
     *
     * @param demo whether a market is wanted in any case: without a feed of its own, what {@code arena-demo.conf} says
     */
    static FeedSettings from(Config config, Instruments instruments, boolean demo) {
        boolean none = config.getString(PATH + "source").equals("none");
        Config feed = (demo && none
                        ? ConfigFactory.parseResources("arena-demo.conf").withFallback(config)
                        : config)
                .getConfig("arena.feed");
        List<MarketMaker.Market> markets = markets(feed, instruments);
        Source source = source(feed);
        Optional<Maker> maker = feed.getBoolean("market-maker.enabled")
                ? Optional.of(maker(feed.getConfig("market-maker"), markets, instruments))
                : Optional.empty();
        if (maker.isPresent() && source instanceof Source.None) {
            throw new IllegalArgumentException(PATH + "market-maker.enabled: a maker needs a feed, and source is none");
        }
        return new FeedSettings(
                source,
                markets,
                named(
                        "reconnection.",
                        () -> ReconnectionSettings.forMarketData().with(texts(feed, "reconnection"))),
                recording(feed),
                maker);
    }

    /** What the feed calls the instruments that it has. */
    List<String> feedSymbols() {
        return markets.stream().map(MarketMaker.Market::feedSymbol).distinct().toList();
    }

    private static List<MarketMaker.Market> markets(Config feed, Instruments instruments) {
        Map<String, String> named = texts(feed, "symbols");
        if (named.isEmpty()) {
            return instruments.all().stream()
                    .map(instrument -> new MarketMaker.Market(instrument, instrument.symbol()))
                    .toList();
        }
        List<MarketMaker.Market> markets = new ArrayList<>();
        named.forEach((symbol, feedSymbol) -> {
            Instrument instrument = instruments
                    .find(symbol)
                    .orElseThrow(() -> wrong("symbols", symbol + " is no instrument of this arena"));
            markets.add(new MarketMaker.Market(instrument, named("symbols: ", () -> Symbols.require(feedSymbol))));
        });
        return List.copyOf(markets);
    }

    private static Source source(Config feed) {
        String source = feed.getString("source");
        return switch (source) {
            case "none" -> new Source.None();
            case "simulated" -> new Source.Simulated(simulated(feed.getConfig("simulated")));
            case "recorded" -> new Source.Recorded(recorded(feed.getConfig("recorded")));
            case "kraken" -> new Source.Kraken(address(feed, "kraken.url"), stream(feed.getConfig("exchange")));
            case "coinbase" -> new Source.Coinbase(address(feed, "coinbase.url"), stream(feed.getConfig("exchange")));
            default ->
                throw wrong("source", "must be none, simulated, recorded, kraken or coinbase, not \"" + source + "\"");
        };
    }

    private static SimulatedMarketDataStream.Settings simulated(Config simulated) {
        Map<String, Double> prices = new TreeMap<>();
        texts(simulated, "prices")
                .forEach((symbol, price) -> prices.put(
                        symbol, decimal("simulated.prices." + symbol, price).doubleValue()));
        return named(
                "simulated.",
                () -> new SimulatedMarketDataStream.Settings(
                        simulated.getLong("seed"),
                        simulated.getDuration("interval"),
                        simulated.getDouble("volatility"),
                        simulated.getDouble("pull"),
                        simulated.getDouble("spread"),
                        prices,
                        simulated.getDouble("other-price")));
    }

    private static RecordedMarketDataStream.Settings recorded(Config recorded) {
        Path file = path("recorded.file", recorded.getString("file"));
        return named(
                "recorded.",
                () -> new RecordedMarketDataStream.Settings(
                        file, recorded.getDouble("speed"), recorded.getBoolean("loop")));
    }

    private static URI address(Config feed, String name) {
        String text = feed.getString(name);
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw wrong(name, "\"" + text + "\" is no address");
        }
        if (!("ws".equals(address.getScheme()) || "wss".equals(address.getScheme())) || address.getHost() == null) {
            throw wrong(name, "must be a ws:// or wss:// address, not \"" + text + "\"");
        }
        return address;
    }

    private static StreamSettings stream(Config exchange) {
        return named(
                "exchange.",
                () -> new StreamSettings(
                        exchange.getDuration("connect-timeout"),
                        exchange.getDuration("subscribe-timeout"),
                        exchange.getDuration("silence-timeout"),
                        exchange.getInt("depth"),
                        exchange.getInt("max-message-characters")));
    }

    private static Optional<Recording> recording(Config feed) {
        String text = feed.getString("recording.directory");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Path directory = path("recording.directory", text);
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw wrong(
                    "recording.directory", directory.toAbsolutePath() + " is not a directory that can be written to");
        }
        return Optional.of(new Recording(directory, feed.getBytes("recording.most-bytes")));
    }

    private static Maker maker(Config maker, List<MarketMaker.Market> markets, Instruments instruments) {
        String collective = maker.getString("collective");
        if (!Ids.isCollective(collective)) {
            throw wrong("market-maker.collective", "\"" + collective + "\" is no id of a collective");
        }
        Duration interval = positive(maker, "interval");
        QuotingSettings quoting = named(
                "market-maker.",
                () -> new QuotingSettings(
                        partsPerMillion(maker, "spread"),
                        maker.getInt("levels"),
                        partsPerMillion(maker, "level-step"),
                        atoms("market-maker.size", maker.getString("size")),
                        atoms("market-maker.inventory-limit", maker.getString("inventory-limit")),
                        partsPerMillion(maker, "skew"),
                        partsPerMillion(maker, "requote-threshold")));
        return new Maker(
                collective,
                deposits(maker, instruments),
                new MarketMaker.Settings(interval, positive(maker, "stale-after"), quoting, markets));
    }

    private static Map<String, Long> deposits(Config maker, Instruments instruments) {
        Map<String, Long> deposits = new TreeMap<>();
        texts(maker, "deposits").forEach((currency, amount) -> {
            if (!instruments.hasCurrency(currency)) {
                throw wrong("market-maker.deposits", "no instrument has the currency " + currency);
            }
            deposits.put(currency, atoms("market-maker.deposits." + currency, amount));
        });
        if (deposits.isEmpty()) {
            for (Instrument instrument : instruments.all()) {
                deposits.put(instrument.quote(), Math.multiplyExact(1_000_000, Atoms.ONE));
                deposits.putIfAbsent(instrument.base(), Math.multiplyExact(1_000, Atoms.ONE));
            }
        }
        return deposits;
    }

    /** The members of an object as texts, in the order of their names. */
    private static Map<String, String> texts(Config config, String path) {
        Map<String, String> texts = new TreeMap<>();
        config.getObject(path).unwrapped().forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    private static Duration positive(Config maker, String name) {
        Duration duration = maker.getDuration(name);
        if (duration.toMillis() < 1) {
            throw wrong("market-maker." + name, "must be 1 ms or more");
        }
        return duration;
    }

    private static long partsPerMillion(Config maker, String name) {
        try {
            return decimal("market-maker." + name, maker.getString(name))
                    .movePointRight(PARTS_PER_MILLION_DIGITS)
                    .longValueExact();
        } catch (ArithmeticException finer) {
            throw wrong("market-maker." + name, "must have at most " + PARTS_PER_MILLION_DIGITS + " decimal places");
        }
    }

    private static long atoms(String name, String text) {
        try {
            long atoms = Atoms.of(decimal(name, text));
            if (atoms >= 0) {
                return atoms;
            }
        } catch (ArithmeticException doesNotFit) {
            // said below, as for a negative one
        }
        throw wrong(name, "must be 0 or more, with at most " + Atoms.SCALE + " decimal places");
    }

    private static BigDecimal decimal(String name, String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw wrong(name, "\"" + text + "\" is no number");
        }
    }

    private static Path path(String name, String text) {
        if (text.isEmpty()) {
            throw wrong(name, "must be set");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw wrong(name, "\"" + text + "\" is no path");
        }
    }

    /** What a part of the settings says of its own members, under their whole name. */
    private static <T> T named(String prefix, Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException wrong) {
            String said = String.valueOf(wrong.getMessage());
            throw said.startsWith(PATH) ? wrong : new IllegalArgumentException(PATH + prefix + said, wrong);
        }
    }

    private static IllegalArgumentException wrong(String name, String rule) {
        return new IllegalArgumentException(PATH + name + ": " + rule);
    }
}
