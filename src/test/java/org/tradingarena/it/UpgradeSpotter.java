package org.tradingarena.it;

import java.nio.charset.StandardCharsets;

/** Sees in the bytes of HTTP requests, however they are cut into pieces, that one asks for a WebSocket. */
final class UpgradeSpotter {
    private static final byte[] HEADER = "\nupgrade: websocket".getBytes(StandardCharsets.US_ASCII);

    private int matched;

    boolean isIn(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte next = (byte) Character.toLowerCase(bytes[i]);
            if (next != HEADER[matched]) {
                matched = next == HEADER[0] ? 1 : 0;
            } else if (++matched == HEADER.length) {
                matched = 0;
                return true;
            }
        }
        return false;
    }
}
