package org.tradingarena.journal.store;

import java.util.ArrayList;
import java.util.List;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore.Cursor;
import org.tradingarena.journal.kv.KeyValueStore.Entry;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.Keys;
import org.tradingarena.journal.record.StreamHead;
import org.tradingarena.journal.record.StreamId;

/** Lists the streams of a store by their heads, in the order of their names' bytes. */
final class StreamList {
    private final View view;

    StreamList(View view) {
        this.view = view;
    }

    /** A stream and its head. */
    record Listed(StreamId stream, StreamHead head) {}

    /** At most {@code limit} streams of a kind after a name; an empty name begins at the first. */
    List<Listed> after(StreamId.Kind kind, String name, int limit) {
        List<Listed> found = new ArrayList<>();
        byte[] prefix = Keys.heads(kind);
        byte[] from = name.isEmpty() ? prefix : Keys.head(new StreamId(kind, name));
        try (Cursor cursor = view.seek(from)) {
            Entry entry = cursor.next();
            while (entry != null && Keys.hasPrefix(entry.key(), prefix) && found.size() < limit) {
                Listed listed = decode(entry);
                if (!listed.stream().name().equals(name)) {
                    found.add(listed);
                }
                entry = cursor.next();
            }
        } catch (KeyValueException e) {
            throw CorruptJournalException.ofStore("the list of streams cannot be read, " + e.getMessage(), e);
        }
        return found;
    }

    private static Listed decode(Entry entry) {
        try {
            StreamId stream = Keys.streamOfHead(entry.key());
            return new Listed(stream, StreamHead.decode(stream, entry.value()));
        } catch (IllegalArgumentException e) {
            throw CorruptJournalException.ofStore("the head of a stream has an unreadable key", e);
        }
    }
}
