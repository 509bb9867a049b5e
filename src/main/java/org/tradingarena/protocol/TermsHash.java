package org.tradingarena.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The hash of an order's terms, for the comparison that idempotency needs (protocol section 6). */
final class TermsHash {
    private TermsHash() {}

    /** The first eight bytes of the SHA-256 of the normalised terms, one a line: 1.0 and 1, or a default named or not, are the same. */
    static long of(Request.PlaceOrder order) {
        String terms = String.join(
                "\n",
                order.symbol(),
                Words.of(order.side()),
                Words.of(order.orderType()),
                order.quantity().normalised(),
                normalised(order.price()),
                Words.of(order.timeInForce()),
                Boolean.toString(order.postOnly()));
        return ByteBuffer.wrap(Sha256.of(terms.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static String normalised(@Nullable Amount price) {
        return price == null ? "-" : price.normalised();
    }
}
