package org.tradingarena.journal.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote; anything else is an {@link IllegalArgumentException} with a reason. */
final class ByteReader {
    private final ByteBuffer buffer;

    ByteReader(byte[] bytes, int length) {
        buffer = ByteBuffer.wrap(bytes, 0, length);
    }

    /** Checks the seal of a value before anything of it is believed. */
    static ByteReader unsealed(byte[] key, byte[] value) {
        int length = value.length - 4;
        if (length < 0 || sealOf(value) != ByteWriter.checksum(key, value, length)) {
            throw new IllegalArgumentException("its checksum does not fit its content");
        }
        return new ByteReader(value, length);
    }

    /** The checksum at the end of a sealed value. */
    static int sealOf(byte[] value) {
        return ByteBuffer.wrap(value).getInt(value.length - 4);
    }

    int readByte() {
        try {
            return buffer.get() & 0xFF;
        } catch (BufferUnderflowException e) {
            throw tooShort(e);
        }
    }

    int readInt() {
        try {
            return buffer.getInt();
        } catch (BufferUnderflowException e) {
            throw tooShort(e);
        }
    }

    long readLong() {
        try {
            return buffer.getLong();
        } catch (BufferUnderflowException e) {
            throw tooShort(e);
        }
    }

    long readVarLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("it has a number of more than 64 bits");
    }

    byte[] readBlob() {
        long length = readVarLong();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("it has a part of " + length + " bytes in " + buffer.remaining());
        }
        byte[] blob = new byte[(int) length];
        buffer.get(blob);
        return blob;
    }

    String readString() {
        return new String(readBlob(), UTF_8);
    }

    byte[] readRest() {
        byte[] rest = Arrays.copyOfRange(buffer.array(), buffer.position(), buffer.limit());
        buffer.position(buffer.limit());
        return rest;
    }

    /** Refuses a version that this build does not know. */
    void expectVersion(int version) {
        int found = readByte();
        if (found != version) {
            throw new IllegalArgumentException("its format version is " + found + ", known is " + version);
        }
    }

    private static IllegalArgumentException tooShort(BufferUnderflowException cause) {
        return new IllegalArgumentException("it is too short", cause);
    }
}
