package org.tradingarena.market.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the feed of this node says and how it stands, for everybody on the node who wants to read it: makers, metrics. Thread-safe; who
 * reads never waits, and however fast events come they take no room.
 */
public final class FeedBoard {
    private final Clock clock;
    private final AtomicReference<FeedPrices> prices = new AtomicReference<>(FeedPrices.NONE);
    private final AtomicReference<@Nullable StreamState> stream = new AtomicReference<>();
    private final LongAdder events = new LongAdder();
    private final LongAdder reconnections = new LongAdder();
    private final LongAdder withdrawals = new LongAdder();
    private final AtomicInteger liveQuotes = new AtomicInteger();
    private volatile boolean retired;

    /** Nothing is known yet. */
    public FeedBoard(Clock clock) {
        this.clock = clock;
    }

    void onEvent(MarketEvent event) {
        Instant now = clock.instant();
        prices.updateAndGet(before -> before.with(event, now));
        events.increment();
    }

    void onState(StreamState now) {
        StreamState before = stream.getAndSet(now);
        if (!now.isConnected()) {
            prices.updateAndGet(FeedPrices::withoutConnection);
        } else if (before != null && now.reconnections() > before.reconnections()) {
            reconnections.increment();
        }
    }

    /** Nobody pulls the feed any more. */
    void onEnded() {
        stream.set(null);
        prices.updateAndGet(FeedPrices::withoutConnection);
    }

    void onWithdrawn() {
        withdrawals.increment();
    }

    void onQuotes(int live) {
        liveQuotes.set(live);
    }

    private FeedPrices prices() {
        return Objects.requireNonNull(prices.get());
    }

    /** From now on there are no prices: the node is about to stop, and who quotes by them takes its quotes back. */
    public void retire() {
        retired = true;
    }

    /** The feed's price of a symbol, in atoms; empty if it is not known or stale. */
    public OptionalLong price(String symbol, Duration staleAfter) {
        return retired ? OptionalLong.empty() : prices().price(symbol, clock.instant(), staleAfter);
    }

    /** Where the stream stands; null while no feed runs on this node. */
    public @Nullable StreamState stream() {
        return stream.get();
    }

    /** How long ago the newest event came; null before the first. */
    public @Nullable Duration sinceLastEvent() {
        Instant last = prices().lastEvent();
        return last == null ? null : Duration.between(last, clock.instant());
    }

    /** Events that came. */
    public long events() {
        return events.sum();
    }

    /** How often the feed came back. */
    public long reconnections() {
        return reconnections.sum();
    }

    /** How often a maker took its quotes of a symbol back because the price was stale. */
    public long withdrawals() {
        return withdrawals.sum();
    }

    /** The maker's orders that can trade, as it last knew. */
    public int liveQuotes() {
        return liveQuotes.get();
    }
}
