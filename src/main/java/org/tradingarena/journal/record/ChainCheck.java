package org.tradingarena.journal.record;

import org.jspecify.annotations.Nullable;

/**
 * Follows a stream record by record and refuses the first that does not fit: the one rule by which the journal reads. Not
 * thread-safe; one check per read.
 */
public final class ChainCheck {
    private final StreamId stream;
    private final StreamHead head;
    private final long from;
    private @Nullable Position last;

    private ChainCheck(StreamId stream, StreamHead head, long from, @Nullable Position last) {
        this.stream = stream;
        this.head = head;
        this.from = from;
        this.last = last;
    }

    /** A check of the records from a number on. Below the first record that was not deleted, it begins with that. */
    public static ChainCheck from(StreamId stream, StreamHead head, long from) {
        boolean atBase = from <= head.base().number() + 1;
        return new ChainCheck(stream, head, from, atBase ? head.base() : null);
    }

    /** A check that goes on after a record that was read before; if it was deleted since, at what is left. */
    public static ChainCheck after(StreamId stream, StreamHead head, Position last) {
        Position begin = last.number() < head.base().number() ? head.base() : last;
        return new ChainCheck(stream, head, begin.number() + 1, begin);
    }

    /** The number to look for first. */
    public long firstNumber() {
        Position known = last;
        return known == null ? from : known.number() + 1;
    }

    /** Takes the next record in the order of the keys. */
    public ChainRecord next(byte[] key, byte[] value) {
        ChainRecord record = ChainRecord.decode(key, value);
        if (!record.stream().equals(stream)) {
            throw CorruptJournalException.at(stream, firstNumber(), "a record of " + record.stream() + " lies here");
        }
        if (record.number() > head.highest().number()) {
            throw beyondHead(record.number());
        }
        check(record);
        last = record.position();
        return record;
    }

    private void check(ChainRecord record) {
        Position known = last;
        Position previous = record.previous();
        if (known == null) {
            if (record.number() < from) {
                throw CorruptJournalException.at(stream, from, "record " + record.number() + " lies in its place");
            }
            if (previous.number() >= from) {
                throw missing(from, previous.number());
            }
        } else if (previous.number() > known.number()) {
            throw missing(known.number() + 1, previous.number());
        } else if (previous.number() < known.number()) {
            throw CorruptJournalException.at(
                    stream, record.number(), "it follows " + previous.number() + ", not " + known.number());
        } else if (previous.checksum() != known.checksum()) {
            throw CorruptJournalException.at(
                    stream, known.number(), "the record is not the one that its successor followed");
        }
        if (record.number() == head.highest().number() && !record.position().equals(head.highest())) {
            throw CorruptJournalException.at(stream, record.number(), "it is not the record that was acknowledged");
        }
    }

    /** Says that no further record of the stream is there: refused if one was acknowledged. */
    public void end() {
        long reached = last == null ? from - 1 : last.number();
        if (reached < head.highest().number()) {
            throw missing(reached + 1, head.highest().number());
        }
    }

    /** The last record that was found to fit; null if the check began in the middle and met none yet. */
    public @Nullable Position last() {
        return last;
    }

    private CorruptJournalException missing(long first, long lastMissing) {
        String which = first == lastMissing ? "the record is" : "records up to " + lastMissing + " are";
        return CorruptJournalException.at(stream, first, which + " missing");
    }

    private CorruptJournalException beyondHead(long number) {
        return CorruptJournalException.at(
                stream, number, "it lies beyond " + head.highest().number() + ", the last that the head knows");
    }
}
