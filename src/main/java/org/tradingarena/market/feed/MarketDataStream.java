package org.tradingarena.market.feed;

import java.io.IOException;
import java.util.List;

/**
 * Market data of one exchange, pulled by one thread: connect, subscribe, then event after event. Calls block and answer to interrupts; a
 * virtual thread is the caller that they are made for.
 *
 * <p>A stream that was lost can be connected again, and then knows nothing of before: it must be subscribed anew.
 */
public interface MarketDataStream extends AutoCloseable {
    /**
     * Connects, in place of whatever connection there was.
     *
     * @throws IOException if the exchange cannot be reached, or not in time
     */
    void connect() throws IOException, InterruptedException;

    /**
     * Asks for the data of these symbols, named as the arena does ({@code BTC/USD}), in place of those before.
     *
     * @throws IOException if the connection is lost, or the exchange does not have one of them
     */
    void subscribe(List<String> symbols) throws IOException, InterruptedException;

    /**
     * Waits for the next event. Whatever ends the connection (a close, silence, a message that cannot be read, a wrong checksum, a gap) is
     * a {@link MarketEvent.Disconnected}, and every later call returns one as well until {@link #connect}.
     */
    MarketEvent nextEvent() throws InterruptedException;

    /** The exchange's name, in lower case, for logs and metrics. */
    String exchangeName();

    /** Ends the connection; a waiting {@link #nextEvent} returns. */
    @Override
    void close();
}
