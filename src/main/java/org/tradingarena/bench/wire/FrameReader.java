package org.tradingarena.bench.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts what a server sends into WebSocket frames (RFC 6455), without copying those that came whole. It keeps the beginning of a frame until
 * the rest is there: at most {@value #LONGEST_FRAME} bytes, beyond which it throws.
 */
final class FrameReader {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;

    /** Twice what a server of ours may ever have waiting for one socket. */
    static final int LONGEST_FRAME = 64 << 20;

    private static final byte[] EMPTY = {};
    private static final int FINAL = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int OPCODE = 0x0f;

    /** Takes a whole message, or a control frame. */
    interface Sink {
        void message(int opcode, byte[] bytes, int from, int to) throws IOException;
    }

    private final Sink sink;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    private byte[] kept = EMPTY;
    private int keptLength;
    private int opcodeOfParts;

    FrameReader(Sink sink) {
        this.sink = sink;
    }

    /** Takes in the next bytes; they may be overwritten afterwards. */
    void feed(byte[] bytes, int from, int to) throws IOException {
        if (keptLength == 0) {
            int rest = read(bytes, from, to);
            keptLength = to - rest;
            kept = keptLength == 0 ? EMPTY : Arrays.copyOfRange(bytes, rest, to);
        } else {
            append(bytes, from, to);
            keepFrom(read(kept, 0, keptLength));
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int length = keptLength + to - from;
        if (length > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(length, 2 * kept.length));
        }
        System.arraycopy(bytes, from, kept, keptLength, to - from);
        keptLength = length;
    }

    private void keepFrom(int rest) {
        keptLength -= rest;
        if (keptLength == 0) {
            kept = EMPTY; // of thousands of sockets few are in the middle of a frame
        } else {
            System.arraycopy(kept, rest, kept, 0, keptLength);
        }
    }

    /** Hands on all frames that are whole; returns where the first one begins that is not. */
    private int read(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (to - at >= 2) {
            int length = bytes[at + 1] & LENGTH;
            int header = length == 126 ? 4 : length == 127 ? 10 : 2;
            if (to - at < header) {
                break;
            }
            long payload = header == 2 ? length : bigEndian(bytes, at + 2, at + header);
            if (payload < 0 || payload > LONGEST_FRAME) {
                throw new IOException("a frame of " + payload + " bytes");
            }
            if (to - at - header < payload) {
                break;
            }
            int start = at + header;
            at = start + (int) payload;
            frame(bytes[start - header], bytes, start, at);
        }
        return at;
    }

    private static long bigEndian(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }

    private void frame(byte first, byte[] bytes, int from, int to) throws IOException {
        int opcode = first & OPCODE;
        boolean last = (first & FINAL) != 0;
        if (opcode >= CLOSE || (last && opcode != CONTINUATION)) {
            sink.message(opcode, bytes, from, to);
            return;
        }
        if (opcode != CONTINUATION) {
            opcodeOfParts = opcode;
        }
        parts.write(bytes, from, to - from);
        if (parts.size() > LONGEST_FRAME) {
            throw new IOException("a message of more than " + LONGEST_FRAME + " bytes");
        }
        if (last) {
            byte[] whole = parts.toByteArray();
            parts.reset();
            sink.message(opcodeOfParts, whole, 0, whole.length);
        }
    }
}
