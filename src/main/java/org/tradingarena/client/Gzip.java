package org.tradingarena.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Unpacks a binary frame (protocol section 8). */
final class Gzip {
    private Gzip() {}

    /** The text; {@link IOException} if it is none, or longer than this. */
    static String text(byte[] packed, int mostBytes) throws IOException {
        try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = unpacking.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new IOException("more than " + mostBytes + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
