package org.tradingarena.gateway.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A whole frame as it stands on the wire, from server to client: unmasked, unfragmented. Immutable, so many sockets can share it. */
public final class Frame {
    /** The longest reason of a close frame, in bytes (RFC 6455 section 5.5). */
    static final int REASON_BYTES = 123;

    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8a;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xffff;

    private final byte[] bytes;
    private final boolean credited;

    private Frame(byte[] bytes, boolean credited) {
        this.bytes = bytes;
        this.credited = credited;
    }

    /** A text frame. */
    public static Frame text(String text) {
        return new Frame(encode(TEXT, text.getBytes(StandardCharsets.UTF_8)), false);
    }

    /** A text frame of events, which takes credit until it is written. */
    public static Frame credited(String text) {
        return new Frame(encode(TEXT, text.getBytes(StandardCharsets.UTF_8)), true);
    }

    /** A close frame; a longer reason is cut. */
    static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        byte[] payload = new byte[2 + Math.min(text.length, REASON_BYTES)];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, payload.length - 2);
        return new Frame(encode(CLOSE, payload), false);
    }

    /** A close frame without code and reason. */
    static Frame close() {
        return new Frame(encode(CLOSE, new byte[0]), false);
    }

    /** A pong frame. */
    static Frame pong(byte[] payload) {
        return new Frame(encode(PONG, payload), false);
    }

    /** Whether it takes credit until it is written. */
    public boolean isCredited() {
        return credited;
    }

    /** Bytes on the wire. */
    public int size() {
        return bytes.length;
    }

    /** The bytes on the wire; nobody may write to them. */
    byte[] bytes() {
        return bytes;
    }

    /** A copy of the payload as text. */
    public String payload() {
        int header = bytes[1] == 127 ? 10 : bytes[1] == 126 ? 4 : 2;
        return new String(Arrays.copyOfRange(bytes, header, bytes.length), StandardCharsets.UTF_8);
    }

    private static byte[] encode(int first, byte[] payload) {
        int header = payload.length <= SHORT ? 2 : payload.length <= MEDIUM ? 4 : 10;
        byte[] frame = new byte[header + payload.length];
        frame[0] = (byte) first;
        switch (header) {
            case 2 -> frame[1] = (byte) payload.length;
            case 4 -> {
                frame[1] = 126;
                frame[2] = (byte) (payload.length >> 8);
                frame[3] = (byte) payload.length;
            }
            default -> {
                frame[1] = 127;
                for (int i = 0; i < Integer.BYTES; i++) {
                    frame[6 + i] = (byte) (payload.length >> (24 - 8 * i));
                }
            }
        }
        System.arraycopy(payload, 0, frame, header, payload.length);
        return frame;
    }
}
