package org.tradingarena.it;

import java.nio.charset.StandardCharsets;

/**
 * Follows the bytes of one direction of a WebSocket connection (RFC 6455): where frames begin and end, and whether the server has let its
 * client in. It changes nothing and keeps no more than a frame's first bytes. Of plain HTTP it understands the first head alone.
 */
final class WebSocketMeter {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    /** An envelope's id and type stand in front. */
    private static final int OPENING = 128;

    private static final String SIGNED_IN = "\"type\":\"authenticated\"";
    private static final int MASK_BYTES = 4;

    private final byte[] opening = new byte[OPENING];
    private int head;
    private int header;
    private int extension;
    private boolean masked;
    private long size;
    private long left;
    private int opened;
    private volatile boolean withinFrame;
    private volatile boolean signedIn;

    /** Takes so many bytes, but no more than to the end of a frame or of the HTTP head; returns how many it took. */
    int take(byte[] bytes, int from, int length) {
        int taken = 0;
        while (taken < length) {
            take(bytes[from + taken]);
            taken++;
            if (head == END_OF_HEAD.length && header == 0) {
                break;
            }
        }
        withinFrame = head == END_OF_HEAD.length && header > 0;
        return taken;
    }

    private void take(byte next) {
        if (head < END_OF_HEAD.length) {
            head = next == END_OF_HEAD[head] ? head + 1 : next == END_OF_HEAD[0] ? 1 : 0;
        } else if (header < 2 || extension > 0) {
            takeHeader(next);
        } else {
            takePayload(next);
        }
    }

    private void takeHeader(byte next) {
        header++;
        if (header == 2) {
            masked = (next & 0x80) != 0;
            size = next & 0x7F;
            extension = size == 126 ? 2 : size == 127 ? Long.BYTES : 0;
            size = extension > 0 ? 0 : size;
        } else if (header > 2) {
            size = size << Byte.SIZE | next & 0xFF;
            extension--;
        }
        if (header >= 2 && extension == 0) {
            left = size + (masked ? MASK_BYTES : 0);
            endIfComplete();
        }
    }

    private void takePayload(byte next) {
        if (opened < OPENING) {
            opening[opened++] = next;
        }
        left--;
        endIfComplete();
    }

    private void endIfComplete() {
        if (left == 0) {
            signedIn |= new String(opening, 0, opened, StandardCharsets.ISO_8859_1).contains(SIGNED_IN);
            header = 0;
            opened = 0;
        }
    }

    /** Whether a frame has begun and not ended. */
    boolean withinFrame() {
        return withinFrame;
    }

    /** How many bytes of the frame under way are to come; 0 while its length is not known. For the thread that gives the bytes. */
    long left() {
        return left;
    }

    /** Whether an {@code authenticated} has gone by, to its last byte. */
    boolean signedIn() {
        return signedIn;
    }
}
