package org.tradingarena.market.feed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.MarketEvent.Level;

/** Events as tests need them. */
final class MarketEvents {
    static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

    private MarketEvents() {}

    static MarketEvent.Book book(String symbol, String bid, String ask) {
        return new MarketEvent.Book(symbol, List.of(level(bid, "1.5")), List.of(level(ask, "2")), AT);
    }

    static Level level(String price, String quantity) {
        return new Level(new BigDecimal(price), new BigDecimal(quantity));
    }

    static MarketEvent.Ticker ticker(String symbol, String bid, String ask) {
        return new MarketEvent.Ticker(symbol, new BigDecimal(bid), new BigDecimal(ask), new BigDecimal(bid), AT);
    }

    static MarketEvent.Trade trade(String symbol, String price) {
        return new MarketEvent.Trade(symbol, new BigDecimal(price), new BigDecimal("0.25"), Side.SELL, AT);
    }

    static MarketEvent.Disconnected lost(String reason) {
        return new MarketEvent.Disconnected(reason);
    }
}
