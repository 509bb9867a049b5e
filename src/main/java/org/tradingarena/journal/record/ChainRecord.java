package org.tradingarena.journal.record;

import org.jspecify.annotations.Nullable;

/**
 * A record of a stream, as stored: format version, stream, own number, global ordering, the number and checksum of the record
 * before it, a body, and a CRC-32C over its key and all of that. The checksum of the predecessor makes it a chain: a record
 * that is missing, altered, repeated or foreign does not fit its neighbours.
 */
public final class ChainRecord {
    static final int VERSION = 1;

    private final StreamId stream;
    private final long number;
    private final long ordering;
    private final Position previous;
    private final byte[] body;
    private final byte[] key;
    private final byte[] value;

    private ChainRecord(
            StreamId stream, long number, long ordering, Position previous, byte[] body, byte[] key, byte[] value) {
        this.stream = stream;
        this.number = number;
        this.ordering = ordering;
        this.previous = previous;
        this.body = body;
        this.key = key;
        this.value = value;
    }

    /** The record that follows {@code previous}; its number must be greater. */
    public static ChainRecord after(Position previous, StreamId stream, long number, long ordering, byte[] body) {
        if (number <= previous.number()) {
            throw new IllegalArgumentException(number + " does not follow " + previous.number() + " in " + stream);
        }
        byte[] key = Keys.record(stream, number);
        byte[] value = new ByteWriter(body.length + key.length + 40)
                .writeByte(VERSION)
                .writeString(stream.name())
                .writeVarLong(number)
                .writeVarLong(ordering)
                .writeVarLong(previous.number())
                .writeInt(previous.checksum())
                .writeBytes(body)
                .sealedWith(key);
        return new ChainRecord(stream, number, ordering, previous, body, key, value);
    }

    /** Reads a stored record; whatever is wrong with it is a {@link CorruptJournalException} at its key. */
    public static ChainRecord decode(byte[] key, byte[] value) {
        StreamId stream;
        try {
            stream = Keys.streamOfRecord(key);
        } catch (IllegalArgumentException e) {
            throw CorruptJournalException.ofStore("a record has an unreadable key", e);
        }
        long number = Keys.numberOf(key);
        try {
            return decode(stream, number, key, value);
        } catch (IllegalArgumentException e) {
            throw CorruptJournalException.at(stream, number, "the record is altered, " + e.getMessage(), e);
        }
    }

    private static ChainRecord decode(StreamId stream, long number, byte[] key, byte[] value) {
        String foreign = whoseElse(stream, number, value);
        if (foreign != null) {
            throw CorruptJournalException.at(stream, number, "the record is foreign, it belongs to " + foreign);
        }
        ByteReader in = ByteReader.unsealed(key, value);
        in.expectVersion(VERSION);
        in.readString();
        in.readVarLong();
        long ordering = in.readVarLong();
        long previousNumber = in.readVarLong();
        if (previousNumber < 0 || previousNumber >= number) {
            throw new IllegalArgumentException("it claims to follow " + previousNumber);
        }
        Position previous = new Position(previousNumber, in.readInt());
        return new ChainRecord(stream, number, ordering, previous, in.readRest(), key, value);
    }

    /** Whose the record is if it was whole under another key; null if it is not a record of another place. */
    private static @Nullable String whoseElse(StreamId stream, long number, byte[] value) {
        try {
            ByteReader in = new ByteReader(value, value.length);
            in.expectVersion(VERSION);
            StreamId own = new StreamId(stream.kind(), in.readString());
            long ownNumber = in.readVarLong();
            if (own.equals(stream) && ownNumber == number) {
                return null;
            }
            ByteReader.unsealed(Keys.record(own, ownNumber), value);
            return own + ", number " + ownNumber;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    public StreamId stream() {
        return stream;
    }

    public long number() {
        return number;
    }

    /** The place of the record in the order in which the whole journal was written, from 1. */
    public long ordering() {
        return ordering;
    }

    public Position previous() {
        return previous;
    }

    public Position position() {
        return new Position(number, ByteReader.sealOf(value));
    }

    public byte[] body() {
        return body;
    }

    public byte[] key() {
        return key;
    }

    public byte[] value() {
        return value;
    }
}
