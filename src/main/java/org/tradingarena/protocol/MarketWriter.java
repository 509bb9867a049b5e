package org.tradingarena.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Renders market data (protocol sections 7 and 8). */
public final class MarketWriter {
    private MarketWriter() {}

    /**
     * A message of a symbol's chain.
     *
     * @param conflated true where the chain may have jumped; null leaves the member out
     */
    public static String message(
            String type,
            String symbol,
            String epoch,
            long seq,
            long prevSeq,
            @Nullable Boolean conflated,
            JsonBody data,
            Instant at) {
        return JsonWriter.render(json -> {
            json.text("type", type);
            if (conflated != null) {
                json.flag("conflated", conflated);
            }
            json.text("symbol", symbol)
                    .text("epoch", epoch)
                    .integer("seq", seq)
                    .integer("prev_seq", prevSeq)
                    .object("data", data)
                    .time("timestamp", at);
        });
    }

    /** A message without a number, such as {@code leaderboard}. */
    public static String unnumbered(String type, JsonBody data, Instant at) {
        return JsonWriter.render(
                json -> json.text("type", type).object("data", data).time("timestamp", at));
    }
}
