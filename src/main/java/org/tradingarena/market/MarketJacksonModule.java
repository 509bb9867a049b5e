package org.tradingarena.market;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.domain.BookChange;
import org.tradingarena.domain.PriceLevel;

/**
 * How the things of a book are named in the journal, in snapshots and between nodes: by stable words, so that classes may move. A word,
 * once journaled, is never changed or used for something else. What there are many of is stored as arrays: new components go to their end.
 * Instructions, which collectives journal, have their words from the collective's module.
 */
public final class MarketJacksonModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    public MarketJacksonModule() {
        super("arena-market");
        setMixInAnnotation(BookEvent.class, Events.class);
        setMixInAnnotation(BookChange.class, Changes.class);
        setMixInAnnotation(Outcome.class, Outcomes.class);
        setMixInAnnotation(MarketUpdate.class, Updates.class);
        setMixInAnnotation(PriceLevel.class, Levels.class);
        setMixInAnnotation(MarketTrade.class, Trades.class);
        setMixInAnnotation(Candle.class, Candles.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = BookEvent.BookListed.class, name = "book_listed"),
        @JsonSubTypes.Type(value = BookEvent.InstructionProcessed.class, name = "instruction_processed"),
        @JsonSubTypes.Type(value = BookEvent.ReportsConfirmed.class, name = "reports_confirmed")
    })
    private interface Events {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = BookChange.Traded.class, name = "traded"),
        @JsonSubTypes.Type(value = BookChange.Rested.class, name = "rested"),
        @JsonSubTypes.Type(value = BookChange.Cancelled.class, name = "cancelled"),
        @JsonSubTypes.Type(value = BookChange.Rejected.class, name = "rejected"),
        @JsonSubTypes.Type(value = BookChange.Amended.class, name = "amended"),
        @JsonSubTypes.Type(value = BookChange.AmendRejected.class, name = "amend_rejected"),
        @JsonSubTypes.Type(value = BookChange.CancelRejected.class, name = "cancel_rejected")
    })
    private interface Changes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Filled.class, name = "filled"),
        @JsonSubTypes.Type(value = Outcome.Opened.class, name = "opened"),
        @JsonSubTypes.Type(value = Outcome.Cancelled.class, name = "cancelled"),
        @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected"),
        @JsonSubTypes.Type(value = Outcome.Amended.class, name = "amended"),
        @JsonSubTypes.Type(value = Outcome.AmendRejected.class, name = "amend_rejected"),
        @JsonSubTypes.Type(value = Outcome.CancelRejected.class, name = "cancel_rejected")
    })
    private interface Outcomes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = MarketUpdate.Traded.class, name = "trade"),
        @JsonSubTypes.Type(value = MarketUpdate.BookMoved.class, name = "book_delta"),
        @JsonSubTypes.Type(value = MarketUpdate.TickerMoved.class, name = "ticker")
    })
    private interface Updates {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"price", "quantity"})
    private interface Levels {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"tradeId", "price", "quantity", "takerSide", "at"})
    private interface Trades {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"minute", "open", "high", "low", "close", "volume", "trades"})
    private interface Candles {}
}
