package org.tradingarena.bench.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value inside a buffer of UTF-8: found, not parsed, so that a load generator can look at hundreds of thousands of messages a
 * second. Good only until the buffer is used again: {@link #copy} what is to stay. It trusts that the text is JSON; where it is not, an
 * {@link IllegalArgumentException} says so at the latest when the end is passed.
 */
public final class JsonSlice {
    private final byte[] bytes;
    private final int from;
    private final int to;

    /** The value that these bytes hold, white space around it included. */
    public JsonSlice(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** The value of a text. */
    public static JsonSlice of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new JsonSlice(bytes, 0, bytes.length);
    }

    /** Takes one member of an object. */
    public interface MemberVisitor {
        /** The name as it is written, without its quotes, and the value. */
        void member(JsonSlice name, JsonSlice value);
    }

    /** The same value with bytes of its own. */
    public JsonSlice copy() {
        return new JsonSlice(Arrays.copyOfRange(bytes, from, to), 0, to - from);
    }

    /** Goes through the members of an object, in their order. */
    public void members(MemberVisitor visitor) {
        int at = expect(blanks(from), '{');
        while (at(blanks(at)) != '}') {
            at = blanks(at);
            if (at(at) == ',') {
                at = blanks(at + 1);
            }
            int nameEnd = string(at);
            JsonSlice name = new JsonSlice(bytes, at + 1, nameEnd - 1);
            int value = blanks(expect(blanks(nameEnd), ':'));
            at = value(value);
            visitor.member(name, new JsonSlice(bytes, value, at));
        }
    }

    /** Goes through the elements of an array, in their order. */
    public void elements(Consumer<JsonSlice> visitor) {
        int at = expect(blanks(from), '[');
        while (at(blanks(at)) != ']') {
            at = blanks(at);
            if (at(at) == ',') {
                at = blanks(at + 1);
            }
            int end = value(at);
            visitor.accept(new JsonSlice(bytes, at, end));
            at = end;
        }
    }

    /** The member of this name, further ones inside it; null if there is none, or where there is no object. */
    public @Nullable JsonSlice find(String... path) {
        JsonSlice value = this;
        for (String name : path) {
            if (value == null || !value.isObject()) {
                return null;
            }
            value = value.member(name);
        }
        return value;
    }

    private @Nullable JsonSlice member(String wanted) {
        JsonSlice[] found = new JsonSlice[1];
        members((name, value) -> {
            if (found[0] == null && name.reads(wanted)) {
                found[0] = value;
            }
        });
        return found[0];
    }

    /** Whether it is an object. */
    public boolean isObject() {
        return from < to && at(blanks(from)) == '{';
    }

    /** Whether the bytes are exactly those of an ASCII text. */
    public boolean reads(String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What a string holds, where nothing in it is escaped (ids, words, times); the bytes as they are for any other value. */
    public String text() {
        boolean quoted = to - from >= 2 && bytes[from] == '"';
        return quoted
                ? new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8)
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The integer that stands there. */
    public long integer() {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value > Long.MAX_VALUE / 10 - 1) {
                throw new IllegalArgumentException("no integer: " + text());
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Tells other bytes from these: length and CRC-32C. Never 0. */
    public long fingerprint() {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        return (long) (to - from) << 32 | checksum.getValue();
    }

    /** How many bytes it has. */
    public int length() {
        return to - from;
    }

    /** The position after the value that begins here. */
    private int value(int at) {
        return switch (at(at)) {
            case '"' -> string(at);
            case '{', '[' -> nested(at);
            default -> {
                int end = at;
                while (end < to && ",]}".indexOf(bytes[end]) < 0 && bytes[end] > ' ') {
                    end++;
                }
                if (end == at) {
                    throw malformed(at);
                }
                yield end;
            }
        };
    }

    private int nested(int start) {
        int depth = 0;
        int at = start;
        do {
            switch (at(at)) {
                case '"' -> at = string(at);
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0);
        return at;
    }

    private int string(int start) {
        int at = expect(start, '"');
        while (at(at) != '"') {
            at += at(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int blanks(int start) {
        int at = start;
        while (at < to && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private int expect(int at, char expected) {
        if (at(at) != expected) {
            throw malformed(at);
        }
        return at + 1;
    }

    private byte at(int position) {
        if (position >= to) {
            throw malformed(position);
        }
        return bytes[position];
    }

    private IllegalArgumentException malformed(int position) {
        return new IllegalArgumentException("no JSON from character " + (position - from) + " on: " + start());
    }

    private String start() {
        return new String(bytes, from, Math.min(to - from, 200), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
