package org.tradingarena.market.feed.kraken;

import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import org.tradingarena.market.feed.socket.SocketStream;
import org.tradingarena.market.feed.socket.StreamSettings;

/**
 * Books, trades and tickers of Kraken's spot markets, with every book verified by the exchange's checksum and every trade by its number.
 * Kraken names symbols as the arena does.
 *
 * @see <a href="https://docs.kraken.com/exchange/guides/websockets/introduction">Kraken's WebSocket API v2</a>
 */
public final class KrakenStream extends SocketStream {
    /** Where Kraken offers it to everybody. */
    public static final URI ADDRESS = URI.create("wss://ws.kraken.com/v2");

    /** Not connected yet. */
    public KrakenStream(URI address, StreamSettings settings, InstantSource clock) {
        this(address, settings, clock, KrakenConversation.ALL_CHECKS);
    }

    KrakenStream(URI address, StreamSettings settings, InstantSource clock, Set<KrakenConversation.Check> checks) {
        super(
                "kraken",
                address,
                settings,
                clock,
                symbols -> new KrakenConversation(symbols, settings, clock.instant(), checks));
    }
}
