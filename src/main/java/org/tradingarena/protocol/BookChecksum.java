package org.tradingarena.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;

/** The checksum of a {@code book_delta} (protocol section 7): does a client's book equal the server's? */
public final class BookChecksum {
    private static final int LEVELS = 10;

    private BookChecksum() {}

    /** The unsigned CRC-32 of the top ten bids, then the top ten asks, each {@code price:quantity}, joined by {@code |}. */
    public static long of(List<PriceLevel> bids, List<PriceLevel> asks) {
        String levels = Stream.concat(bids.stream().limit(LEVELS), asks.stream().limit(LEVELS))
                .map(level -> Atoms.text(level.price()) + ":" + Atoms.text(level.quantity()))
                .collect(Collectors.joining("|"));
        CRC32 checksum = new CRC32();
        checksum.update(levels.getBytes(StandardCharsets.US_ASCII));
        return checksum.getValue();
    }
}
