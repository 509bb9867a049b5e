package org.tradingarena.journal.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tradingarena.journal.kv.WriteBatch;
import org.tradingarena.journal.record.BatchMark;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.Keys;
import org.tradingarena.journal.record.Position;
import org.tradingarena.journal.record.StreamHead;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.record.TagBody;

/**
 * What one batch will do: submissions turned into records that follow their heads, and the heads after them. Nothing outside
 * changes until it was written. Not thread-safe.
 */
final class Group {
    private final Function<StreamId, StreamHead> heads;
    private final BatchMark before;
    private final WriteBatch batch = new WriteBatch();
    private final Map<StreamId, StreamHead> touched = new LinkedHashMap<>();
    private long ordering;

    Group(Function<StreamId, StreamHead> heads, BatchMark before) {
        this.heads = heads;
        this.before = before;
        this.ordering = before.lastOrdering();
    }

    /** Adds the atomic writes that can be stored; says for each why not. */
    List<Optional<Exception>> add(Submission.Write write) {
        List<Optional<Exception>> outcome = new ArrayList<>(write.writes().size());
        StreamId stream = StreamId.events(write.persistenceId());
        for (Submission.Atomic atomic : write.writes()) {
            outcome.add(
                    switch (atomic) {
                        case Submission.Atomic.Refused refused -> Optional.of(refused.reason());
                        case Submission.Atomic.Events events -> addEvents(stream, events.events());
                    });
        }
        return outcome;
    }

    private Optional<Exception> addEvents(StreamId stream, List<Submission.NewEvent> events) {
        long highest = head(stream).highest().number();
        for (Submission.NewEvent event : events) {
            if (event.sequenceNr() <= highest) {
                return Optional.of(new SequenceConflictException(stream.name(), event.sequenceNr(), highest));
            }
            event.tags().forEach(tag -> head(StreamId.tag(tag)));
            highest = event.sequenceNr();
        }
        for (Submission.NewEvent event : events) {
            ordering++;
            Position position = append(stream, event.sequenceNr(), event.body());
            byte[] entry = event.tags().isEmpty() ? event.body() : new TagBody(stream.name(), position).encode();
            event.tags().forEach(tag -> append(StreamId.tag(tag), ordering, entry));
        }
        return Optional.empty();
    }

    private Position append(StreamId stream, long number, byte[] body) {
        StreamHead head = head(stream);
        ChainRecord record = ChainRecord.after(head.highest(), stream, number, ordering, body);
        batch.put(record.key(), record.value());
        touched.put(stream, head.append(record));
        return record.position();
    }

    /** Deletes records that were read and verified, the oldest ones of their stream. */
    void delete(StreamId stream, List<ChainRecord> oldest) {
        StreamHead head = head(stream);
        for (ChainRecord record : oldest) {
            batch.delete(record.key());
            head = head.deleteTo(record.position());
        }
        touched.put(stream, head);
    }

    StreamHead head(StreamId stream) {
        StreamHead head = touched.get(stream);
        return head == null ? heads.apply(stream) : head;
    }

    boolean isEmpty() {
        return batch.isEmpty();
    }

    /** The heads after this group. */
    Map<StreamId, StreamHead> touched() {
        return touched;
    }

    /** The batch with everything that keeps it honest: the heads and the mark. To be called once, at the end. */
    WriteBatch seal(BatchMark mark) {
        touched.forEach((stream, head) -> batch.put(Keys.head(stream), head.encode(stream)));
        return batch.put(mark.key(), mark.value());
    }

    BatchMark mark() {
        return before.next(ordering);
    }
}
