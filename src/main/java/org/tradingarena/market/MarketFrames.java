package org.tradingarena.market;

import java.util.List;

/**
 * Market messages of a symbol for a subscriber: complete texts that all subscribers share.
 *
 * @param frames in order; never none
 * @param lastSeq the number of the last one
 * @param anew whether they begin anew with a {@code book_snapshot}, instead of following what the subscriber had before
 */
public record MarketFrames(String symbol, List<String> frames, long lastSeq, boolean anew) {
    public MarketFrames {
        frames = List.copyOf(frames);
    }

    /** Frames that follow what the subscriber had before. */
    public MarketFrames(String symbol, List<String> frames, long lastSeq) {
        this(symbol, frames, lastSeq, false);
    }
}
