package org.tradingarena.market.feed;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.Side;

/**
 * An exchange that is made up: every {@link Settings#interval} the price of each symbol takes one step ({@link SimulatedPrice}), and
 * its book, now and then a trade, and a ticker tell of it. The same seed gives the same events; a symbol's do not depend on which others
 * are subscribed. A reconnection goes on where the prices were.
 */
public final class SimulatedMarketDataStream implements MarketDataStream {
    private static final int LEVELS = 5;
    private static final int TRADE_ONE_IN = 4;

    /**
     * How prices move.
     *
     * @param interval between two steps
     * @param volatility the standard deviation of one step, relative to the price
     * @param pull how much of the way home one step takes, 0 to 1
     * @param spread between the best bid and ask, relative to the price
     * @param homes where prices begin and are drawn back to, by symbol
     * @param otherHome of symbols that have none there
     */
    public record Settings(
            long seed,
            Duration interval,
            double volatility,
            double pull,
            double spread,
            Map<String, Double> homes,
            double otherHome) {
        public Settings {
            require(interval.toMillis() >= 1, "interval", "must be 1 ms or more");
            require(volatility >= 0 && volatility <= 1, "volatility", "must be 0 to 1");
            require(pull >= 0 && pull <= 1, "pull", "must be 0 to 1");
            require(spread > 0 && spread < 1, "spread", "must be above 0 and below 1");
            homes = Map.copyOf(homes);
            homes.forEach((symbol, home) -> require(isPrice(home), "prices." + symbol, "must be a price"));
            require(isPrice(otherHome), "other-price", "must be a price");
        }

        private static boolean isPrice(double price) {
            return price > 0 && price <= 1e9;
        }

        private static void require(boolean holds, String name, String rule) {
            if (!holds) {
                throw new IllegalArgumentException(name + ": " + rule);
            }
        }
    }

    private record Market(Instrument instrument, SimulatedPrice path, Random random) {}

    private final Settings settings;
    private final Instruments instruments;
    private final Clock clock;
    private final Pause pause;
    private final Map<String, Market> known = new LinkedHashMap<>();
    private final Queue<MarketEvent> ready = new ArrayDeque<>();
    private List<Market> subscribed = List.of();
    private Instant due = Instant.MIN;
    private volatile boolean connected;

    public SimulatedMarketDataStream(Settings settings, Instruments instruments, Clock clock, Pause pause) {
        this.settings = settings;
        this.instruments = instruments;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void connect() {
        connected = true;
        subscribed = List.of();
        ready.clear();
        due = clock.instant();
    }

    @Override
    public void subscribe(List<String> symbols) throws IOException {
        if (!connected) {
            throw new IOException("not connected");
        }
        List<Market> markets = new ArrayList<>();
        for (String symbol : symbols) {
            Instrument instrument = instruments
                    .find(symbol)
                    .orElseThrow(() -> new IOException("the simulated exchange does not have " + symbol));
            markets.add(known.computeIfAbsent(symbol, any -> begin(instrument)));
        }
        subscribed = List.copyOf(markets);
    }

    private Market begin(Instrument instrument) {
        long seed = settings.seed() * 31 + instrument.symbol().hashCode();
        double home = settings.homes().getOrDefault(instrument.symbol(), settings.otherHome());
        return new Market(
                instrument, new SimulatedPrice(seed, home, settings.volatility(), settings.pull()), new Random(~seed));
    }

    @Override
    public MarketEvent nextEvent() throws InterruptedException {
        while (connected) {
            MarketEvent event = ready.poll();
            if (event != null) {
                return event;
            }
            Instant now = clock.instant();
            if (now.isBefore(due)) {
                pause.await(Duration.between(now, due));
            } else {
                due = now.plus(settings.interval());
                subscribed.forEach(market -> step(market, now));
            }
        }
        return new MarketEvent.Disconnected("the simulated exchange is closed");
    }

    private void step(Market market, Instant now) {
        Instrument instrument = market.instrument();
        long tick = instrument.tick();
        long price = market.path().next(tick);
        long half = Math.max(tick, Math.round(price * settings.spread() / 2 / tick) * tick);
        List<MarketEvent.Level> bids = new ArrayList<>();
        List<MarketEvent.Level> asks = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            long away = half + level * half;
            if (price - away > 0) {
                bids.add(level(price - away, quantity(market)));
            }
            asks.add(level(price + away, quantity(market)));
        }
        ready.add(new MarketEvent.Book(instrument.symbol(), bids, asks, now));
        BigDecimal last = Atoms.decimal(price);
        if (market.random().nextInt(TRADE_ONE_IN) == 0) {
            Side side = market.random().nextBoolean() ? Side.BUY : Side.SELL;
            ready.add(new MarketEvent.Trade(instrument.symbol(), last, Atoms.decimal(quantity(market)), side, now));
        }
        if (!bids.isEmpty()) {
            ready.add(new MarketEvent.Ticker(
                    instrument.symbol(),
                    bids.getFirst().price(),
                    asks.getFirst().price(),
                    last,
                    now));
        }
    }

    private static MarketEvent.Level level(long price, long quantity) {
        return new MarketEvent.Level(Atoms.decimal(price), Atoms.decimal(quantity));
    }

    private static long quantity(Market market) {
        return market.instrument().minimumQuantity()
                + market.instrument().lot() * market.random().nextInt(1000);
    }

    @Override
    public String exchangeName() {
        return "simulated";
    }

    @Override
    public void close() {
        connected = false;
        pause.wake();
    }
}
