package org.tradingarena.protocol;

import java.util.Base64;
import java.util.Optional;

/** Base64url as the wire has it: unpadded, and only the one canonical text for each value (protocol section 1, RFC 4648). */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    /** The text of bytes. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The bytes of a text; empty if it is padded, has foreign characters, an impossible length or stray bits at its end. */
    public static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
