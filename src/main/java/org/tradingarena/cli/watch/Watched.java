package org.tradingarena.cli.watch;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.market.Market;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.ServerMessage.MarketData;

/**
 * All that a screen shows, as a value: each thing that the client tells makes another one.
 *
 * @param who as what it is signed in
 * @param connection null before the first attempt
 * @param since when the connection became what it is
 * @param continuity what the last connection meant for the record; null before the first
 * @param markets by symbol
 * @param selected the symbol whose book is shown; empty before one is known
 * @param news newest first, at most {@value #NEWS}
 */
record Watched(
        Who who,
        @Nullable ConnectionState connection,
        Instant since,
        @Nullable Continuity continuity,
        @Nullable Account account,
        long seq,
        NavigableMap<String, Market> markets,
        String selected,
        List<News> news) {
    private static final int NEWS = 200;

    Watched {
        markets = Collections.unmodifiableNavigableMap(markets);
        news = List.copyOf(news);
    }

    /** Whose screen it is. */
    record Who(URI server, String collective, String client) {}

    /** One line of what happened. */
    sealed interface News {
        Instant at();

        /** An event of the collective. */
        record Happened(PrivateEvent event) implements News {
            @Override
            public Instant at() {
                return event.timestamp();
            }
        }

        /** Something about the connection or the record. */
        record Noted(Instant at, String text) implements News {}
    }

    /** Nothing has come yet. The symbols are shown from the beginning, the first of them selected. */
    static Watched begin(Who who, List<String> symbols, Instant now) {
        NavigableMap<String, Market> markets = new TreeMap<>();
        symbols.forEach(symbol -> markets.put(symbol, Market.UNKNOWN));
        String selected = symbols.isEmpty() ? "" : symbols.getFirst();
        return new Watched(who, null, now, null, null, 0, markets, selected, List.of());
    }

    Watched after(PrivateEvent event) {
        return new Watched(
                who,
                connection,
                since,
                continuity,
                account,
                event.seq(),
                markets,
                selected,
                with(new News.Happened(event)));
    }

    Watched after(MarketData message) {
        NavigableMap<String, Market> changed = new TreeMap<>(markets);
        changed.put(
                message.symbol(),
                changed.getOrDefault(message.symbol(), Market.UNKNOWN).after(message));
        String shown = selected.isEmpty() ? message.symbol() : selected;
        return new Watched(who, connection, since, continuity, account, seq, changed, shown, news);
    }

    Watched after(ConnectionState state, Instant now) {
        return new Watched(who, state, now, continuity, account, seq, markets, selected, news);
    }

    Watched after(Continuity told, Instant now) {
        return new Watched(
                who,
                connection,
                since,
                told,
                account,
                told.position().seq(),
                markets,
                selected,
                with(new News.Noted(now, told.describe())));
    }

    Watched noted(String text, Instant now) {
        return new Watched(
                who, connection, since, continuity, account, seq, markets, selected, with(new News.Noted(now, text)));
    }

    Watched with(@Nullable Account newest) {
        return new Watched(who, connection, since, continuity, newest, seq, markets, selected, news);
    }

    /** With the next symbol selected, or (step -1) the one before; around at the ends. */
    Watched select(int step) {
        List<String> symbols = List.copyOf(markets.keySet());
        if (symbols.isEmpty()) {
            return this;
        }
        int next = Math.floorMod(symbols.indexOf(selected) + step, symbols.size());
        return new Watched(who, connection, since, continuity, account, seq, markets, symbols.get(next), news);
    }

    /** The market that is shown. */
    Market market() {
        return markets.getOrDefault(selected, Market.UNKNOWN);
    }

    private List<News> with(News newest) {
        return Stream.concat(Stream.of(newest), news.stream()).limit(NEWS).toList();
    }
}
