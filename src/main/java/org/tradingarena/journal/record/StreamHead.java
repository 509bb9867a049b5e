package org.tradingarena.journal.record;

/**
 * What a stream must hold: every record after {@code base} (the last deleted one) up to {@code highest}. It is written in the
 * same batch as the records that it speaks of, so a record that is lost at either end or in the middle is noticed.
 */
public record StreamHead(Position highest, Position base) {
    /** A stream that nothing was ever written to. */
    public static final StreamHead EMPTY = new StreamHead(Position.START, Position.START);

    private static final int VERSION = 1;

    public StreamHead {
        if (base.number() > highest.number()) {
            throw new IllegalArgumentException("a stream is not deleted beyond its end");
        }
    }

    public StreamHead append(ChainRecord next) {
        return new StreamHead(next.position(), base);
    }

    /** Forgets the records up to and including the given one. */
    public StreamHead deleteTo(Position last) {
        return last.number() > base.number() ? new StreamHead(highest, last) : this;
    }

    /** Whether there is no record to read. */
    public boolean holdsNothing() {
        return base.number() == highest.number();
    }

    public byte[] encode(StreamId stream) {
        return new ByteWriter(32)
                .writeByte(VERSION)
                .writeVarLong(highest.number())
                .writeInt(highest.checksum())
                .writeVarLong(base.number())
                .writeInt(base.checksum())
                .sealedWith(Keys.head(stream));
    }

    public static StreamHead decode(StreamId stream, byte[] value) {
        try {
            ByteReader in = ByteReader.unsealed(Keys.head(stream), value);
            in.expectVersion(VERSION);
            return new StreamHead(
                    new Position(in.readVarLong(), in.readInt()), new Position(in.readVarLong(), in.readInt()));
        } catch (IllegalArgumentException e) {
            throw CorruptJournalException.at(stream, 0, "the head of the stream is altered, " + e.getMessage(), e);
        }
    }
}
