package org.tradingarena.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** SHA-256 and what the arena makes of it. */
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
        return ByteBuffer.wrap(sha256(terms.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String normalised(@Nullable Amount price) {
        return price == null ? "-" : price.normalised();
    }
}
