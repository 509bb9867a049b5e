package org.tradingarena.journal;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.journal.EventAdapters;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Source;
import org.tradingarena.journal.PagesSource.Fetched;
import org.tradingarena.journal.PagesSource.More;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.JournalStore;

/**
 * The read side of {@link LevelDbJournal}: {@code getReadJournalFor(LevelDbReadJournal.class, LevelDbReadJournal.IDENTIFIER)}. Events
 * come in order and without a hole, or the stream fails with {@link org.tradingarena.journal.record.CorruptJournalException}. Live
 * queries are woken by writes. What is read ahead is one page.
 *
 * <p>By persistence id, the offset is the sequence number. By tag, it is the global ordering, exclusive when given; deleted events are
 * left out.
 */
public final class LevelDbReadJournal
        implements ReadJournal,
                CurrentEventsByPersistenceIdQuery,
                EventsByPersistenceIdQuery,
                CurrentPersistenceIdsQuery,
                CurrentEventsByTagQuery,
                EventsByTagQuery {
    /** Where the read side is configured. */
    public static final String IDENTIFIER = "arena.journal.leveldb-query";

    private final JournalStore store;
    private final EventCodec codec;
    private final EventAdapters adapters;
    private final Executor reading;

    LevelDbReadJournal(ExtendedActorSystem system, Config config) {
        String journalId = config.getString("write-plugin");
        Journals journals = Journals.get(system);
        store = journals.openForPlugin(journalId);
        codec = new EventCodec(system);
        adapters = Persistence.get(system).adaptersFor(journalId);
        reading = system.dispatchers().lookup(journals.settings(journalId).readDispatcher());
    }

    @Override
    public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(
            String persistenceId, long fromSequenceNr, long toSequenceNr) {
        return events(StreamId.events(persistenceId), fromSequenceNr, toSequenceNr, false);
    }

    @Override
    public Source<EventEnvelope, NotUsed> eventsByPersistenceId(
            String persistenceId, long fromSequenceNr, long toSequenceNr) {
        return events(StreamId.events(persistenceId), fromSequenceNr, toSequenceNr, true);
    }

    @Override
    public Source<EventEnvelope, NotUsed> currentEventsByTag(String tag, Offset offset) {
        return events(StreamId.tag(tag), after(offset), Long.MAX_VALUE, false);
    }

    @Override
    public Source<EventEnvelope, NotUsed> eventsByTag(String tag, Offset offset) {
        return events(StreamId.tag(tag), after(offset), Long.MAX_VALUE, true);
    }

    /** Every id that was ever written to, also those whose events were all deleted; in a fixed order. */
    @Override
    public Source<String, NotUsed> currentPersistenceIds() {
        return Source.fromGraph(new PagesSource<>("", new PersistenceIdPages()));
    }

    private Source<EventEnvelope, NotUsed> events(StreamId stream, long from, long to, boolean live) {
        EventPages pages = new EventPages(store, stream, live, codec, adapters, reading);
        return Source.fromGraph(new PagesSource<>(EventPages.Place.at(from, to), pages));
    }

    private static long after(Offset offset) {
        if (offset instanceof Sequence sequence) {
            return sequence.value() + 1;
        }
        if (offset.equals(Offset.noOffset())) {
            return 1;
        }
        throw new IllegalArgumentException("the journal counts by Sequence, not by " + offset);
    }

    private final class PersistenceIdPages implements PagesSource.Pages<String, String> {
        @Override
        public CompletionStage<Fetched<String, String>> fetch(String after) {
            return CompletableFuture.supplyAsync(() -> read(after), reading);
        }

        private Fetched<String, String> read(String after) {
            List<String> ids = store.persistenceIds(after);
            return ids.isEmpty()
                    ? new Fetched<>(ids, after, More.NEVER)
                    : new Fetched<>(ids, ids.get(ids.size() - 1), More.NOW);
        }

        @Override
        public AutoCloseable watch(Runnable changed) {
            return () -> {};
        }
    }
}
