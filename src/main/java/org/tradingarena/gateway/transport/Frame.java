package org.tradingarena.gateway.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A whole frame as it stands on the wire, from server to client: unmasked, unfragmented. Immutable, so many sockets can share it. */
public final class Frame {
    /** The longest reason of a close frame, in bytes (RFC 6455 section 5.5). */
    static final int REASON_BYTES = 123;

    /** Up to this many bytes of text nothing is gained by compressing it (protocol section 8). */
    private static final int WORTH_COMPRESSING = 1024;

    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8a;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xffff;

    private final byte[] bytes;
    private volatile @Nullable Frame compressed;

    private Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A text frame. */
    public static Frame text(String text) {
        return new Frame(encode(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same text for a client that wants gzip: if it is long, one binary frame. It is compressed once for all who share it. */
    public Frame gzipped() {
        if (bytes.length - header() <= WORTH_COMPRESSING) {
            return this;
        }
        Frame known = compressed;
        if (known == null) {
            known = new Frame(encode(BINARY, gzip(bytes, header())));
            compressed = known;
        }
        return known;
    }

    private static byte[] gzip(byte[] content, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content, from, content.length - from);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A close frame; a longer reason is cut. */
    static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        byte[] payload = new byte[2 + Math.min(text.length, REASON_BYTES)];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, payload.length - 2);
        return new Frame(encode(CLOSE, payload));
    }

    /** A close frame without code and reason. */
    static Frame close() {
        return new Frame(encode(CLOSE, new byte[0]));
    }

    /** A pong frame. */
    static Frame pong(byte[] payload) {
        return new Frame(encode(PONG, payload));
    }

    /** Bytes on the wire. */
    public int size() {
        return bytes.length;
    }

    /** The bytes on the wire; nobody may write to them. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether it is a binary frame. */
    public boolean isBinary() {
        return (bytes[0] & 0xff) == BINARY;
    }

    /** A copy of the payload. */
    public byte[] content() {
        return Arrays.copyOfRange(bytes, header(), bytes.length);
    }

    /** A copy of the payload as text. */
    public String payload() {
        return new String(content(), StandardCharsets.UTF_8);
    }

    private int header() {
        return bytes[1] == 127 ? 10 : bytes[1] == 126 ? 4 : 2;
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
