package org.tradingarena.market;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.MarketWriter;

/** How market data looks on the wire (protocol sections 7 and 8). */
final class MarketJson {
    private MarketJson() {}

    /** A message of a symbol's chain. */
    static String update(String symbol, String epoch, MarketUpdate update) {
        return message(symbol, epoch, update.seq(), update.seq() - 1, null, update);
    }

    /** The same with a jump in the chain before it. */
    static String conflated(String symbol, String epoch, long prevSeq, MarketUpdate update) {
        return message(symbol, epoch, update.seq(), prevSeq, true, update);
    }

    /**
     * The whole top of a book.
     *
     * @param isConflated whether it stands in for messages that this subscriber does not get
     */
    static String snapshot(MarketView view, boolean isConflated) {
        return MarketWriter.message(
                "book_snapshot",
                view.symbol(),
                view.epoch(),
                view.seq(),
                Math.max(0, view.seq() - 1),
                isConflated ? Boolean.TRUE : null,
                levels(view.top()),
                view.at());
    }

    /**
     * Trades that a subscriber does not get one by one.
     *
     * @param prevSeq what the subscriber got last
     * @param trades oldest first; never none
     * @param isComplete whether these are all that it did not get
     */
    static String tradeSummary(
            String symbol, String epoch, long prevSeq, List<MarketUpdate.Traded> trades, boolean isComplete) {
        MarketUpdate.Traded newest = trades.getLast();
        return MarketWriter.message(
                "trade_summary",
                symbol,
                epoch,
                newest.seq(),
                prevSeq,
                true,
                summary(trades.stream().map(MarketUpdate.Traded::trade).toList(), isComplete),
                newest.at());
    }

    /** A trade as {@code get_trades} lists it. */
    static JsonBody listed(MarketTrade trade) {
        return trade(trade).and(json -> json.time("timestamp", trade.at()));
    }

    /** A candle as {@code get_candles} lists it. */
    static JsonBody candle(Candle candle) {
        return json -> json.time("start", candle.start())
                .amount("open", candle.open())
                .amount("high", candle.high())
                .amount("low", candle.low())
                .amount("close", candle.close())
                .amount("volume", candle.volume())
                .integer("trades", candle.trades());
    }

    /** The levels of a book, or of a change. */
    static JsonBody levels(TopOfBook top) {
        return json -> json.levels("bids", top.bids()).levels("asks", top.asks());
    }

    private static String message(
            String symbol, String epoch, long seq, long prevSeq, @Nullable Boolean conflated, MarketUpdate update) {
        Instant at = update.at();
        return switch (update) {
            case MarketUpdate.Traded traded ->
                MarketWriter.message("trade", symbol, epoch, seq, prevSeq, conflated, trade(traded.trade()), at);
            case MarketUpdate.BookMoved moved ->
                MarketWriter.message("book_delta", symbol, epoch, seq, prevSeq, conflated, delta(moved), at);
            case MarketUpdate.TickerMoved moved ->
                MarketWriter.message("ticker", symbol, epoch, seq, prevSeq, conflated, ticker(moved.ticker()), at);
        };
    }

    private static JsonBody trade(MarketTrade trade) {
        return json -> json.text("trade_id", trade.tradeId())
                .amount("price", trade.price())
                .amount("quantity", trade.quantity())
                .word("taker_side", trade.takerSide());
    }

    private static JsonBody delta(MarketUpdate.BookMoved moved) {
        return levels(moved.changes()).and(json -> json.integer("checksum", moved.checksum()));
    }

    private static JsonBody ticker(Ticker ticker) {
        return json -> json.amount("last", price(ticker.last()))
                .amount("bid", price(ticker.bid()))
                .amount("ask", price(ticker.ask()))
                .amount("volume_24h", ticker.volume())
                .amount("change_24h", ticker.change());
    }

    private static JsonBody summary(List<MarketTrade> trades, boolean isComplete) {
        Candle total = Candle.of(trades.getFirst());
        for (MarketTrade trade : trades.subList(1, trades.size())) {
            total = total.and(Candle.of(trade));
        }
        Candle sum = total;
        return json -> json.integer("trades", sum.trades())
                .text("first_trade_id", trades.getFirst().tradeId())
                .text("last_trade_id", trades.getLast().tradeId())
                .amount("open", sum.open())
                .amount("high", sum.high())
                .amount("low", sum.low())
                .amount("close", sum.close())
                .amount("volume", sum.volume())
                .flag("complete", isComplete);
    }

    private static OptionalLong price(long price) {
        return price == 0 ? OptionalLong.empty() : OptionalLong.of(price);
    }
}
