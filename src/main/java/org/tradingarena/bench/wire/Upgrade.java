package org.tradingarena.bench.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The upgrade from HTTP to a WebSocket (RFC 6455, section 4). */
final class Upgrade {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LONGEST_HEAD = 16 << 10;
    private static final int KEY_BYTES = 16;

    private final StringBuilder head = new StringBuilder();
    private final String key;

    Upgrade() {
        byte[] random = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        key = Base64.getEncoder().encodeToString(random);
    }

    /** What asks for it. */
    byte[] request(String host, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + host
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Protocol: arena.v1\r\nSec-WebSocket-Key: " + key + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads on in the answer.
     *
     * @return where the first frame begins, or -1 if the answer is not whole yet
     * @throws IOException if the upgrade is refused
     */
    int read(byte[] bytes, int from, int to) throws IOException {
        for (int at = from; at < to; at++) {
            head.append((char) (bytes[at] & 0xff));
            if (head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                check();
                return at + 1;
            }
        }
        if (head.length() > LONGEST_HEAD) {
            throw new IOException("an answer to the upgrade that does not end");
        }
        return -1;
    }

    private void check() throws IOException {
        String[] lines = head.toString().split("\r\n", -1);
        if (!lines[0].startsWith("HTTP/1.1 101")) {
            throw new IOException("the upgrade was refused: " + lines[0]);
        }
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("sec-websocket-accept")
                    && line.substring(colon + 1).strip().equals(accept())) {
                return;
            }
        }
        throw new IOException("the upgrade was not accepted as a WebSocket's");
    }

    private String accept() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
