package org.tradingarena.market.feed.kraken;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Level;
import org.tradingarena.market.feed.kraken.KrakenConversation.Check;
import org.tradingarena.market.feed.socket.LevelBook;
import org.tradingarena.market.feed.socket.Loss;
import org.tradingarena.market.feed.socket.LossException;
import org.tradingarena.market.feed.socket.Members;
import org.tradingarena.market.feed.socket.TradeNumbers;
import org.tradingarena.protocol.Fields;

/** One market of Kraken as one connection knows it. The book has at most as many levels a side as were subscribed. */
final class KrakenMarket {
    private static final long GREATEST_CHECKSUM = (1L << 32) - 1;

    private final int depth;
    private final Set<Check> checks;
    private final TradeNumbers tradeNumbers;
    private LevelBook book;
    private boolean hasSnapshot;

    KrakenMarket(String symbol, int depth, Set<Check> checks) {
        this.depth = depth;
        this.checks = checks;
        this.tradeNumbers = new TradeNumbers(symbol);
        this.book = new LevelBook(symbol);
    }

    /** A snapshot of the book or a change of it, verified. */
    MarketEvent book(Fields data, boolean snapshot, Instant arrival) throws LossException {
        if (snapshot) {
            book = new LevelBook(book.symbol());
            hasSnapshot = true;
        } else if (!hasSnapshot) {
            throw new LossException(Loss.Kind.GAP, book.symbol() + ": a change of the book came before its snapshot");
        }
        apply(data, "bids", Side.BUY);
        apply(data, "asks", Side.SELL);
        // Kraken does not say when a level leaves the subscribed depth.
        book.truncate(depth);
        verify(data.requireInteger("checksum", 0, GREATEST_CHECKSUM));
        return book.event(depth, Members.time(data, "timestamp", arrival));
    }

    /** A trade; none if it is from before the subscription or came already. */
    Optional<MarketEvent> trade(Fields data, boolean snapshot, Instant arrival) throws LossException {
        MarketEvent trade = new MarketEvent.Trade(
                book.symbol(),
                Members.positive(data, "price"),
                Members.positive(data, "qty"),
                data.requireWord("side", Side.class),
                Members.time(data, "timestamp", arrival));
        long number = tradeNumber(data);
        if (snapshot || !checks.contains(Check.TRADE_NUMBERS)) {
            tradeNumbers.begin(number);
            return snapshot ? Optional.empty() : Optional.of(trade);
        }
        return tradeNumbers.isNext(number) ? Optional.of(trade) : Optional.empty();
    }

    /** The best prices; none while there is no bid, no ask or no trade. */
    Optional<MarketEvent> ticker(Fields data, Instant arrival) {
        BigDecimal bid = Members.decimal(data, "bid");
        BigDecimal ask = Members.decimal(data, "ask");
        BigDecimal last = Members.decimal(data, "last");
        if (bid.signum() == 0 || ask.signum() == 0 || last.signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new MarketEvent.Ticker(book.symbol(), bid, ask, last, Members.time(data, "timestamp", arrival)));
    }

    static long tradeNumber(Fields data) {
        return Members.number(data, "trade_id");
    }

    private void apply(Fields data, String name, Side side) {
        for (Fields level : Members.objects(data, name)) {
            book.set(side, new Level(Members.positive(level, "price"), Members.decimal(level, "qty")));
        }
    }

    private void verify(long expected) throws LossException {
        long actual = KrakenChecksum.of(book);
        if (actual != expected && checks.contains(Check.CHECKSUM)) {
            throw new LossException(
                    Loss.Kind.CHECKSUM,
                    book.symbol() + ": the exchange's book has " + expected + ", the one kept here " + actual);
        }
    }
}
