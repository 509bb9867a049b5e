package org.tradingarena.cli.bots;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tradingarena.cli.market.Levels;
import org.tradingarena.cli.market.Market;
import org.tradingarena.client.ArenaListener;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.protocol.ServerMessage.MarketData;

/** The books as a bot's client hears of them. Written by the client's thread, read by the bot's. */
final class MarketView implements ArenaListener {
    private final Map<String, Market> markets = new ConcurrentHashMap<>();

    @Override
    public void onMarket(MarketData message) {
        markets.merge(message.symbol(), Market.UNKNOWN.after(message), (known, first) -> known.after(message));
    }

    /** Bids, best first, in atoms. */
    List<PriceLevel> bids(String symbol) {
        return levels(of(symbol).bids());
    }

    /** Asks, best first, in atoms. */
    List<PriceLevel> asks(String symbol) {
        return levels(of(symbol).asks());
    }

    private Market of(String symbol) {
        return markets.getOrDefault(symbol, Market.UNKNOWN);
    }

    private static List<PriceLevel> levels(Levels levels) {
        return levels.byPrice().entrySet().stream()
                .map(level -> new PriceLevel(atoms(level.getKey()), atoms(level.getValue())))
                .toList();
    }

    private static long atoms(BigDecimal value) {
        return Atoms.of(value);
    }
}
