package org.tradingarena.gateway.socket;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Instruments;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.market.MarketQueries;
import org.tradingarena.market.MarketView;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;

/** Answers what everybody may know, for sockets and HTTP alike (protocol sections 7 and 10); from any thread. */
public final class MarketAnswers {
    private static final long RETRY_MILLIS = 1000;

    /** An answer: the response's type and data. */
    public record Answer(String type, JsonBody data) {}

    private final Instruments instruments;
    private final MarketBoard board;
    private final Supplier<JsonBody> leaderboard;

    /** Answers from these. */
    public MarketAnswers(Instruments instruments, MarketBoard board, Supplier<JsonBody> leaderboard) {
        this.instruments = instruments;
        this.board = board;
        this.leaderboard = leaderboard;
    }

    /**
     * The answer to a request about markets; null if it is about something else. Throws {@link ProtocolException}.
     *
     * @param symbolField the name of the field that an unknown symbol stands in
     */
    public @Nullable Answer answer(Request request, String symbolField) {
        return switch (request) {
            case Request.GetInstruments get -> new Answer("instruments", MarketQueries.instruments(instruments.all()));
            case Request.GetLeaderboard get -> new Answer("leaderboard", leaderboard.get());
            case Request.GetOrderBook get ->
                new Answer("order_book", MarketQueries.orderBook(view(get.symbol(), symbolField), get.depth()));
            case Request.GetTrades get ->
                new Answer("trades", MarketQueries.trades(view(get.symbol(), symbolField), get.limit()));
            case Request.GetCandles get ->
                new Answer(
                        "candles", MarketQueries.candles(view(get.symbol(), symbolField), get.interval(), get.limit()));
            default -> null;
        };
    }

    private MarketView view(String symbol, String symbolField) {
        if (instruments.find(symbol).isEmpty()) {
            throw new ProtocolException(
                    ArenaError.field(ErrorCode.INVALID_SYMBOL, symbolField, "There is no instrument " + symbol));
        }
        return board.view(symbol)
                .orElseThrow(() -> new ProtocolException(ArenaError.retryAfter(
                        ErrorCode.OVERLOADED, "The market of " + symbol + " is still starting", RETRY_MILLIS)));
    }
}
