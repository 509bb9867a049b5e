package org.tradingarena.market.feed;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.tradingarena.market.feed.StreamState.Phase;

/**
 * Pulls a feed and writes what it says on the board, until it is closed or fails; for a virtual thread of its own. Says in the log when
 * the feed is lost, comes back, and when the circuit breaker opens, and nothing for the attempts between.
 */
final class FeedReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);

    /** Hears that a reader ended, and what it failed with; null if its stream was closed. */
    @FunctionalInterface
    interface Ended {
        void tell(FeedReader reader, @Nullable Throwable failure);
    }

    private final ReconnectingMarketDataStream stream;
    private final List<String> symbols;
    private final FeedBoard board;
    private final Ended ended;
    private @Nullable StreamState said;

    /** Of a stream that nobody pulls yet. */
    FeedReader(FeedSource source, List<String> symbols, FeedBoard board, Ended ended) {
        this.symbols = symbols;
        this.board = board;
        this.ended = ended;
        this.stream = source.open(this::onState);
    }

    @Override
    public void run() {
        Throwable failure = null;
        try {
            begin();
            while (stream.state().phase() != Phase.CLOSED) {
                board.onEvent(stream.nextEvent());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failed) {
            failure = failed;
        } finally {
            stream.close();
            board.onEnded();
            ended.tell(this, failure);
        }
    }

    /** What cannot be connected or subscribed at first is no failure of the reader: the stream remembers it and goes on trying. */
    private void begin() throws InterruptedException {
        try {
            stream.connect();
        } catch (IOException notYet) {
            LOG.debug("the first connection failed", notYet);
        }
        try {
            stream.subscribe(symbols);
        } catch (IOException notYet) {
            LOG.debug("the first subscription failed", notYet);
        }
    }

    ReconnectingMarketDataStream stream() {
        return stream;
    }

    private void onState(StreamState now) {
        board.onState(now);
        switch (now.phase()) {
            case CONNECTED -> say(now, "the feed is connected");
            case BACKOFF, BY_HAND -> say(now, "the feed is lost: " + now.reason());
            case CIRCUIT_OPEN ->
                say(
                        now,
                        "the feed has failed " + now.failures() + " times in a row, the circuit breaker is open: "
                                + now.reason());
            case NEW, RECONNECTING, CLOSED -> {}
        }
    }

    /** Only what is new: attempts that fail one after the other are one loss. */
    private void say(StreamState now, String what) {
        StreamState last = said;
        if (last == null || last.isConnected() != now.isConnected() || last.isCircuitOpen() != now.isCircuitOpen()) {
            said = now;
            LOG.atLevel(now.isConnected() ? Level.INFO : Level.WARN).log(what);
        }
    }
}
