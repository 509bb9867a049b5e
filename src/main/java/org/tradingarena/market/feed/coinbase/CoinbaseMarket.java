package org.tradingarena.market.feed.coinbase;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Level;
import org.tradingarena.market.feed.coinbase.CoinbaseConversation.Check;
import org.tradingarena.market.feed.socket.LevelBook;
import org.tradingarena.market.feed.socket.Loss;
import org.tradingarena.market.feed.socket.LossException;
import org.tradingarena.market.feed.socket.Members;
import org.tradingarena.market.feed.socket.TradeNumbers;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonText;

/**
 * One product of Coinbase as one connection knows it. The whole book is kept, since the exchange does not send a level again that comes
 * back into the depth: at most {@value #MOST_LEVELS} levels a side, and the connection is lost with the next one.
 */
final class CoinbaseMarket {
    private static final int MOST_LEVELS = 200_000;

    private final int depth;
    private final Set<Check> checks;
    private final TradeNumbers tradeNumbers;
    private LevelBook book;
    private boolean hasSnapshot;
    private long tickerSequence = -1;

    CoinbaseMarket(String symbol, int depth, Set<Check> checks) {
        this.depth = depth;
        this.checks = checks;
        this.tradeNumbers = new TradeNumbers(symbol);
        this.book = new LevelBook(symbol);
    }

    /** The whole book: {@code bids} and {@code asks} of {@code [price, size]}. */
    MarketEvent snapshot(Fields message, Instant arrival) throws LossException {
        book = new LevelBook(book.symbol());
        hasSnapshot = true;
        for (Json level : Members.array(message, "bids")) {
            set(message, "bids", Side.BUY, items(message, "bids", level, 2));
        }
        for (Json level : Members.array(message, "asks")) {
            set(message, "asks", Side.SELL, items(message, "asks", level, 2));
        }
        return event(message, arrival);
    }

    /** Changes of the book, in order: {@code changes} of {@code [side, price, size]}, where a size of zero removes the level. */
    MarketEvent change(Fields message, Instant arrival) throws LossException {
        if (!hasSnapshot) {
            throw new LossException(Loss.Kind.GAP, book.symbol() + ": a change of the book came before its snapshot");
        }
        for (Json change : Members.array(message, "changes")) {
            List<Json> items = items(message, "changes", change, 3);
            set(message, "changes", side(message, items.getFirst()), items.subList(1, items.size()));
        }
        return event(message, arrival);
    }

    /** A trade; none if it came already. {@code side} is the maker's. */
    Optional<MarketEvent> trade(Fields message, Instant arrival) throws LossException {
        MarketEvent trade = new MarketEvent.Trade(
                book.symbol(),
                Members.positive(message, "price"),
                Members.positive(message, "size"),
                message.requireWord("side", Side.class).opposite(),
                Members.time(message, "time", arrival));
        long number = tradeNumber(message);
        if (!checks.contains(Check.TRADE_NUMBERS)) {
            tradeNumbers.begin(number);
            return Optional.of(trade);
        }
        return tradeNumbers.isNext(number) ? Optional.of(trade) : Optional.empty();
    }

    /** The newest trade before the subscription. */
    void lastTrade(Fields message) {
        tradeNumbers.begin(tradeNumber(message));
    }

    /** How far the trades have got. */
    void heartbeat(Fields message) throws LossException {
        long number = Members.number(message, "last_trade_id");
        if (checks.contains(Check.HEARTBEATS)) {
            tradeNumbers.announce(number);
        }
    }

    /** The best prices; none if it is older than the one before, or while there is no bid, no ask or no trade. */
    Optional<MarketEvent> ticker(Fields message, Instant arrival) {
        BigDecimal bid = Members.decimal(message, "best_bid");
        BigDecimal ask = Members.decimal(message, "best_ask");
        BigDecimal last = Members.decimal(message, "price");
        long sequence = Members.number(message, "sequence");
        if (sequence <= tickerSequence || bid.signum() == 0 || ask.signum() == 0 || last.signum() == 0) {
            return Optional.empty();
        }
        tickerSequence = sequence;
        return Optional.of(
                new MarketEvent.Ticker(book.symbol(), bid, ask, last, Members.time(message, "time", arrival)));
    }

    private static long tradeNumber(Fields message) {
        return Members.number(message, "trade_id");
    }

    private MarketEvent event(Fields message, Instant arrival) throws LossException {
        if (book.isCrossed() && checks.contains(Check.CROSSED_BOOK)) {
            throw new LossException(Loss.Kind.CROSSED_BOOK, book.symbol() + ": the best bid is not below the best ask");
        }
        if (book.size() > MOST_LEVELS) {
            throw new LossException(
                    Loss.Kind.TOO_LARGE, book.symbol() + ": more than " + MOST_LEVELS + " levels a side");
        }
        return book.event(depth, Members.time(message, "time", arrival));
    }

    private void set(Fields message, String name, Side side, List<Json> level) {
        BigDecimal price = Members.positive(message, name, level.getFirst());
        book.set(side, new Level(price, Members.decimal(message, name, level.getLast())));
    }

    private static List<Json> items(Fields message, String name, Json value, int count) {
        if (value instanceof JsonArray(List<Json> items) && items.size() == count) {
            return items;
        }
        throw message.invalid(name, "must be arrays of " + count);
    }

    private static Side side(Fields message, Json value) {
        return switch (value) {
            case JsonText(String side) when side.equals("buy") -> Side.BUY;
            case JsonText(String side) when side.equals("sell") -> Side.SELL;
            default -> throw message.invalid("changes", "must begin with buy or sell");
        };
    }
}
