package org.tradingarena.market;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Resume.MarketPosition;

/**
 * One symbol's market as a hub hears of it: the newest view, and the newest messages for those who come back. It follows the book as long
 * as the numbers have no hole; after one it waits for a snapshot. Belongs to one hub.
 */
final class MarketTape {
    /** What a word of the book means for the subscribers. */
    sealed interface Heard {
        /** Nothing. */
        record Nothing() implements Heard {}

        /** New messages, in order. */
        record News(List<Frame> frames) implements Heard {}

        /** The market begins anew: everybody needs a snapshot. */
        record Anew() implements Heard {}

        /** Something was lost: the book must be asked for a snapshot. */
        record Hole() implements Heard {}
    }

    /** A message whose text is made when the first one wants it, and then shared. */
    final class Frame {
        private final MarketUpdate update;
        private final String epoch;
        private @Nullable String text;

        private Frame(MarketUpdate update, String epoch) {
            this.update = update;
            this.epoch = epoch;
        }

        String text() {
            String made = text;
            if (made == null) {
                made = MarketJson.update(symbol, epoch, update);
                text = made;
            }
            return made;
        }
    }

    private final String symbol;
    private final int capacity;
    private final Deque<Frame> newest = new ArrayDeque<>();
    private final Map<Boolean, String> snapshotTexts = new HashMap<>();
    private MarketSummary summary = MarketSummary.EMPTY;
    private MarketView view;
    private boolean follows;

    /**
     * The tape of a symbol before its book has said anything.
     *
     * @param capacity how many messages are kept
     */
    MarketTape(String symbol, int capacity) {
        this.symbol = symbol;
        this.capacity = capacity;
        this.view = view("", 0, TopOfBook.EMPTY, Ticker.EMPTY, Instant.EPOCH);
    }

    /** Whether the view is the book's, without a hole. */
    boolean follows() {
        return follows;
    }

    MarketView view() {
        return view;
    }

    /** Takes in what the book says. */
    Heard hear(MarketFeed feed) {
        return switch (feed) {
            case MarketFeed.Snapshot snapshot -> onSnapshot(snapshot);
            case MarketFeed.Updates updates -> follows ? onUpdates(updates) : new Heard.Nothing();
            case MarketFeed.Head head -> follows ? onHead(head) : new Heard.Nothing();
        };
    }

    private Heard onSnapshot(MarketFeed.Snapshot snapshot) {
        if (follows && view.epoch().equals(snapshot.epoch()) && view.seq() == snapshot.seq()) {
            return new Heard.Nothing();
        }
        summary = MarketSummary.of(snapshot.history());
        newest.clear();
        follows = true;
        Ticker ticker = new MarketState(snapshot.seq(), snapshot.top(), summary).ticker();
        show(view(snapshot.epoch(), snapshot.seq(), snapshot.top(), ticker, snapshot.at()));
        return new Heard.Anew();
    }

    private Heard onUpdates(MarketFeed.Updates updates) {
        List<MarketUpdate> unknown = updates.updates().stream()
                .filter(update -> update.seq() > view.seq())
                .toList();
        boolean isOther = !updates.epoch().equals(view.epoch());
        if (isOther || (!unknown.isEmpty() && unknown.getFirst().seq() != view.seq() + 1)) {
            follows = false;
            return new Heard.Hole();
        }
        return unknown.isEmpty() ? new Heard.Nothing() : taken(unknown);
    }

    private Heard onHead(MarketFeed.Head head) {
        if (head.epoch().equals(view.epoch()) && head.seq() == view.seq()) {
            return new Heard.Nothing();
        }
        follows = false;
        return new Heard.Hole();
    }

    private Heard taken(List<MarketUpdate> updates) {
        TopOfBook top = view.top();
        Ticker ticker = view.ticker();
        List<Frame> frames = new ArrayList<>(updates.size());
        for (MarketUpdate update : updates) {
            switch (update) {
                case MarketUpdate.Traded traded ->
                    summary = summary.at(traded.at()).plus(traded.trade());
                case MarketUpdate.BookMoved moved -> top = top.with(moved.changes());
                case MarketUpdate.TickerMoved moved -> ticker = moved.ticker();
            }
            frames.add(keep(new Frame(update, view.epoch())));
        }
        show(view(
                view.epoch(),
                updates.getLast().seq(),
                top,
                ticker,
                updates.getLast().at()));
        return new Heard.News(frames);
    }

    private Frame keep(Frame frame) {
        if (newest.size() == capacity) {
            newest.removeFirst();
        }
        newest.addLast(frame);
        return frame;
    }

    /** What somebody missed since a position; empty if that cannot be told. */
    Optional<List<Frame>> since(MarketPosition position) {
        boolean isKnown = position.epoch().equals(view.epoch())
                && position.seq() <= view.seq()
                && position.seq() >= view.seq() - newest.size();
        return isKnown ? Optional.of(after(position.seq())) : Optional.empty();
    }

    /** The text of a {@code book_snapshot}. */
    String snapshot(boolean isConflated) {
        return snapshotTexts.computeIfAbsent(isConflated, conflated -> MarketJson.snapshot(view, conflated));
    }

    /** What happened after a number in short: trades summed up, the newest ticker, a snapshot. */
    List<String> inShort(long after) {
        List<String> texts = new ArrayList<>();
        if (after >= 0 && after < view.seq()) {
            List<Frame> missed = after(after);
            boolean isComplete = missed.size() == view.seq() - after;
            long said = after;
            List<MarketUpdate.Traded> trades = all(MarketUpdate.Traded.class, missed);
            if (!trades.isEmpty()) {
                texts.add(MarketJson.tradeSummary(symbol, view.epoch(), said, trades, isComplete));
                said = trades.getLast().seq();
            }
            List<MarketUpdate.TickerMoved> tickers = all(MarketUpdate.TickerMoved.class, missed);
            if (!tickers.isEmpty()) {
                texts.add(MarketJson.conflated(symbol, view.epoch(), said, tickers.getLast()));
            }
        }
        texts.add(snapshot(true));
        return texts;
    }

    private List<Frame> after(long seq) {
        return newest.stream().filter(frame -> frame.update.seq() > seq).toList();
    }

    private static <U extends MarketUpdate> List<U> all(Class<U> kind, List<Frame> frames) {
        return frames.stream()
                .map(frame -> frame.update)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private void show(MarketView newer) {
        view = newer;
        snapshotTexts.clear();
    }

    private MarketView view(String epoch, long seq, TopOfBook top, Ticker ticker, Instant at) {
        return new MarketView(symbol, epoch, seq, top, ticker, summary.trades(), summary.candles(), at);
    }
}
