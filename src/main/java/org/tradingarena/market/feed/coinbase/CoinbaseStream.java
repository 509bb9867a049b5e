package org.tradingarena.market.feed.coinbase;

import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import org.tradingarena.market.feed.socket.SocketStream;
import org.tradingarena.market.feed.socket.StreamSettings;

/**
 * Books, trades and tickers of Coinbase Exchange, with gaps noticed where its protocol lets them be: see {@link CoinbaseConversation}.
 *
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/overview">Coinbase Exchange's WebSocket feed</a>
 */
public final class CoinbaseStream extends SocketStream {
    /** Where Coinbase offers it to everybody. */
    public static final URI ADDRESS = URI.create("wss://ws-feed.exchange.coinbase.com");

    /** Not connected yet. */
    public CoinbaseStream(URI address, StreamSettings settings, InstantSource clock) {
        this(address, settings, clock, CoinbaseConversation.ALL_CHECKS);
    }

    CoinbaseStream(URI address, StreamSettings settings, InstantSource clock, Set<CoinbaseConversation.Check> checks) {
        super("coinbase", address, settings, clock, symbols -> new CoinbaseConversation(symbols, settings, checks));
    }
}
