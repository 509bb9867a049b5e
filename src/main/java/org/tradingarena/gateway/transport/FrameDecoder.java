package org.tradingarena.gateway.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tradingarena.gateway.transport.Decoded.Violation;
import org.tradingarena.protocol.CloseCode;

/**
 * Finds messages and control frames in the bytes of a client (RFC 6455 section 5), whatever way they are cut. It keeps no more than
 * one message within {@code maxMessageBytes}, and that only as far as it has arrived: larger ones are counted and dropped, and beyond
 * {@code closeAboveBytes} they are a violation (protocol section 11).
 */
final class FrameDecoder {
    private static final byte[] NOTHING = new byte[0];
    private static final int MAX_HEADER = 14;
    private static final int MAX_CONTROL = 125;
    private static final int FIRST_BUFFER = 512;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final int maxMessageBytes;
    private final long closeAboveBytes;

    private byte[] chunk = NOTHING;
    private int position;
    private boolean dead;

    private final byte[] header = new byte[MAX_HEADER];
    private int headerLength;
    private boolean inPayload;
    private int opcode;
    private boolean fin;
    private long remaining;
    private int maskAt;

    /** The type of the message under way, or {@link #CONTINUATION} if there is none. */
    private int messageType;

    private long messageBytes;
    private byte[] message = NOTHING;
    private int kept;
    private byte[] control = NOTHING;
    private int controlKept;

    FrameDecoder(int maxMessageBytes, long closeAboveBytes) {
        this.maxMessageBytes = maxMessageBytes;
        this.closeAboveBytes = closeAboveBytes;
    }

    /** More bytes; those of before must be used up. They are not written to. */
    void feed(byte[] bytes) {
        chunk = bytes;
        position = 0;
    }

    /** The next thing in the bytes; null once they are used up. */
    @Nullable
    Decoded next() {
        while (position < chunk.length && !dead) {
            if (!inPayload) {
                Violation violation = readHeader();
                if (violation != null) {
                    return die(violation);
                }
                if (!inPayload) {
                    break;
                }
            }
            readPayload();
            if (remaining == 0) {
                inPayload = false;
                Decoded decoded = opcode >= CLOSE ? controlFrame() : dataFrame();
                if (decoded instanceof Violation violation) {
                    return die(violation);
                }
                if (decoded != null) {
                    return decoded;
                }
            }
        }
        chunk = NOTHING;
        position = 0;
        return null;
    }

    private Decoded die(Violation violation) {
        dead = true;
        message = NOTHING;
        control = NOTHING;
        return violation;
    }

    /** Reads the header as far as it is there. */
    private @Nullable Violation readHeader() {
        while (position < chunk.length) {
            header[headerLength++] = chunk[position++];
            if (headerLength == 2) {
                Violation violation = checkStart();
                if (violation != null) {
                    return violation;
                }
            }
            if (headerLength >= 2 && headerLength == fullHeader()) {
                headerLength = 0;
                inPayload = true;
                maskAt = 0;
                remaining = payloadLength();
                return checkLength();
            }
        }
        return null;
    }

    private @Nullable Violation checkStart() {
        fin = (header[0] & 0x80) != 0;
        opcode = header[0] & 0x0f;
        if ((header[0] & 0x70) != 0) {
            return broken("a reserved bit is set");
        }
        if ((header[1] & 0x80) == 0) {
            return broken("an unmasked frame");
        }
        return switch (opcode) {
            case CONTINUATION -> messageType == CONTINUATION ? broken("nothing to continue") : null;
            case TEXT, BINARY -> messageType == CONTINUATION ? null : broken("a message within a message");
            case CLOSE, PING, PONG ->
                fin && (header[1] & 0x7f) <= MAX_CONTROL ? null : broken("a long or fragmented control frame");
            default -> broken("an unknown opcode");
        };
    }

    private int fullHeader() {
        int length = header[1] & 0x7f;
        return 6 + (length == 127 ? 8 : length == 126 ? 2 : 0);
    }

    private long payloadLength() {
        int length = header[1] & 0x7f;
        int extended = length == 127 ? 8 : length == 126 ? 2 : 0;
        long value = extended == 0 ? length : 0;
        for (int i = 0; i < extended; i++) {
            value = (value << 8) | (header[2 + i] & 0xff);
        }
        return value;
    }

    private @Nullable Violation checkLength() {
        if (opcode >= CLOSE) {
            control = new byte[(int) remaining];
            controlKept = 0;
            return null;
        }
        if (opcode != CONTINUATION) {
            messageType = opcode;
            messageBytes = 0;
            kept = 0;
        }
        if (remaining < 0 || remaining > closeAboveBytes - messageBytes) {
            return new Violation(CloseCode.TOO_LARGE.number(), CloseCode.TOO_LARGE.reason());
        }
        messageBytes += remaining;
        if (messageBytes > maxMessageBytes || messageType == BINARY) {
            message = NOTHING;
        }
        return null;
    }

    private void readPayload() {
        int here = (int) Math.min(remaining, chunk.length - position);
        if (opcode >= CLOSE) {
            unmask(control, controlKept, here);
            controlKept += here;
        } else if (messageBytes <= maxMessageBytes && messageType == TEXT) {
            if (message.length < kept + here) {
                message = Arrays.copyOf(message, roomFor(kept + here));
            }
            unmask(message, kept, here);
            kept += here;
        }
        maskAt += here;
        position += here;
        remaining -= here;
    }

    private int roomFor(int wanted) {
        return messageBytes == wanted && fin
                ? wanted
                : Math.min(maxMessageBytes, Math.max(wanted, Math.max(FIRST_BUFFER, message.length * 2)));
    }

    private void unmask(byte[] target, int at, int length) {
        int mask = payloadMask();
        for (int i = 0; i < length; i++) {
            target[at + i] = (byte) (chunk[position + i] ^ header[mask + ((maskAt + i) & 3)]);
        }
    }

    private int payloadMask() {
        return fullHeader() - 4;
    }

    private @Nullable Decoded dataFrame() {
        if (!fin) {
            return null;
        }
        int type = messageType;
        byte[] bytes = message;
        int length = kept;
        messageType = CONTINUATION;
        message = NOTHING;
        if (type == BINARY) {
            return new Decoded.Message(new Inbound.Binary());
        }
        if (messageBytes > maxMessageBytes) {
            return new Decoded.Message(new Inbound.TooLarge());
        }
        String text = utf8(bytes, 0, length);
        return text == null ? notUtf8() : new Decoded.Message(new Inbound.Text(text));
    }

    private Decoded controlFrame() {
        return switch (opcode) {
            case PING -> new Decoded.Ping(Frame.pong(control));
            case PONG -> new Decoded.Pong();
            default -> closeFrame();
        };
    }

    private Decoded closeFrame() {
        if (control.length == 0) {
            return new Decoded.Close(Inbound.NO_CODE);
        }
        int code = control.length == 1 ? 0 : ((control[0] & 0xff) << 8) | (control[1] & 0xff);
        if (!mayBeSent(code)) {
            return broken("no such close code");
        }
        return utf8(control, 2, control.length - 2) == null ? notUtf8() : new Decoded.Close(code);
    }

    /** RFC 6455 section 7.4: which codes a close frame may carry. */
    private static boolean mayBeSent(int code) {
        boolean standard = code >= 1000 && code <= 1014 && code != 1004;
        boolean real = code != Inbound.NO_CODE && code != Inbound.LOST;
        return (standard && real) || (code >= 3000 && code <= 4999);
    }

    private static @Nullable String utf8(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    private static Violation notUtf8() {
        return new Violation(CloseCode.INVALID_UTF8.number(), CloseCode.INVALID_UTF8.reason());
    }

    private static Violation broken(String rule) {
        return new Violation(Inbound.PROTOCOL_ERROR, "protocol error: " + rule);
    }
}
