package org.tradingarena.market.feed.kraken;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.MarketEvent.Level;
import org.tradingarena.market.feed.socket.LevelBook;

/**
 * The checksum of a book: CRC-32 over the ten best asks, then the ten best bids, best first, each as the digits of its price and of its
 * quantity without the point and without leading zeros. The digits are those that were sent, zeros at the end included.
 *
 * @see <a href="https://docs.kraken.com/exchange/guides/websockets/book-checksum-v2">Kraken's guide</a>
 */
final class KrakenChecksum {
    private static final int LEVELS = 10;

    private KrakenChecksum() {}

    /** As Kraken computes it: 0 to 2<sup>32</sup>-1. */
    static long of(LevelBook book) {
        StringBuilder digits = new StringBuilder();
        append(digits, book, Side.SELL);
        append(digits, book, Side.BUY);
        CRC32 checksum = new CRC32();
        checksum.update(digits.toString().getBytes(StandardCharsets.US_ASCII));
        return checksum.getValue();
    }

    private static void append(StringBuilder digits, LevelBook book, Side side) {
        for (Level level : book.best(side, LEVELS)) {
            append(digits, level.price());
            append(digits, level.quantity());
        }
    }

    private static void append(StringBuilder digits, BigDecimal decimal) {
        // A decimal that was read from plain text keeps its zeros at the end in its scale.
        digits.append(decimal.unscaledValue());
    }
}
