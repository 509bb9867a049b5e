package org.tradingarena.journal.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A growing byte array with the few encodings that records use; numbers are big-endian or LEB128. */
final class ByteWriter {
    private byte[] bytes;
    private int size;

    ByteWriter(int expected) {
        bytes = new byte[expected];
    }

    ByteWriter writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    ByteWriter writeInt(int value) {
        reserve(4);
        ByteBuffer.wrap(bytes).putInt(size, value);
        size += 4;
        return this;
    }

    ByteWriter writeLong(long value) {
        reserve(8);
        ByteBuffer.wrap(bytes).putLong(size, value);
        size += 8;
        return this;
    }

    /** Seven bits a byte, the lowest first; ten bytes for a negative number. */
    ByteWriter writeVarLong(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    ByteWriter writeBytes(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    ByteWriter writeBlob(byte[] value) {
        return writeVarLong(value.length).writeBytes(value);
    }

    ByteWriter writeString(String value) {
        return writeBlob(value.getBytes(UTF_8));
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Ends with the CRC-32C over the key and everything written so far, so that a value is bound to its key. */
    byte[] sealedWith(byte[] key) {
        int checksum = checksum(key, bytes, size);
        return writeInt(checksum).toByteArray();
    }

    static int checksum(byte[] key, byte[] value, int length) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        crc.update(value, 0, length);
        return (int) crc.getValue();
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
