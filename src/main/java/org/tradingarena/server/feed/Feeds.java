package org.tradingarena.server.feed;

import java.io.IOException;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.feed.FeedSource;
import org.tradingarena.market.feed.MarketDataStream;
import org.tradingarena.market.feed.Pause;
import org.tradingarena.market.feed.ReconnectingMarketDataStream;
import org.tradingarena.market.feed.RecordedMarketDataStream;
import org.tradingarena.market.feed.RecordingMarketDataStream;
import org.tradingarena.market.feed.SimulatedMarketDataStream;
import org.tradingarena.market.feed.coinbase.CoinbaseStream;
import org.tradingarena.market.feed.kraken.KrakenStream;

/** Makes the feed that the settings name. */
final class Feeds {
    private final FeedSettings settings;
    private final Instruments instruments;
    private final Clock clock;
    private final DoubleSupplier chance;

    Feeds(FeedSettings settings, Instruments instruments, Clock clock, DoubleSupplier chance) {
        this.settings = settings;
        this.instruments = instruments;
        this.clock = clock;
        this.chance = chance;
    }

    /** Throws {@link IllegalArgumentException}, naming the setting, if the feed cannot be what the settings say. */
    void check() {
        if (settings.source() instanceof FeedSettings.Source.Recorded recorded) {
            try {
                RecordedMarketDataStream.check(recorded.settings().file());
            } catch (IOException unreadable) {
                throw new IllegalArgumentException("arena.feed.recorded.file: " + unreadable.getMessage(), unreadable);
            }
        }
        if (settings.source() instanceof FeedSettings.Source.Simulated) {
            for (String symbol : settings.feedSymbols()) {
                if (instruments.find(symbol).isEmpty()) {
                    throw new IllegalArgumentException(
                            "arena.feed.symbols: the simulated feed has this arena's instruments, not " + symbol);
                }
            }
        }
    }

    /** The feed, not connected yet, as it comes back by itself. */
    FeedSource source() {
        return listener -> new ReconnectingMarketDataStream(
                recorded(stream()), settings.reconnection(), clock, chance, Pause.ofThread(), listener);
    }

    /** Inside of the reconnection, so that a recording tells of losses too. */
    private MarketDataStream recorded(MarketDataStream stream) {
        return settings.recording()
                .<MarketDataStream>map(recording ->
                        new RecordingMarketDataStream(stream, recording.directory(), recording.mostBytes(), clock))
                .orElse(stream);
    }

    private MarketDataStream stream() {
        return switch (settings.source()) {
            case FeedSettings.Source.None none -> throw new IllegalStateException("there is no feed");
            case FeedSettings.Source.Simulated simulated ->
                new SimulatedMarketDataStream(simulated.settings(), instruments, clock, Pause.ofThread());
            case FeedSettings.Source.Recorded recorded ->
                new RecordedMarketDataStream(recorded.settings(), clock, Pause.ofThread());
            case FeedSettings.Source.Kraken kraken -> new KrakenStream(kraken.address(), kraken.settings(), clock);
            case FeedSettings.Source.Coinbase coinbase ->
                new CoinbaseStream(coinbase.address(), coinbase.settings(), clock);
        };
    }
}
