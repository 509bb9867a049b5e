package org.tradingarena.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.EventAdapters;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.jspecify.annotations.Nullable;
import org.tradingarena.journal.PagesSource.Fetched;
import org.tradingarena.journal.PagesSource.More;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.Position;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.JournalStore;
import org.tradingarena.journal.store.Page;
import scala.jdk.javaapi.CollectionConverters;

/** Pages of one stream's events, by persistence id or by tag, current or live, as the query side hands them out. */
final class EventPages implements PagesSource.Pages<EventPages.Place, EventEnvelope> {
    private final JournalStore store;
    private final StreamId stream;
    private final boolean live;
    private final EventCodec codec;
    private final EventAdapters adapters;
    private final Executor reading;

    EventPages(
            JournalStore store,
            StreamId stream,
            boolean live,
            EventCodec codec,
            EventAdapters adapters,
            Executor reading) {
        this.store = store;
        this.stream = stream;
        this.live = live;
        this.codec = codec;
        this.adapters = adapters;
        this.reading = reading;
    }

    /** Between two pages: the last record that was read, if any, and the range that was asked for. */
    record Place(@Nullable Position last, long from, long to) {
        static Place at(long from, long to) {
            return new Place(null, Math.max(1, from), to);
        }

        /** A stream that has not reached the range yet is to be read from its beginning again. */
        Place after(Position read, long newTo) {
            return new Place(read.number() < from - 1 ? null : read, from, newTo);
        }
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        return live ? store.watch(stream, changed) : () -> {};
    }

    @Override
    public CompletionStage<Fetched<Place, EventEnvelope>> fetch(Place place) {
        return CompletableFuture.supplyAsync(() -> read(place), reading);
    }

    private Fetched<Place, EventEnvelope> read(Place place) {
        if (place.to() < place.from()) {
            return new Fetched<>(List.of(), place, More.NEVER);
        }
        Page<ChainRecord> page = page(place);
        long to = live ? place.to() : Math.min(place.to(), page.highest());
        return new Fetched<>(envelopes(page), place.after(page.last(), to), more(page, to));
    }

    private More more(Page<ChainRecord> page, long to) {
        if (!page.end()) {
            return More.NOW;
        }
        return live && page.highest() < to ? More.LATER : More.NEVER;
    }

    private Page<ChainRecord> page(Place place) {
        Position last = place.last();
        return switch (stream.kind()) {
            case EVENTS ->
                last == null
                        ? store.readFrom(stream, place.from(), place.to())
                        : store.readAfter(stream, last, place.to());
            case TAG ->
                last == null
                        ? store.taggedFrom(stream.name(), place.from(), place.to())
                        : store.taggedAfter(stream.name(), last, place.to());
        };
    }

    private List<EventEnvelope> envelopes(Page<ChainRecord> page) {
        List<EventEnvelope> envelopes = new ArrayList<>(page.items().size());
        for (ChainRecord record : page.items()) {
            PersistentRepr message = codec.decode(record);
            Object stored = message.payload();
            for (Object event : CollectionConverters.asJava(adapters.get(stored.getClass())
                    .fromJournal(stored, message.manifest())
                    .events())) {
                envelopes.add(new EventEnvelope(
                        offset(record),
                        message.persistenceId(),
                        message.sequenceNr(),
                        event,
                        message.timestamp(),
                        message.metadata()));
            }
        }
        return envelopes;
    }

    private Offset offset(ChainRecord record) {
        return switch (stream.kind()) {
            case EVENTS -> Offset.sequence(record.number());
            case TAG -> Offset.sequence(record.ordering());
        };
    }
}
