package org.tradingarena.market;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.tradingarena.protocol.Marks;

/** The newest view of each market, for everybody on this node who wants to read it. Thread-safe; a reader never waits. */
public final class MarketBoard {
    private final Map<String, MarketView> views = new ConcurrentHashMap<>();

    void publish(MarketView view) {
        views.put(view.symbol(), view);
    }

    /** The market of a symbol; empty until its book has been heard of. */
    public Optional<MarketView> view(String symbol) {
        return Optional.ofNullable(views.get(symbol));
    }

    /** The prices at which to value portfolios; see {@link Ticker#mark()}. They move on as the markets do. */
    public Marks marks() {
        return this::mark;
    }

    private OptionalLong mark(String symbol) {
        MarketView view = views.get(symbol);
        return view == null ? OptionalLong.empty() : view.ticker().mark();
    }
}
