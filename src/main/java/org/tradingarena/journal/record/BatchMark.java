package org.tradingarena.journal.record;

/**
 * One record per batch, written with it: numbered without a gap and chained like the records of a stream. LevelDB drops a
 * batch of its log in silence when a bit of it flipped; then the marks have a hole. They live in a ring of
 * {@value #RING} slots, which is more than a log that LevelDB has not yet turned into tables can hold.
 */
public record BatchMark(long number, int previous, long lastOrdering, int checksum) {
    /** Two write buffers of 4 MiB hold 65,536 batches of 128 bytes; the smallest batch of ours has about 150. */
    public static final int RING = 65_536;

    /** Before the first batch. */
    public static final BatchMark NONE = new BatchMark(0, 0, 0, 0);

    private static final int VERSION = 1;

    /** The mark of the batch after this one, which ends at the given global ordering. */
    public BatchMark next(long newLastOrdering) {
        long next = number + 1;
        return new BatchMark(
                next, checksum, newLastOrdering, ByteReader.sealOf(encode(next, checksum, newLastOrdering)));
    }

    public byte[] key() {
        return Keys.batch(slot(number));
    }

    public byte[] value() {
        return encode(number, previous, lastOrdering);
    }

    public static int slot(long number) {
        return (int) (number % RING);
    }

    public static BatchMark decode(byte[] key, byte[] value) {
        try {
            ByteReader in = ByteReader.unsealed(key, value);
            in.expectVersion(VERSION);
            return new BatchMark(in.readVarLong(), in.readInt(), in.readVarLong(), ByteReader.sealOf(value));
        } catch (IllegalArgumentException e) {
            throw CorruptJournalException.ofStore("a batch mark is altered, " + e.getMessage(), e);
        }
    }

    private static byte[] encode(long number, int previous, long lastOrdering) {
        return new ByteWriter(32)
                .writeByte(VERSION)
                .writeVarLong(number)
                .writeInt(previous)
                .writeVarLong(lastOrdering)
                .sealedWith(Keys.batch(slot(number)));
    }
}
