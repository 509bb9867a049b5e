package org.tradingarena.journal.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How the store's keys are laid out, so that a stream's records lie side by side in the order of their numbers.
 *
 * <pre>
 * 'e' | 't'   length(2)  name  number(8)    a record of an event stream, of a tag's index
 * 'h'         'e' | 't'  name               a stream's head
 * 'b'         slot(4)                       a batch mark
 * </pre>
 */
public final class Keys {
    private static final byte HEAD = 'h';
    private static final byte BATCH = 'b';

    private Keys() {}

    public static byte[] record(StreamId stream, long number) {
        byte[] name = stream.name().getBytes(UTF_8);
        return ByteBuffer.allocate(name.length + 11)
                .put(stream.kind().prefix())
                .putShort((short) name.length)
                .put(name)
                .putLong(number)
                .array();
    }

    public static byte[] head(StreamId stream) {
        byte[] name = stream.name().getBytes(UTF_8);
        return ByteBuffer.allocate(name.length + 2)
                .put(HEAD)
                .put(stream.kind().prefix())
                .put(name)
                .array();
    }

    /** Where the heads of all streams of a kind begin. */
    public static byte[] heads(StreamId.Kind kind) {
        return new byte[] {HEAD, kind.prefix()};
    }

    public static byte[] batch(int slot) {
        return ByteBuffer.allocate(5).put(BATCH).putInt(slot).array();
    }

    /** Where all batch marks begin. */
    public static byte[] batches() {
        return new byte[] {BATCH};
    }

    /** Where the records of all streams of a kind begin. */
    public static byte[] records(StreamId.Kind kind) {
        return new byte[] {kind.prefix()};
    }

    public static boolean hasPrefix(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Whether the key is that of any record of the stream. */
    public static boolean isRecordOf(StreamId stream, byte[] key) {
        byte[] first = record(stream, 0);
        return key.length == first.length && Arrays.equals(key, 0, key.length - 8, first, 0, key.length - 8);
    }

    /** The number in a record's key. */
    public static long numberOf(byte[] recordKey) {
        return ByteBuffer.wrap(recordKey).getLong(recordKey.length - 8);
    }

    /** The stream that a record's key names; an unreadable key is an {@link IllegalArgumentException}. */
    public static StreamId streamOfRecord(byte[] key) {
        int length = key.length < 12 ? -1 : ByteBuffer.wrap(key).getShort(1) & 0xFFFF;
        if (length != key.length - 11) {
            throw new IllegalArgumentException("not the key of a record");
        }
        return new StreamId(StreamId.Kind.ofPrefix(key[0]), new String(key, 3, length, UTF_8));
    }

    /** The stream that a head's key names; an unreadable key is an {@link IllegalArgumentException}. */
    public static StreamId streamOfHead(byte[] key) {
        if (key.length < 3 || key[0] != HEAD) {
            throw new IllegalArgumentException("not the key of a head");
        }
        return new StreamId(StreamId.Kind.ofPrefix(key[1]), new String(key, 2, key.length - 2, UTF_8));
    }
}
