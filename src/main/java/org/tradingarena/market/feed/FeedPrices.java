package org.tradingarena.market.feed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.tradingarena.domain.Atoms;

/**
 * What is known of prices elsewhere: the middle of the best bid and ask of each symbol, in {@link Atoms}; a value, folded from events.
 *
 * <p>While the connection holds, every event says that it lives, so the price of a quiet symbol is as fresh as the newest event of any.
 * What was known when the connection was lost grows old from the last event before, until that symbol is heard of again.
 *
 * @param lastEvent when the newest event arrived; null before the first
 */
public record FeedPrices(
        PMap<String, Price> bySymbol, @Nullable Instant lastEvent) {
    /** Nothing is known. */
    public static final FeedPrices NONE = new FeedPrices(HashTreePMap.empty(), null);

    /** More digits than any market has: such a number is not calculated with. */
    private static final int MOST_DIGITS = 40;

    /**
     * A price.
     *
     * @param heldUntil the last event of the connection that it came with; null while that connection holds
     */
    public record Price(long atoms, @Nullable Instant heldUntil) {}

    /** After an event that arrived now. */
    public FeedPrices with(MarketEvent event, Instant now) {
        return switch (event) {
            case MarketEvent.Book book -> moved(book.symbol(), middle(book), now);
            case MarketEvent.Ticker ticker -> moved(ticker, now);
            case MarketEvent.Trade trade -> new FeedPrices(bySymbol, now);
            case MarketEvent.Disconnected disconnected -> withoutConnection();
        };
    }

    /** After the connection was lost. */
    public FeedPrices withoutConnection() {
        PMap<String, Price> held = bySymbol;
        for (var entry : bySymbol.entrySet()) {
            if (entry.getValue().heldUntil() == null) {
                held = held.plus(entry.getKey(), new Price(entry.getValue().atoms(), lastEvent));
            }
        }
        return new FeedPrices(held, lastEvent);
    }

    /** The price of a symbol; empty if it is not known, or was last known to hold longer ago than this. */
    public OptionalLong price(String symbol, Instant now, Duration staleAfter) {
        Price price = bySymbol.get(symbol);
        if (price == null) {
            return OptionalLong.empty();
        }
        Instant held = price.heldUntil() == null ? lastEvent : price.heldUntil();
        return held == null || held.plus(staleAfter).isBefore(now)
                ? OptionalLong.empty()
                : OptionalLong.of(price.atoms());
    }

    /** A book without two sides has no price to quote around. */
    private FeedPrices moved(String symbol, OptionalLong price, Instant now) {
        return new FeedPrices(
                price.isEmpty() ? bySymbol.minus(symbol) : bySymbol.plus(symbol, new Price(price.getAsLong(), null)),
                now);
    }

    /** A ticker's best prices may be a moment older than the book: without two sides it changes nothing. */
    private FeedPrices moved(MarketEvent.Ticker ticker, Instant now) {
        OptionalLong price = middle(ticker.bid(), ticker.ask());
        return price.isEmpty() ? new FeedPrices(bySymbol, now) : moved(ticker.symbol(), price, now);
    }

    private static OptionalLong middle(MarketEvent.Book book) {
        List<MarketEvent.Level> bids = book.bids();
        List<MarketEvent.Level> asks = book.asks();
        return bids.isEmpty() || asks.isEmpty()
                ? OptionalLong.empty()
                : middle(bids.getFirst().price(), asks.getFirst().price());
    }

    private static OptionalLong middle(BigDecimal bid, BigDecimal ask) {
        if (isUnreasonable(bid) || isUnreasonable(ask) || bid.signum() <= 0 || bid.compareTo(ask) >= 0) {
            return OptionalLong.empty();
        }
        BigDecimal middle = bid.add(ask).divide(BigDecimal.TWO, Atoms.SCALE, RoundingMode.HALF_EVEN);
        try {
            long atoms = Atoms.of(middle);
            return atoms > 0 ? OptionalLong.of(atoms) : OptionalLong.empty();
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    private static boolean isUnreasonable(BigDecimal price) {
        return price.precision() > MOST_DIGITS || Math.abs(price.scale()) > MOST_DIGITS;
    }
}
