package org.tradingarena.journal.store;

import java.util.ArrayList;
import java.util.List;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore.Cursor;
import org.tradingarena.journal.kv.KeyValueStore.Entry;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.record.ChainCheck;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.Keys;
import org.tradingarena.journal.record.Position;
import org.tradingarena.journal.record.StreamHead;
import org.tradingarena.journal.record.StreamId;

/** Reads one stream of one view, and refuses whatever does not fit: nothing is ever read over a hole. */
final class StreamReader {
    private final View view;

    StreamReader(View view) {
        this.view = view;
    }

    /** The stream's head, after a look at both of its sides: its last record is there, and none beyond it. */
    StreamHead head(StreamId stream) {
        try {
            StreamHead head = storedHead(stream);
            requireNothingBeyond(stream, head);
            if (!head.holdsNothing()) {
                requireRecord(stream, head.highest());
            }
            return head;
        } catch (KeyValueException e) {
            throw unreadable(stream, 0, e);
        }
    }

    /** The record at a position, which must be exactly that one. */
    ChainRecord requireRecord(StreamId stream, Position position) {
        byte[] key = Keys.record(stream, position.number());
        byte[] value = view.get(key);
        if (value == null) {
            throw CorruptJournalException.at(stream, position.number(), "the record is missing");
        }
        ChainRecord record = ChainRecord.decode(key, value);
        if (!record.position().equals(position)) {
            throw CorruptJournalException.at(stream, position.number(), "it is not the record that was acknowledged");
        }
        return record;
    }

    /** The records from a number on, up to {@code to}, a page of them. */
    Page<ChainRecord> from(StreamId stream, long from, long to, PageLimit limit) {
        StreamHead head = readableHead(stream);
        return read(head, ChainCheck.from(stream, head, from), stream, to, limit);
    }

    /** The records after one that was read before. */
    Page<ChainRecord> after(StreamId stream, Position last, long to, PageLimit limit) {
        StreamHead head = readableHead(stream);
        return read(head, ChainCheck.after(stream, head, last), stream, to, limit);
    }

    /** Checks one record more than it returns, so that the last one of the page is held by its successor. */
    private Page<ChainRecord> read(StreamHead head, ChainCheck check, StreamId stream, long to, PageLimit limit) {
        List<ChainRecord> records = new ArrayList<>();
        long bytes = 0;
        try (Cursor cursor = view.seek(Keys.record(stream, check.firstNumber()))) {
            Entry entry = cursor.next();
            while (entry != null && Keys.isRecordOf(stream, entry.key())) {
                ChainRecord record = check.next(entry.key(), entry.value());
                boolean beyond = record.number() > to;
                if (beyond || limit.isReached(records.size(), bytes)) {
                    return new Page<>(
                            records, record.previous(), beyond, head.highest().number());
                }
                records.add(record);
                bytes += entry.value().length;
                entry = cursor.next();
            }
        } catch (KeyValueException e) {
            throw unreadable(stream, check.firstNumber(), e);
        }
        check.end();
        return new Page<>(records, head.highest(), true, head.highest().number());
    }

    private StreamHead readableHead(StreamId stream) {
        try {
            return storedHead(stream);
        } catch (KeyValueException e) {
            throw unreadable(stream, 0, e);
        }
    }

    private StreamHead storedHead(StreamId stream) {
        byte[] value = view.get(Keys.head(stream));
        return value == null ? StreamHead.EMPTY : StreamHead.decode(stream, value);
    }

    private void requireNothingBeyond(StreamId stream, StreamHead head) {
        try (Cursor cursor = view.seek(Keys.record(stream, head.highest().number() + 1))) {
            Entry entry = cursor.next();
            if (entry != null && Keys.isRecordOf(stream, entry.key())) {
                throw CorruptJournalException.at(
                        stream,
                        Keys.numberOf(entry.key()),
                        "a record lies beyond " + head.highest().number() + ", the last that the head knows");
            }
        }
    }

    private static CorruptJournalException unreadable(StreamId stream, long number, KeyValueException e) {
        return CorruptJournalException.at(stream, number, "it cannot be read, " + e.getMessage(), e);
    }
}
