package org.tradingarena.journal.store;

import java.util.ArrayList;
import java.util.List;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore.Cursor;
import org.tradingarena.journal.kv.KeyValueStore.Entry;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.journal.record.EventBody;
import org.tradingarena.journal.record.Keys;
import org.tradingarena.journal.record.StreamHead;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.StreamList.Listed;

/** Reads all of a view: every record of every stream, and whether anything lies there that no head speaks of. */
public final class StoreInspection {
    private static final int STREAMS_AT_ONCE = 1000;
    private static final PageLimit PAGE = new PageLimit(1000, 4 << 20);

    private final View view;
    private final StreamReader reader;
    private final List<String> problems = new ArrayList<>();
    private long streams;
    private long events;
    private long tagEntries;
    private long bytes;

    private StoreInspection(View view) {
        this.view = view;
        this.reader = new StreamReader(view);
    }

    /**
     * What a journal holds, and what is wrong with it.
     *
     * @param streams persistence ids
     * @param events records that were read and found to be right
     * @param tagEntries events by tag that were found
     * @param bytes of the events' records, before LevelDB compresses them
     * @param problems a sentence for each stream that cannot be read to its end; the first fault of each
     */
    public record Report(long streams, long events, long tagEntries, long bytes, List<String> problems) {
        public Report {
            problems = List.copyOf(problems);
        }

        public boolean isClean() {
            return problems.isEmpty();
        }
    }

    /** Reads everything of a store at this moment. */
    public static Report inspect(JournalStore store) {
        return store.read(view -> new StoreInspection(view).inspect());
    }

    private Report inspect() {
        for (StreamId.Kind kind : StreamId.Kind.values()) {
            attempt(() -> inspectStreams(kind));
            attempt(() -> requireHeads(kind));
        }
        return new Report(streams, events, tagEntries, bytes, problems);
    }

    private void inspectStreams(StreamId.Kind kind) {
        List<Listed> some = new StreamList(view).after(kind, "", STREAMS_AT_ONCE);
        while (!some.isEmpty()) {
            for (Listed listed : some) {
                attempt(() -> inspectStream(listed.stream()));
            }
            some = new StreamList(view)
                    .after(kind, some.get(some.size() - 1).stream().name(), STREAMS_AT_ONCE);
        }
    }

    private void inspectStream(StreamId stream) {
        streams += stream.kind() == StreamId.Kind.EVENTS ? 1 : 0;
        StreamHead head = reader.head(stream);
        Page<ChainRecord> page = reader.from(stream, 1, Long.MAX_VALUE, PAGE);
        count(stream, page);
        while (!page.end()) {
            page = reader.after(stream, page.last(), Long.MAX_VALUE, PAGE);
            count(stream, page);
        }
        if (!page.last().equals(head.highest())) {
            throw CorruptJournalException.at(stream, page.last().number(), "the stream does not end with its head");
        }
    }

    private void count(StreamId stream, Page<ChainRecord> page) {
        switch (stream.kind()) {
            case EVENTS -> {
                for (ChainRecord record : page.items()) {
                    EventBody.of(record);
                    events++;
                    bytes += record.key().length + record.value().length;
                }
            }
            case TAG -> tagEntries += new TagReader(view).events(page).items().size();
        }
    }

    /** Looks at the first record of each stream that has any, and skips to the next stream. */
    private void requireHeads(StreamId.Kind kind) {
        byte[] prefix = Keys.records(kind);
        byte[] from = prefix;
        while (true) {
            Entry entry;
            try (Cursor cursor = view.seek(from)) {
                entry = cursor.next();
            }
            if (entry == null || !Keys.hasPrefix(entry.key(), prefix)) {
                return;
            }
            StreamId stream = ChainRecord.decode(entry.key(), entry.value()).stream();
            if (view.get(Keys.head(stream)) == null) {
                problems.add(CorruptJournalException.at(stream, 0, "there are records and no head")
                        .getMessage());
            }
            from = Keys.record(stream, -1); // all bits set: behind every number
        }
    }

    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (CorruptJournalException | KeyValueException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
