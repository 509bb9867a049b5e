package org.tradingarena.journal.store;

import java.util.ArrayList;
import java.util.List;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.Keys;
import org.tradingarena.journal.record.StreamHead;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.record.TagBody;

/** Follows a tag's index to the events, of the same view; only a deleted event may be absent. */
final class TagReader {
    private final View view;
    private final StreamReader streams;

    TagReader(View view) {
        this.view = view;
        this.streams = new StreamReader(view);
    }

    /** The events that a page of the index names, in the order of the index. */
    Page<ChainRecord> events(Page<ChainRecord> index) {
        List<ChainRecord> events = new ArrayList<>(index.items().size());
        for (ChainRecord entry : index.items()) {
            TagBody named = TagBody.of(entry);
            StreamId stream = StreamId.events(named.persistenceId());
            try {
                if (!isDeleted(stream, named.event().number())) {
                    events.add(streams.requireRecord(stream, named.event()));
                }
            } catch (KeyValueException e) {
                throw CorruptJournalException.at(
                        stream, named.event().number(), "it cannot be read, " + e.getMessage(), e);
            }
        }
        return new Page<>(events, index.last(), index.end(), index.highest());
    }

    private boolean isDeleted(StreamId stream, long number) {
        byte[] head = view.get(Keys.head(stream));
        return head != null && number <= StreamHead.decode(stream, head).base().number();
    }
}
